"""What is said of a whole instrument: what it is for, what it asks, and what its levels mean and rest on."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.explain.words.conditions import condition_lines
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.scales import extra_lines, formula_words, part_lines
from riskscreen.explain.words.terms import Terms
from riskscreen.model.condition import Condition
from riskscreen.model.definition import Validation
from riskscreen.model.item import Item, Section
from riskscreen.model.number import plain
from riskscreen.model.outcome import Level, Outcome, Rule
from riskscreen.model.response import NumberResponse, Option, Response, ResponseScale, TextResponse


def status_words(terms: Terms) -> str:
    """What an instrument is: a variant of another, made up, a draft, for research, or validated."""
    definition = terms.definition
    return terms.words("status.variant" if definition.is_variant else _STATUS[definition.about.status])


def purpose_blocks(terms: Terms) -> Iterator[list[Line]]:
    """What an instrument is for and not for, who may use it, and what studies found; each under a title."""
    about, words = terms.definition.about, terms.words
    for key, text in (("about.for", about.intended_use), ("not_for", about.not_for),
                      ("about.users", about.authorised_users), ("about.training", about.training)):
        if text is not None:
            yield [Line(words(key)), Line(terms.text(text), 1)]
    if about.validation:
        yield [Line(words("about.validation")), *(bullet(_study_words(terms, study), 1) for study in about.validation)]


def _study_words(terms: Terms, study: Validation) -> str:
    return terms.words("about.study", population=study.population, n=study.n, outcome=study.outcome,
                       figures=study.figures, citation=study.citation)


def item_blocks(terms: Terms) -> Iterator[list[Line]]:
    yield [Line(terms.words("items"))]
    yield shared_answer_lines(terms, 1)
    for section in terms.definition.sections:
        yield _section(terms, section)
        yield from ([*item_lines(terms, item, 2)] for item in section.items)


def shared_answer_lines(terms: Terms, depth: int) -> list[Line]:
    """The response scales that items share and whose options need an explanation, under a title."""
    lines: list[Line] = []
    for _, response in terms.definition.response_scales:
        guidance = list(choice_lines(terms, response, depth + 1))
        lines += [Line(answers_words(terms, response), depth), *guidance] if guidance else []
    return [Line(terms.words("items.answering"), depth), *lines] if lines else []


def _section(terms: Terms, section: Section) -> list[Line]:
    lines = [Line(terms.text(section.title), 1), *only_if_lines(terms, section.applies_when, 1)]
    return lines if section.guidance is None else [*lines, Line(terms.text(section.guidance), 1)]


def item_lines(terms: Terms, item: Item, depth: int) -> Iterator[Line]:
    """An item with how to answer it and what to look for."""
    words = terms.words
    yield Line(words("items.with_id", text=terms.text(item.text), id=item.id), depth - 1)
    yield from topic_lines(terms, item, depth)
    yield from only_if_lines(terms, item.applies_when, depth)
    yield Line(answers_words(terms, item.response), depth)
    if item.response_scale is None:
        yield from choice_lines(terms, item.response, depth + 1)
    if item.guidance is not None:
        yield Line(terms.text(item.guidance), depth)
    yield from option_guidance_lines(terms, item, depth)
    yield from indicator_lines(terms, item, depth)
    if item.sources:
        yield Line(words("items.sources", text=words.listed(item.sources)), depth)
    yield from same_as_lines(terms, item, depth)


def topic_lines(terms: Terms, item: Item, depth: int) -> list[Line]:
    """What an item is about, in a few words."""
    return [] if item.topic is None else [Line(terms.words("items.topic", text=terms.text(item.topic)), depth)]


def option_guidance_lines(terms: Terms, item: Item, depth: int) -> list[Line]:
    """When to choose which answer of an item, as far as it says so itself."""
    return [bullet(terms.pair(terms.answer(item.id, name), terms.text(text)), depth)
            for name, text in item.option_guidance]


def same_as_lines(terms: Terms, item: Item, depth: int) -> list[Line]:
    """Which items of other instruments ask the same."""
    others = [terms.words("items.of_instrument", item=other.item, instrument=other.instrument)
              for other in item.same_as]
    return [Line(terms.words("items.same_as", items=terms.words.listed(others)), depth)] if others else []


def indicator_lines(terms: Terms, item: Item, depth: int) -> Iterator[Line]:
    """What to look for under an item, and what it suggests."""
    if item.indicators:
        yield Line(terms.words("items.look_for"), depth)
    for indicator in item.indicators:
        text, suggested = terms.text(indicator.text), indicator.suggests
        yield bullet(text if suggested is None else terms.words("items.suggests", indicator=text,
                                                                option=terms.choice(item.id, suggested)), depth)


def only_if_lines(terms: Terms, condition: Condition | None, depth: int) -> list[Line]:
    """When a section or an item applies, where it does not always."""
    if condition is None:
        return []
    first, *rest = condition_lines(terms, condition, depth)
    return [Line(terms.words("items.only_if", condition=first.text), depth), *rest]


def answers_words(terms: Terms, response: Response) -> str:
    """What can be answered, in one line."""
    words = terms.words
    if isinstance(response, TextResponse):
        return words("items.text", n=response.max_length)
    if isinstance(response, NumberResponse):
        answers = _number_words(terms, response)
        unknown = words("answer.unknown")
        return words("items.or_unknown", answers=answers, unknown=unknown) if response.allows_unknown else answers
    has_points = any(option.score for option in response.options)
    labels = [_option_words(terms, option, with_points=has_points) for option in response.options]
    known = words.listed([*labels, words("answer.unknown")] if response.allows_unknown else labels)
    return words("items.answers_with_points" if has_points else "items.answers", answers=known)


def _number_words(terms: Terms, response: NumberResponse) -> str:
    least, most = plain(response.least), plain(response.most)
    number = terms.words("items.decimal" if response.is_decimal else "items.whole_number", least=least, most=most,
                         places=response.places)
    return number if response.unit is None else terms.words("items.unit", number=number, unit=terms.text(response.unit))


def _option_words(terms: Terms, option: Option, *, with_points: bool) -> str:
    label = terms.text(option.label)
    if option.not_applicable:
        return terms.words("items.not_counted", label=label)
    return terms.words("points", what=label, points=plain(option.score)) if with_points else label


def choice_lines(terms: Terms, response: Response, depth: int) -> Iterator[Line]:
    """Bands with where they start, and options that need an explanation."""
    if isinstance(response, NumberResponse):
        for band in response.bands:
            label = terms.words("points", what=terms.text(band.label), points=plain(band.score))
            line = terms.words("items.band", start=plain(band.start), band=label)
            yield bullet(line if band.guidance is None else terms.pair(line, terms.text(band.guidance)), depth)
    elif isinstance(response, ResponseScale):
        for option in response.options:
            if option.guidance is not None:
                yield bullet(terms.pair(terms.text(option.label), terms.text(option.guidance)), depth)


def scale_blocks(terms: Terms) -> Iterator[list[Line]]:
    if terms.scales:
        yield [Line(terms.words("scales"))]
    for scale in terms.scales.values():
        yield [Line(terms.scale(scale.id), 1), Line(formula_words(terms, scale), 2),
               *part_lines(terms, scale, 2), *extra_lines(terms, scale, 2)]


def outcome_blocks(terms: Terms) -> Iterator[list[Line]]:
    yield [Line(terms.words("outcomes")), *shared_override_lines(terms)]
    for outcome in terms.definition.outcomes:
        yield [Line(terms.text(outcome.title), 1), *outcome_notes(terms, outcome, 1)]
        yield from (list(_level(terms, outcome, level)) for level in reversed(outcome.levels))


def shared_override_lines(terms: Terms) -> list[Line]:
    """What a rater's own judgement may do, where that is the same for all outcomes."""
    overrides = {_override_words(terms, outcome) for outcome in terms.definition.outcomes}
    return [Line(override) for override in overrides] if len(overrides) == 1 else []


