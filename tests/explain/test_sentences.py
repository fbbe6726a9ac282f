"""For every sentence of the catalogue, the test or the law that makes it true."""

from __future__ import annotations

import ast
import json
from collections import Counter
from pathlib import Path

import pytest

from riskscreen.explain.words import catalogue as words_module

TESTS = Path(__file__).resolve().parents[1]
VIEWS = Path(words_module.__file__).parent / "messages" / "en" / "views.json"
KEYS = set(json.loads(VIEWS.read_text(encoding="utf-8")))

# The test, and what it makes true; ``key.*`` stands for the sentence for one thing and the one for any other number.
TRUE_BY = {
    "explain/test_result_text.py::test_level_stands_in_the_first_lines": "head pair",
    "explain/test_result_text.py::test_language_without_catalogue_is_told_first": "fallback",
    "explain/test_result_text.py::test_why_gives_reason_number_and_answers": "why why.needed points",
    "explain/test_result_text.py::test_unsettled_says_both_ends_and_how_much_is_open":
        "level.open level.not_settled",
    "explain/test_result_text.py::test_unsettled_names_open_rules_and_answers": "span answer.unknown",
    "explain/test_result_text.py::test_number_that_may_be_nothing_is_told_by_its_most": "span.at_most",
    "explain/test_result_text.py::test_wide_limits_are_told": "loose",
    "test_sets.py::test_narrowed_answer_that_plays_no_part_is_told_all_the_same": "narrowed",
    "explain/test_result_text.py::test_hint_is_shown_and_the_answer_stays": "hints hint",
    "explain/test_result_text.py::test_text_that_is_empty_is_not_waited_for": "answer.empty",
    "explain/test_result_text.py::test_text_that_is_empty_and_may_not_apply_is_told_as_both": "answer.maybe",
    "explain/test_result_text.py::test_details_show_the_evidence": "details.ticked details.because source",
    "explain/test_result_text.py::test_details_say_of_each_part_if_it_holds":
        "details.part details.found details.group holds holds.not all",
    "explain/test_result_text.py::test_what_it_is_not_for_stands_in_every_view": "not_for last",
    # Held against every completion of the open answers.
    "explain/test_claims_are_true.py::test_rule_that_is_told_as_deciding_holds_in_every_completion": "why.at_least",
    "explain/test_claims_are_true.py::test_one_of_the_rules_that_are_told_as_such_holds_in_every_completion":
        "why.one_of",
    "explain/test_claims_are_true.py::test_one_of_two_rules_is_told_with_the_rule_for_missing_answers":
        "why.one_of_filled",
    "explain/test_claims_are_true.py::test_no_rule_for_a_higher_level_holds_where_that_is_said":
        "why.no_rule why.no_rule.route",
    "explain/test_claims_are_true.py::test_several_rules_that_decide_are_each_enough":
        "why.each why.because why.because_each",
    "explain/test_claims_are_true.py::test_answer_that_counts_again_is_named_once": "why.named.*",
    "explain/test_claims_are_true.py::test_level_becomes_what_an_open_rule_is_said_to_make_it":
        "open open.if.* open.if_or_higher.*",
    "explain/test_claims_are_true.py::test_open_and_missing_answers_are_counted": "open.count.* unknown.* unanswered.*",
    "properties/test_laws.py::test_law_holds_of_any_instrument":
        "without_answer.no_part.* without_answer.same.*",
    "explain/test_claims_are_true.py::test_group_says_of_each_of_its_answers_what_scoring_with_it_gives":
        "open.settles open.leaves open.else",
    "explain/test_claims_are_true.py::test_one_or_all_are_told_to_be_without_an_answer":
        "open.unknown.* open.unanswered.*",
    "explain/test_claims_are_true.py::test_what_was_noted_stands_with_the_reason": "why.no_facts why.source",
    "explain/test_claims_are_true.py::test_answer_without_a_fact_is_marked_among_those_with_one":
        "why.above why.fact why.no_fact why.facts_missing.*",
    "explain/test_claims_are_true.py::test_answers_without_a_part_are_told_together":
        "without_answer.also answer.unanswered",
    "explain/test_claims_are_true.py::test_part_by_part_is_said_where_only_the_whole_is_settled":
        "details.jointly details.followed holds.open details.rule",
    "explain/test_claims_are_true.py::test_use_of_a_rule_for_missing_answers_is_told":
        "missing.used.* missing.may_be_used missing.as_zero",
    "explain/test_claims_are_true.py::test_titles_of_the_details_stand_over_what_they_name":
        "details.answers details.scales details.rules pair.after_mark",
    "explain/test_claims_are_true.py::test_other_outcomes_stand_apart_from_the_result": "others",
    "explain/test_claims_are_true.py::test_settled_result_names_what_another_outcome_still_hangs_on": "others.open.*",
    "explain/test_claims_are_true.py::test_page_says_what_it_was_made_with_and_names_its_parts":
        "made_with paper without_answer table.item table.answer table.part table.points table.level table.rule",
    "explain/test_open_answers.py::test_what_takes_no_part_in_a_highest_does_not_bring_0": "scale.or_nothing",
    # What is to be done, and what comes next.
    "explain/test_follow_up.py::test_settled_level_tells_its_own_steps": "follow_up",
    "explain/test_follow_up.py::test_step_of_every_possible_level_is_needed_already": "follow_up.needed",
    "explain/test_follow_up.py::test_what_to_do_while_open_stands_with_the_bounds": "when_open",
    "explain/test_next_instruments.py::test_text_says_which_come_next_in_any_case": "next next.may",
    "explain/test_possible_levels.py::test_five_levels_in_a_row_are_named_by_their_ends": "list.to",
    # Routes.
    "explain/test_routes.py::test_open_routes_are_named_one_by_one": "level.possible list.comma list.or",
    "explain/test_routes.py::test_labels_with_commas_stay_apart": "list.semicolon list.or_clauses",
    "explain/test_routes.py::test_what_is_ruled_out_is_asked_as_why_not": "why.not",
    "explain/test_routes.py::test_settled_route_stands_by_itself": "follow_up.route",
    "explain/test_routes.py::test_command_asks_why_not":
        "reasons.asked reasons.why_not.one reasons.nothing_ruled_out",
    "explain/test_routes.py::test_reasons_for_a_route_are_counted": "reasons.why_not.other",
    "explain/test_routes.py::test_route_that_is_never_taken_needs_no_answer": "reasons.never",
    "explain/test_routes.py::test_questions_about_a_route_say_what_they_can_rule_out": "questions.excluding.other",
    "explain/test_routes.py::test_one_question_that_can_rule_something_out_stands_alone": "questions.excluding.one",
    "explain/test_routes.py::test_too_many_possibilities_may_name_a_route_that_is_impossible": "loose.route",
    "explain/test_topics.py::test_question_stands_beside_its_topic_where_all_is_told": "details.question",
    # Reasons, changes, questions, comparison.
    "properties/test_reasons.py::test_reasons_are_all_minimal_sets": "reasons.at_least reasons.at_most",
    "explain/test_reasons_text.py::test_reason_is_enough_whatever_the_other_answers_are": "reasons.enough.*",
    "properties/test_reasons.py::test_very_many_sets_are_counted_and_the_smallest_listed": "sets.beyond",
    "explain/test_reasons_text.py::test_ends_of_the_ladder_need_no_answer": "reasons.never_lower reasons.never_higher",
    "explain/test_reasons_text.py::test_search_that_found_nothing_names_no_reason": "reasons.none",
    "explain/test_reasons_text.py::test_search_that_stopped_says_so": "reasons.incomplete",
    "explain/test_reasons_text.py::test_answers_that_are_needed_together_stand_under_both_or_all":
        "reasons.both reasons.all",
    "explain/test_reasons_text.py::test_answers_that_can_stand_for_each_other_are_counted":
        "reasons.some reasons.one_of reasons.and_some",
    "explain/test_reasons_text.py::test_case_22_could_stand_in_a_report": "reasons.and_one_of",
    "explain/test_reasons_text.py::test_answers_that_every_reason_takes_are_told_once": "reasons.with",
    "explain/test_reasons_text.py::test_shortest_come_first": "reasons.more.* changes.more.*",
    "explain/test_reasons_text.py::test_plain_sets_can_be_written_out": "reasons.sets",
    "explain/test_changes_text.py::test_level_that_stands_needs_no_change": "changes.already",
    "explain/test_changes_text.py::test_level_out_of_reach_is_said_for_certain_only_where_all_was_searched":
        "changes.none changes.incomplete",
    "properties/test_changes.py::test_changes_are_all_minimal_sets_of_new_answers": "changes.ways.*",
    "explain/test_changes_text.py::test_one_change_names_the_item_its_new_answer_and_its_answer_now": "changes.to",
    "explain/test_changes_text.py::test_items_to_choose_from_are_counted": "changes.open",
    "explain/test_changes_text.py::test_items_answered_in_several_ways_are_shared_out":
        "changes.now changes.share changes.shared changes.and_shared",
    "properties/test_reasons.py::test_next_questions_tell_what_each_answer_gives":
        "questions questions.if questions.none",
    "explain/test_questions_text.py::test_headings_say_what_an_answer_does":
        "questions.settling.* questions.narrowing.* questions.changing.* questions.idle.*",
    "explain/test_comparison_text.py::test_equal_results_do_not_differ": "comparison.none",
    "records/test_record_views.py::test_record_begins_with_case_moment_rater_and_notes":
        "subject.owner subject.made_at subject.id",
    "explain/test_comparison_across.py::test_what_is_not_compared_is_named_with_the_reason":
        "comparison.with comparison.only_before comparison.only_after comparison.unlike",
    "explain/test_comparison_across.py::test_what_comes_out_of_two_instruments_is_never_compared":
        "comparison.none_shared",
    "explain/test_comparison_text.py::test_answers_outcomes_numbers_and_rules_are_told":
        "comparison.changed comparison.answers comparison.outcomes comparison.scales comparison.rules",
    "explain/test_comparison_text.py::test_outcome_that_stays_is_said_to_stay": "comparison.same_outcomes",
    "explain/test_comparison_text.py::test_items_that_come_to_apply_or_no_longer_apply_are_told":
        "answer.not_applicable",
    "explain/test_comparison_text.py::test_numbers_of_an_answer_stand_with_their_unit": "answer.unit",
    "explain/test_reasons_text.py::test_text_of_a_reason_names_exactly_its_items": "answer.band",
    # Pages.
    "explain/test_html.py::test_settled_level_stands_by_word_shape_and_place": "ladder.is ladder.out",
    "explain/test_html.py::test_open_level_is_shown_from_and_to": "ladder.may",
    "explain/test_html.py::test_page_says_of_which_case_it_is":
        "subject.case subject.as_of subject.rater subject.source subject.notes",
    # Instruments.
    "explain/test_instrument_text.py::test_condition_in_words":
        "level.at_least level.at_least.not level.at_most level.at_most.not number.at_least number.at_least.not "
        "number.at_most number.at_most.not number.between number.between.not is is.not all.not any any.not some "
        "some.not group",
    "explain/test_instrument_text.py::test_scale_in_words":
        "scale.count scale.sum scale.highest scale.points scale.combine scale.lookup scale.all_items scale.section "
        "scale.times scale.over scale.plus scale.points_if scale.below scale.from scale.always scale.scores "
        "missing.prorate missing.round",
    "explain/test_result_text.py::test_details_lose_no_rule_and_no_answer": "scale.points_from",
    "explain/test_instrument_text.py::test_rounding_is_done_as_it_is_told":
        "round round.whole round.half_up round.half_even round.down round.up",
    "explain/test_instrument_text.py::test_every_text_of_an_instrument_is_told": "round.places.*",
    "explain/test_instrument_text.py::test_status_is_what_the_definition_says":
        "status.synthetic status.draft status.research status.validated",
    "definition/test_variant.py::test_every_view_names_a_variant": "status.variant",
    "explain/test_instrument_text.py::test_all_that_is_said_about_an_instrument_stands_under_its_name":
        "about.for about.users about.training about.validation about.study about.licence about.permission "
        "about.contact "
        "about.review_by about.supersedes about.translation about.sources about.accepted about.finding",
    "explain/test_instrument_text.py::test_studies_and_rights_are_shown": "about.rights_holder",
    "explain/test_instrument_text.py::test_an_item_is_told_with_all_that_helps_to_answer_it":
        "items items.answering items.with_id items.answers_with_points items.not_counted items.decimal items.look_for "
        "items.suggests items.sources scales outcomes",
    "explain/test_instrument_text.py::test_section_says_when_it_applies": "items.only_if",
    "explain/test_instrument_text.py::test_points_of_options_are_shown_where_there_are_any": "items.answers",
    "explain/test_instrument_text.py::test_number_and_text_items_say_what_can_be_answered":
        "items.whole_number items.unit items.or_unknown items.text items.band",
    "explain/test_instrument_text.py::test_what_an_outcome_says_of_itself_is_told":
        "items.topic outcomes.route outcomes.cumulative outcomes.when_open override.route",
    "explain/test_next_instruments.py::test_instrument_says_what_its_levels_lead_to_and_what_its_items_share":
        "items.of_instrument items.same_as outcomes.next",
    "explain/test_instrument_text.py::test_levels_that_rules_lead_to_are_told_highest_first":
        "outcomes.result outcomes.first outcomes.if outcomes.else",
    "explain/test_instrument_text.py::test_level_says_by_how_many_rules_it_is_reached":
        "outcomes.if_any outcomes.if_or_else outcomes.never outcomes.rule outcomes.follow_up outcomes.meaning",
    "explain/test_instrument_text.py::test_what_a_rater_may_do_is_what_the_definition_says":
        "override.raise override.raise_or_lower override.none",
}


def keys_of(said: str) -> list[str]:
    """The keys that a line of the table names."""
    return [key for name in said.split() for key in (
        [f"{name[:-1]}one", f"{name[:-1]}other"] if name.endswith(".*") else [name])]


def functions_of(file: str) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_sentence_has_a_test_that_makes_it_true() -> None:
    """No key of the catalogue is left out, none is named twice, and none that it lacks is named."""
    named = Counter(key for said in TRUE_BY.values() for key in keys_of(said))

    assert sorted(KEYS - set(named)) == []
    assert sorted(set(named) - KEYS) == []
    assert [key for key, n in named.items() if n > 1] == []


@pytest.mark.parametrize("file", sorted({name.partition("::")[0] for name in TRUE_BY}))
def test_every_test_that_is_named_is_there(file: str) -> None:
    """A test that is renamed or goes takes its line along."""
    named = {test.partition("::")[2] for test in TRUE_BY if test.startswith(f"{file}::")}

    assert sorted(named - functions_of(file)) == []
