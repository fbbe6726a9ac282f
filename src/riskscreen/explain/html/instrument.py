"""A whole instrument as HTML: what it is for, what it asks, what it counts, and what its levels rest on."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.explain.blocks.instrument import (
    accepted_lines,
    answers_words,
    choice_lines,
    indicator_lines,
    level_words,
    next_level_lines,
    only_if_lines,
    option_guidance_lines,
    outcome_notes,
    purpose_blocks,
    rights_lines,
    rule_lines,
    rules_of,
    same_as_lines,
    shared_answer_lines,
    shared_override_lines,
    source_lines,
    topic_lines,
)
from riskscreen.explain.html.ends import foot, head
from riskscreen.explain.html.markup import Html, HtmlTerms, element, joined
from riskscreen.explain.html.parts import bars, block, depth, heading, nested, tone
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.scales import extra_lines, formula_words, part_lines
from riskscreen.model.item import Item, Section
from riskscreen.model.outcome import Level, Outcome
from riskscreen.model.scale import Scale


def instrument_view(terms: HtmlTerms, rank: int, digest: str, *, is_open: bool) -> Html:
    """The parts of an instrument, with headings from *rank* on; *is_open* shows at once what else is to be opened."""
    below = rank + 1
    intended, not_for, *others = purpose_blocks(terms)

    def entry(title: str, content: str) -> Html:
        return depth(below + 1, terms.own(title), content, is_open=is_open, is_for_paper=True)

    return joined([
        head(terms, rank, {}),
        block(below, terms, intended),
        block(below, terms, not_for, "rs-block rs-limits"),
        *(block(below, terms, lines) for lines in others),
        _part(below, terms.words("items"), block(below + 1, terms, shared_answer_lines(terms, 0)),
              *(entry(terms.text(section.title), _section(terms, section, below + 2))
                for section in terms.definition.sections)),
        _part(below, terms.words("scales"),
              *(entry(terms.scale(name), _scale(terms, scale)) for name, scale in terms.scales.items()))
        if terms.scales else "",
        _part(below, terms.words("outcomes"), nested(terms, shared_override_lines(terms)),
              *(entry(terms.text(outcome.title), _outcome(terms, outcome, below + 2))
                for outcome in terms.definition.outcomes)),
        block(below, terms, source_lines(terms)),
        block(below, terms, accepted_lines(terms)),
        element("div", nested(terms, rights_lines(terms)), class_="rs-block rs-small"),
        foot(terms, digest),
    ])


def _part(rank: int, title: str, *content: str) -> Html:
    return element("section", heading(rank, title), *content, class_="rs-part")


def _section(terms: HtmlTerms, section: Section, rank: int) -> Html:
    guidance = [Line(terms.text(section.guidance))] if section.guidance is not None else []
    return joined([nested(terms, [*only_if_lines(terms, section.applies_when, 0), *guidance]),
                   *(_item(terms, item, rank) for item in section.items)])


def _item(terms: HtmlTerms, item: Item, rank: int) -> Html:
    own_choices = choice_lines(terms, item.response, 1) if item.response_scale is None else ()
    sources = terms.words("items.sources", text=terms.words.listed(item.sources)) if item.sources else ""
    name = element("code", terms.own(item.id), class_="rs-id")
    return element(
        "section", heading(rank, terms.own(terms.text(item.text)), " ", name),
        nested(terms, [*topic_lines(terms, item, 0), *only_if_lines(terms, item.applies_when, 0)]),
        element("div", nested(terms, [Line(answers_words(terms, item.response)), *own_choices]), class_="rs-small"),
        element("p", terms.own(terms.text(item.guidance))) if item.guidance is not None else "",
        nested(terms, option_guidance_lines(terms, item, 0)),
        nested(terms, list(indicator_lines(terms, item, 0))),
        element("p", sources, class_="rs-small") if sources else "",
        element("div", nested(terms, same_as_lines(terms, item, 0)), class_="rs-small") if item.same_as else "",
        class_="rs-item")


def _scale(terms: HtmlTerms, scale: Scale) -> Html:
    return nested(terms, [Line(formula_words(terms, scale)), *part_lines(terms, scale, 0),
                          *extra_lines(terms, scale, 0)])


def _outcome(terms: HtmlTerms, outcome: Outcome, rank: int) -> Html:
    return joined([nested(terms, outcome_notes(terms, outcome, 0)),
                   *(_level(terms, outcome, level, rank) for level in reversed(outcome.levels))])


def _level(terms: HtmlTerms, outcome: Outcome, level: Level, rank: int) -> Html:
    rules = [line for rule in rules_of(outcome, level) for line in rule_lines(terms, rule, 0)]
    return element("section", heading(rank, bars(level), level_words(terms, outcome, level)),
                   nested(terms, rules), nested(terms, list(_consequences(terms, level))),
                   class_=f"rs-item rs-of-level {tone(level)}")


def _consequences(terms: HtmlTerms, level: Level) -> Iterator[Line]:
    if level.meaning is not None:
        yield Line(terms.words("outcomes.meaning", text=terms.text(level.meaning)))
    if level.follow_up:
        yield Line(terms.words("outcomes.follow_up"))
        yield from (bullet(terms.text(text)) for text in level.follow_up)
    yield from next_level_lines(terms, level, 0)