def _override_words(terms: Terms, outcome: Outcome) -> str:
    is_choice = outcome.kind == "route" and outcome.override == "raise_or_lower"
    return terms.words("override.route" if is_choice else _OVERRIDE[outcome.override])


def outcome_notes(terms: Terms, outcome: Outcome, depth: int) -> list[Line]:
    """Whether it is the result, how its levels and steps go together, what a rater may do, and what while it is open.

    What a rater may do stands here only where that differs between outcomes.
    """
    words = terms.words
    lines = [Line(words("outcomes.result"), depth)] if outcome.id == terms.definition.result else []
    if len({rule.level for rule in outcome.rules}) > 1:
        lines.append(Line(words("outcomes.first"), depth))
    if outcome.kind == "route":
        lines.append(Line(words("outcomes.route"), depth))
    if outcome.follow_ups == "cumulative":
        lines.append(Line(words("outcomes.cumulative"), depth))
    if not shared_override_lines(terms):
        lines.append(Line(_override_words(terms, outcome), depth))
    if outcome.when_open:
        lines.append(Line(words("outcomes.when_open"), depth))
    return [*lines, *(bullet(terms.text(text), depth) for text in outcome.when_open)]


def _level(terms: Terms, outcome: Outcome, level: Level) -> Iterator[Line]:
    yield Line(level_words(terms, outcome, level), 2)
    for rule in rules_of(outcome, level):
        yield from rule_lines(terms, rule, 2)
    if level.meaning is not None:
        yield Line(terms.words("outcomes.meaning", text=terms.text(level.meaning)), 3)
    if level.follow_up:
        yield Line(terms.words("outcomes.follow_up"), 3)
        yield from (bullet(terms.text(text), 3) for text in level.follow_up)
    yield from next_level_lines(terms, level, 3)


