"""The whole trace as HTML: every answer, every number and every rule, in tables."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.engine.trace import Holds, OutcomeTrace, RuleTrace, ScaleTrace
from riskscreen.explain.blocks.details import brought_words, rule_lines, scale_note_lines, state_words
from riskscreen.explain.blocks.evidence import evidence_words
from riskscreen.explain.html.markup import Html, HtmlCase, element, joined
from riskscreen.explain.html.parts import level_mark, nested, table
from riskscreen.explain.words.conditions import condition_lines
from riskscreen.explain.words.levels import loose_words
from riskscreen.explain.words.scales import extra_lines, formula_words
from riskscreen.model.number import plain
from riskscreen.model.response import TextResponse
from riskscreen.model.scale import Combine, Lookup, Points


def all_answers(case: HtmlCase) -> Html:
    """Every item with its answer and the evidence that was given for it, by section."""
    words = case.terms.words
    caption = element("span", words("details.answers"), class_="rs-unseen")
    answers = table(caption, (words("table.item"), words("table.answer")),
                    *(_section(case, name) for name in case.terms.sections), class_="rs-table rs-answers")
    return element("div", answers, class_="rs-columns")


def _section(case: HtmlCase, section: str) -> Html:
    title = element("th", case.terms.own(case.terms.section(section)), scope="rowgroup", colspan="2")
    return element("tbody", element("tr", title, class_="rs-group"),
                   *(_answer(case, item.id) for item in case.terms.sections[section].items))


def _answer(case: HtmlCase, item: str) -> Html:
    entry = case.answers[item]
    evidence = element("div", joined((element("div", text) for text in evidence_words(case, item)), " "),
                       class_="rs-evidence")
    is_optional = isinstance(case.terms.items[item].response, TextResponse)
    state = "empty" if is_optional and entry.state == "unanswered" else entry.state.replace("_", "-")
    answer = element("div", case.terms.own(case.answer(item)), class_=f"rs-answer rs-{state}")
    question = case.terms.question(item)
    asked = "" if question is None else element("div", case.terms.own(question), class_="rs-small rs-question")
    return element("tr", element("th", case.terms.own(case.terms.item(item)), asked, scope="row"),
                   element("td", element("div", answer, evidence, class_="rs-given")))


def all_numbers(case: HtmlCase) -> Html:
    """Every scale with what each of its parts brings to it."""
    return joined(_scale(case, traced) for traced in case.trace.scales)


def _scale(case: HtmlCase, traced: ScaleTrace) -> Html:
    terms, words = case.terms, case.terms.words
    caption = joined([element("strong", case.counted(traced.scale)),
                      element("div", terms.own(formula_words(terms, terms.scales[traced.scale])))])
    rows = [element("tr", element("th", what, scope="row"), element("td", points, class_="rs-number"))
            for what, points in _contributions(case, traced)]
    notes = [*scale_note_lines(case, traced, 0), *extra_lines(terms, terms.scales[traced.scale], 0)]
    return joined([table(caption, (words("table.part"), words("table.points")), element("tbody", *rows)),
                   element("div", nested(terms, notes), class_="rs-small")])


def _contributions(case: HtmlCase, traced: ScaleTrace) -> Iterator[tuple[Html, Html]]:
    """Each part of a scale, and what it brings; a table brings what the scale comes to."""
    formula, terms = case.terms.scales[traced.scale].formula, case.terms
    for part in traced.contributions:
        brings = traced if isinstance(formula, Lookup) else part
        points = terms.own(brought_words(case, formula, brings))
        if isinstance(formula, Points):
            yield nested(terms, condition_lines(terms, formula.entries[int(part.source)][0])), points
        else:
            is_scale = isinstance(formula, Combine | Lookup)
            yield terms.own(case.counted(part.source) if is_scale else case.answered(part.source)), points
    if isinstance(formula, Combine) and formula.plus:
        number = plain(formula.plus)
        yield terms.own(terms.words("scale.plus", number=number)), terms.own(number)


def all_rules(case: HtmlCase) -> Html:
    """Every rule of every outcome, with whether it holds and what the case says to it."""
    note = element("p", case.terms.words("details.followed"), class_="rs-small") if case.result.followed else ""
    return joined([*(_outcome(case, outcome) for outcome in case.trace.outcomes), note])


def _outcome(case: HtmlCase, outcome: OutcomeTrace) -> Html:
    words = case.terms.words
    caption = [element("strong", case.stands(outcome))]
    if not outcome.exact and outcome.at_least != outcome.at_most:
        caption.append(element("div", loose_words(case.terms, outcome.at_least)))
    return table(joined(caption), (words("table.level"), words("table.rule")),
                 element("tbody", *(_rule(case, outcome, rule) for rule in outcome.rules)), class_="rs-table rs-rules")


def _rule(case: HtmlCase, outcome: OutcomeTrace, rule: RuleTrace) -> Html:
    because, beneath = rule_lines(case, outcome, rule, 0)
    level = case.terms.levels[outcome.outcome, rule.level]
    told = element("div", case.terms.own(because), class_="rs-because")
    return element("tr", element("th", level_mark(case.terms, level), state_mark(case, rule.holds), scope="row"),
                   element("td", told, element("div", nested(case.terms, beneath), class_="rs-small")))


def state_mark(case: HtmlCase, holds: Holds) -> Html:
    """Whether something holds, by shape and word: a full, a half or an empty circle."""
    circle = element("circle", cx="8", cy="8", r="6", fill="currentColor" if holds == "holds" else "none",
                     stroke="currentColor", stroke_width="2")
    half = element("path", d="M8 2a6 6 0 0 1 0 12z", fill="currentColor") if holds == "undecided" else ""
    drawn = element("svg", circle, half, class_="rs-state", viewBox="0 0 16 16", width="12", height="12",
                    aria_hidden="true", focusable="false")
    return element("div", drawn, " ", state_words(case, holds), class_=f"rs-{holds.replace('_', '-')}")
