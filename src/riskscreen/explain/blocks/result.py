"""What a result says, block by block: the level, why, what is open, what follows, and what this is not for.

Text and HTML are made of the same blocks, so that neither says less than the other.  A block is empty where there is
nothing to say.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from riskscreen.engine.trace import OutcomeTrace
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.blocks.open_groups import open_group_lines
from riskscreen.explain.blocks.reason import Noted, ReasonLines, reason_lines
from riskscreen.explain.blocks.why import Why
from riskscreen.explain.find.follow_up import next_instruments, steps_needed, while_open
from riskscreen.explain.find.hints import Hint
from riskscreen.explain.find.open_answers import open_behind, said_not_to_matter
from riskscreen.explain.find.questions import Question
from riskscreen.explain.words.levels import alternatives, loose_words
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import State


def head_lines(terms: Terms) -> list[Line]:
    """Title, id and version of an instrument, after a note where riskscreen lacks words in the language."""
    definition, words = terms.definition, terms.words
    note = [] if terms.has_own_words else [Line(words("fallback", language=terms.language))]
    return [*note, Line(terms.text(definition.title)),
            Line(words("head", id=definition.id, version=definition.version)),
            *([Line(words("status.variant"))] if definition.is_variant else [])]


def level_lines(case: Case) -> list[Line]:
    """The level with its meaning; where open answers leave more than one, that, and the limits."""
    result, terms, words = case.result, case.terms, case.terms.words
    if case.is_settled:
        meaning = result.at_least.meaning
        return [Line(case.stands(result)), *([Line(terms.text(meaning))] if meaning is not None else [])]
    still_open = words.counted("open.count", len(case.open_items))
    return [Line(words("level.not_settled", stands=case.stands(result), open=still_open)),
            *([] if result.exact else [Line(loose_words(terms, result.at_least))])]


def when_open_lines(case: Case) -> list[Line]:
    """What to do for as long as the level is not settled, under a title; empty once it is, or where nothing is said."""
    told = while_open_lines(case, case.result, 1)
    return [Line(case.terms.words("when_open")), *told] if told else []


def while_open_lines(case: Case, outcome: OutcomeTrace, depth: int) -> list[Line]:
    """What any outcome says for as long as it is not settled."""
    texts = while_open(case.terms.outcomes[outcome.outcome], outcome)
    return [bullet(case.terms.text(text), depth) for text in texts]


@attrs.frozen
class WhyTold:
    """Why a level, under a title: what is said of all reasons, and the reasons with what was noted."""

    title: str
    lead: tuple[Line, ...]
    reasons: tuple[ReasonLines, ...]
    noted: Noted


def why_told(case: Case) -> WhyTold | None:
    """The rules that reach the lowest level that is still possible; None where there is nothing to say."""
    result, words = case.result, case.terms.words
    title, reasons = _why_title(case), Why(case).reasons(result)
    lead = (Line(words("why.each")),) if len(result.decided_by) > 1 else ()
    return WhyTold(title, lead, reasons, Noted(case, reasons)) if title and reasons else None


def why_lines(case: Case) -> list[Line]:
    """The same in lines."""
    told = why_told(case)
    if told is None:
        return []
    return [Line(told.title), *(Line(line.text, 1) for line in told.lead),
            *reason_lines(told.noted, told.reasons, 1), *told.noted.lines(1)]


def _why_title(case: Case) -> str:
    """What the rules are reasons for; nothing where the open levels of a route are all that there are."""
    least, words = case.result.at_least, case.terms.words
    if case.is_settled:
        return words("why")
    if least.kind == "route":
        others = case.terms.outcomes[least.outcome].levels[:least.rank]
        return words("why.not", levels=alternatives(case.terms, others)) if others else ""
    return words("why.at_least", level=case.terms.text(least.label))


def open_lines(case: Case, questions: Sequence[Question]) -> list[Line]:
    """The answers that could still change the level, first what to ask first, and the rules behind, under a title.

    Empty where the level is settled.
    """
    if case.is_settled:
        return []
    return [Line(case.terms.words("open")), *open_group_lines(case, questions, 1), *open_rule_lines(case, 1)]


def open_rule_lines(case: Case, depth: int) -> list[Line]:
    """The rules that could still raise the level; none where it is settled."""
    return [] if case.is_settled else Why(case).open(case.result, depth, case.result.at_least.rank + 1)


def others_lines(case: Case) -> list[Line]:
    """All outcomes but the result, under a title."""
    others = [outcome for outcome in case.trace.outcomes if outcome != case.result]
    told = [line for outcome in others
            for line in (bullet(case.stands(outcome), 1), *hanging_lines(case, outcome, 2),
                         *while_open_lines(case, outcome, 2), *other_step_lines(case, outcome, 2))]
    return [Line(case.terms.words("others")), *told] if others else []


def hanging_lines(case: Case, outcome: OutcomeTrace, depth: int) -> list[Line]:
    """Which open answers another outcome hangs on once the result is settled, and says of them that it does not."""
    if not case.is_settled or outcome.at_least == outcome.at_most:
        return []
    items, words = open_behind(case, outcome), case.terms.words
    named = words.listed(map(case.terms.item, items), "list.semicolon")
    return [Line(words.counted("others.open", len(items), items=named), depth)] if items else []


def other_step_lines(case: Case, outcome: OutcomeTrace, depth: int) -> list[Line]:
    """What an outcome that is not the result asks in any case, but for what the result asks too.

    Its lowest level asks for nothing that needs saying, unless the levels are alternatives.
    """
    if outcome.at_least.rank == 0 and outcome.at_least.kind == "degree":
        return []
    told = steps_needed(case.terms.outcomes[case.result.outcome], case.result)
    return [bullet(case.terms.text(text), depth)
            for text in steps_needed(case.terms.outcomes[outcome.outcome], outcome) if text not in told]


def loose_lines(case: Case) -> list[Line]:
    """For which outcomes and scales the limits may be wider than what can occur."""
    words = case.terms.words
    told = ((words.listed(case.loose), "loose"), (words.listed(case.loose_routes), "loose.route"))
    return [Line(case.terms.pair(what, words(key))) for what, key in told if what]


def without_answer_lines(case: Case) -> list[Line]:
    """The items without an answer, but for those that were named as open before."""
    words, level = case.terms.words, case.level(case.result)
    if case.is_settled:
        rest, no_matter = case.without_answer, "without_answer.same"
        lines = [line for state, key in _WITHOUT_ANSWER for line in _counted_items(case, state, key)]
    else:
        told = open_behind(case, case.result)
        rest, no_matter = tuple(item for item in case.without_answer if item not in told), "without_answer.no_part"
        lines = [Line(words("without_answer.also")), *(bullet(case.answered(item), 1) for item in rest)]
    if not rest:
        return []
    claimed = said_not_to_matter(case)
    return [*lines, Line(words.counted(no_matter, len(claimed), level=level))] if claimed else lines


def narrowed_lines(case: Case) -> list[Line]:
    """The items of which the answer is one of several, but for those that were named as open before, under a title."""
    told = () if case.is_settled else open_behind(case, case.result)
    rest = [item for item, entry in case.answers.items() if entry.state == "narrowed" and item not in told]
    return [Line(case.terms.words("narrowed")), *(bullet(case.answered(item), 1) for item in rest)] if rest else []


def _counted_items(case: Case, state: State, key: str) -> list[Line]:
    items = [item for item in case.without_answer if case.answers[item].state == state]
    title = [Line(case.terms.words.counted(key, len(items)))] if items else []
    return [*title, *(bullet(case.terms.item(item), 1) for item in items)]


def filled_in_lines(case: Case) -> list[Line]:
    """For which scales a published rule for missing answers was used."""
    words = case.terms.words
    return [Line(case.terms.pair(case.terms.scale(traced.scale), words.counted("missing.used", traced.n_missing)))
            for traced in case.filled_in]


def hint_lines(case: Case, hints: Sequence[Hint]) -> list[Line]:
    """The answers to look at again, under a title."""
    terms = case.terms
    told = [bullet(terms.words("hint", item=terms.item(hint.item), answer=_hinted(terms, hint),
                               indicator=terms.indicator(hint.item, hint.indicator),
                               suggests=terms.choice(hint.item, hint.suggests)), 1) for hint in hints]
    return [Line(terms.words("hints")), *told] if told else []


def _hinted(terms: Terms, hint: Hint) -> str:
    answers = (hint.answer,) if isinstance(hint.answer, str) else hint.answer
    return terms.words.either([terms.choice(hint.item, answer) for answer in answers])


def follow_up_lines(case: Case) -> list[Line]:
    """What the level asks; while it is not settled, only what every level asks that is still possible."""
    terms, level = case.terms, case.result.at_least
    steps = steps_needed(terms.outcomes[level.outcome], case.result)
    key = {"degree": "follow_up", "route": "follow_up.route"}[level.kind] if case.is_settled else "follow_up.needed"
    told = [bullet(terms.text(text), 1) for text in steps]
    return [Line(terms.words(key, level=terms.text(level.label))), *told] if told else []


def next_lines(case: Case) -> list[Line]:
    """Which instruments come next whatever the open answers turn out to be, under a title."""
    return _next_lines(case, "next", is_certain=True)


def may_come_next_lines(case: Case) -> list[Line]:
    """Which instruments come next only at a level that is still possible, under a title."""
    return _next_lines(case, "next.may", is_certain=False)


def _next_lines(case: Case, key: str, *, is_certain: bool) -> list[Line]:
    found = next_instruments(case.terms.definition, case.outcomes)
    told = [bullet(name, 1) for name, comes_anyway in found.items() if comes_anyway == is_certain]
    return [Line(case.terms.words(key)), *told] if told else []


def limit_lines(case: Case) -> list[Line]:
    """What a result must not be used for, under a title; always there unless the instrument is validated."""
    return not_for_lines(case.terms)


def not_for_lines(terms: Terms) -> list[Line]:
    """What an instrument is not for, under a title; nothing where it is validated."""
    about = terms.definition.about
    if about.status == "validated":
        return []
    return [Line(terms.words("not_for")), Line(terms.text(about.not_for), 1)]


_WITHOUT_ANSWER: tuple[tuple[State, str], ...] = (("unknown", "unknown"), ("unanswered", "unanswered"))