def next_level_lines(terms: Terms, level: Level, depth: int) -> list[Line]:
    """Which instruments come next at this level."""
    return [Line(terms.words("outcomes.next", instruments=terms.words.listed(level.next)), depth)] if level.next else []


def rules_of(outcome: Outcome, level: Level) -> list[Rule]:
    """The rules that are enough for exactly this level."""
    return [rule for rule in outcome.rules if rule.level == level.id]


def level_words(terms: Terms, outcome: Outcome, level: Level) -> str:
    """When a level is the one: *High, if any of these holds:*."""
    n_rules = len(rules_of(outcome, level))
    if level.rank == 0:
        key = "outcomes.if_or_else" if n_rules else "outcomes.else"
    else:
        key = ("outcomes.never", "outcomes.if")[n_rules] if n_rules < 2 else "outcomes.if_any"
    return terms.words(key, level=terms.text(level.label))


def rule_lines(terms: Terms, rule: Rule, depth: int) -> list[Line]:
    """A rule: its reason and sources, and beneath them the exact condition."""
    if rule.because is None:
        return condition_lines(terms, rule.when, depth)
    because = terms.text(rule.because)
    if rule.sources:
        sources = terms.words.listed(rule.sources)
        because = terms.words("outcomes.rule", because=because, sources=sources)
    return [bullet(because, depth), *condition_lines(terms, rule.when, depth + 1)]


def source_lines(terms: Terms) -> list[Line]:
    """What an instrument is written from, under a title."""
    return [Line(terms.words("about.sources")),
            *(bullet(terms.pair(key, terms.said(source)), 1) for key, source in terms.definition.about.sources)]


def accepted_lines(terms: Terms) -> list[Line]:
    """The findings of the check that the authors keep, each with the reason, under a title."""
    lines = [bullet(terms.pair(terms.words("about.finding", finding=entry.finding, place=entry.at or "/"),
                               terms.text(entry.because)), 1) for entry in terms.definition.accepted]
    return [Line(terms.words("about.accepted")), *lines] if lines else []


def rights_lines(terms: Terms) -> list[Line]:
    """Whose it is, under which terms, who keeps it up, and who translated it."""
    about, words = terms.definition.about, terms.words
    lines = [Line(words(key, text=text)) for key, text in (
        ("about.rights_holder", about.rights_holder), ("about.licence", about.licence),
        ("about.permission", about.permission), ("about.contact", about.contact),
        ("about.review_by", about.review_by), ("about.supersedes", about.supersedes)) if text is not None]
    return lines + [Line(words("about.translation", language=tag, text=terms.said(said)))
                    for tag, said in about.languages]


_STATUS = {"synthetic": "status.synthetic", "draft": "status.draft", "research": "status.research",
           "validated": "status.validated"}
_OVERRIDE = {"raise": "override.raise", "raise_or_lower": "override.raise_or_lower", "none": "override.none"}
