"""A result as HTML: the level and why before all, and every answer, number and rule for who opens them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from riskscreen.engine.trace import OutcomeTrace
from riskscreen.explain.blocks.result import (
    filled_in_lines,
    follow_up_lines,
    hanging_lines,
    hint_lines,
    limit_lines,
    loose_lines,
    may_come_next_lines,
    narrowed_lines,
    next_lines,
    open_rule_lines,
    other_step_lines,
    when_open_lines,
    while_open_lines,
    why_told,
    without_answer_lines,
)
from riskscreen.explain.find.hints import Hint
from riskscreen.explain.find.questions import Question
from riskscreen.explain.html.details import all_answers, all_numbers, all_rules
from riskscreen.explain.html.ends import foot, head
from riskscreen.explain.html.markup import Html, HtmlCase, element, joined
from riskscreen.explain.html.open_answers import open_rows
from riskscreen.explain.html.parts import block, depth, heading, ladder, nested, tone
from riskscreen.explain.html.reasons import ReasonRows
from riskscreen.explain.words.context import context_lines
from riskscreen.explain.words.levels import loose_words
from riskscreen.explain.words.lines import Line


@attrs.frozen
class Around:
    """What stands around the level of a result: above it, beside it, beneath it."""

    above: Html = Html()
    beside: Html = Html()
    beneath: Html = Html()


NOTHING_AROUND = Around()


def result_view(case: HtmlCase, hints: Sequence[Hint], questions: Sequence[Question], rank: int,
                about: Mapping[str, str | None], digest: str, context: Mapping[str, object] | None,
                around: Around = NOTHING_AROUND) -> Html:
    """The parts of a result, with headings from *rank* on: the level, what is needed, why, and what is open.

    *about* says of which case the result is, as texts by their key in the catalogue; *questions* are about the result;
    *context* stands folded at the end; *around* is what stands around the level, such as what a rater concluded.
    """
    terms, below = case.terms, rank + 1
    return joined([
        head(terms, rank, about),
        around.above,
        element("div", _verdict(case, below), around.beside, class_="rs-sides") if around.beside
        else _verdict(case, below),
        around.beneath,
        _needed(case, below),
        block(below, terms, hint_lines(case, hints), "rs-block rs-hints"),
        _why(case, below),
        _open(case, questions, below),
        _others(case, below),
        _notes(case),
        _limits(case, below),
        *_depth(case, below),
        *_circumstances(case, below, context),
        foot(terms, digest, element("span", terms.words("paper"), " ", class_="rs-on-paper")),
    ])


def _verdict(case: HtmlCase, rank: int) -> Html:
    """The result, or between which levels it lies: then no level stands there as if it were the one."""
    result, terms = case.result, case.terms
    title = heading(rank, terms.own(terms.outcome(result.outcome)), class_="rs-kicker")
    if case.is_settled:
        tone_now, stands = tone(result.at_least), terms.text(result.at_least.label)
    else:
        tone_now, stands = "rs-unsettled", case.level(result)
    return element("section", title, element("p", terms.own(stands), class_=f"rs-verdict {tone_now}"),
                   _ladder(case, result), *_meaning(case), class_=f"rs-card {tone_now}")


def _needed(case: HtmlCase, rank: int) -> Html:
    """What to do: the first of these has a heading of *rank*, the others stand beneath it."""
    told = [lines for lines in (follow_up_lines(case), when_open_lines(case), next_lines(case),
                                may_come_next_lines(case)) if lines]
    if not told:
        return Html()
    first, *others = told
    return element("section", _title(case, rank, first), nested(case.terms, first[1:]),
                   *(block(rank + 1, case.terms, lines, "rs-more") for lines in others), class_="rs-block")


def _why(case: HtmlCase, rank: int) -> Html:
    told = why_told(case)
    if told is None:
        return Html()
    rows = ReasonRows(case, told.noted)
    return element("section", heading(rank, case.terms.own(told.title)),
                   nested(case.terms, told.lead), element("div", nested(case.terms, told.noted.lines(0)),
                                                          class_="rs-small"),
                   rows.of(told.reasons, rank + 1), class_="rs-block")


def _open(case: HtmlCase, questions: Sequence[Question], rank: int) -> Html:
    """The open answers and the rules behind them; of a settled level, the answers that it does without."""
    terms, rest = case.terms, [*without_answer_lines(case), *narrowed_lines(case)]
    if case.is_settled:
        return block(rank, terms, [Line(terms.words("without_answer")), *rest] if rest else [], "rs-block rs-without")
    return element("section", heading(rank, terms.words("open")), open_rows(case, questions, rank + 1),
                   element("div", nested(terms, open_rule_lines(case, 0)), class_="rs-more rs-rules-open"),
                   element("div", nested(terms, rest), class_="rs-more") if rest else "", class_="rs-block")


def _title(case: HtmlCase, rank: int, lines: Sequence[Line]) -> Html:
    return heading(rank, case.terms.own(lines[0].text))


def _meaning(case: HtmlCase) -> Iterator[Html]:
    result, terms = case.result, case.terms
    if not case.is_settled:
        yield element("p", terms.words.counted("open.count", len(case.open_items)), ".")
        if not result.exact:
            yield element("p", loose_words(terms, result.at_least))
    elif result.at_least.meaning is not None:
        yield element("p", terms.own(terms.text(result.at_least.meaning)))


def _ladder(case: HtmlCase, outcome: OutcomeTrace) -> Html:
    return ladder(case.terms, case.terms.outcomes[outcome.outcome].levels, outcome.possible)


def _others(case: HtmlCase, rank: int) -> Html:
    others = [outcome for outcome in case.trace.outcomes if outcome.outcome != case.result.outcome]
    if not others:
        return Html()
    rows = [element("li", element("div", case.terms.own(case.terms.outcome(outcome.outcome))), _ladder(case, outcome),
                    element("div", nested(case.terms, [*hanging_lines(case, outcome, 0),
                                                       *while_open_lines(case, outcome, 0),
                                                       *other_step_lines(case, outcome, 0)])))
            for outcome in others]
    return element("section", heading(rank, case.terms.words("others")), element("ul", *rows, class_="rs-others"),
                   class_="rs-block")


def _notes(case: HtmlCase) -> Html:
    """What else belongs with the numbers: limits that may be too wide, and rules for missing answers."""
    lines = [*loose_lines(case), *filled_in_lines(case)]
    return element("div", nested(case.terms, lines), class_="rs-block") if lines else Html()


def _limits(case: HtmlCase, rank: int) -> Html:
    """What this is not for, where there is such a limit, and that it is information and no decision."""
    lines, last = limit_lines(case), element("p", case.terms.words("last"))
    title = _title(case, rank, lines) if lines else ""
    return element("section", title, nested(case.terms, lines[1:]), last, class_="rs-block rs-limits")


def _depth(case: HtmlCase, rank: int) -> Iterator[Html]:
    words = case.terms.words
    yield depth(rank, words("details.answers"), all_answers(case), is_for_paper=True)
    if case.trace.scales:
        yield depth(rank, words("details.scales"), all_numbers(case))
    yield depth(rank, words("details.rules"), all_rules(case))


def _circumstances(case: HtmlCase, rank: int, context: Mapping[str, object] | None) -> Iterator[Html]:
    """What is kept of the case beside its answers, folded: none of it is scored."""
    lines = context_lines(case.terms.language, context)
    if lines:
        yield depth(rank, case.terms.own(lines[0].text), nested(case.terms, lines[1:]))
