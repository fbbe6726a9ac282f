"""A result as HTML: the level and why before all, and every answer, number and rule for who opens them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from riskscreen.engine.trace import OutcomeTrace
from riskscreen.explain.blocks.result import (
    filled_in_lines,
    follow_up_lines,
    hint_lines,
    limit_lines,
    loose_lines,
    may_come_next_lines,
    narrowed_lines,
    next_lines,
    open_answer_lines,
    open_lines,
    other_step_lines,
    when_open_lines,
    while_open_lines,
    why_lines,
    without_answer_lines,
)
from riskscreen.explain.find.hints import Hint
from riskscreen.explain.html.details import all_answers, all_numbers, all_rules
from riskscreen.explain.html.ends import foot, head
from riskscreen.explain.html.markup import Html, HtmlCase, element, joined
from riskscreen.explain.html.parts import bars, block, depth, heading, ladder, nested, tone
from riskscreen.explain.words.levels import loose_words
from riskscreen.explain.words.lines import Line


def result_view(case: HtmlCase, hints: Sequence[Hint], rank: int, about: Mapping[str, str], digest: str) -> Html:
    """The parts of a result, with headings from *rank* on.

    *about* says of which case the result is, as texts by their key in the catalogue.
    """
    terms, below = case.terms, rank + 1
    return joined([
        head(terms, rank, about),
        _verdict(case, below),
        element("div", element("div", block(below, terms, why_lines(case)), block(below, terms, open_lines(case)),
                               block(below, terms, hint_lines(case, hints))),
                element("div", *(block(below, terms, lines) for lines in (
                            follow_up_lines(case), next_lines(case), may_come_next_lines(case),
                            open_answer_lines(case))),
                        _without_answer(case, below), block(below, terms, narrowed_lines(case)), _notes(case)),
                class_="rs-flow"),
        _others(case, below),
        block(below, terms, limit_lines(case), "rs-block rs-limits"),
        *_depth(case, below),
        foot(terms, digest, element("span", terms.words("paper"), " ", class_="rs-on-paper")),
    ])


def _verdict(case: HtmlCase, rank: int) -> Html:
    """The result, or between which levels it lies: then no level stands there as if it were the one."""
    result, terms, words = case.result, case.terms, case.terms.words
    title = heading(rank, terms.own(terms.outcome(result.outcome)), class_="rs-kicker")
    if case.is_settled:
        label = element("p", bars(result.at_least), terms.own(terms.text(result.at_least.label)),
                        class_=f"rs-verdict {tone(result.at_least)}")
    else:
        label = element("p", terms.own(case.level(result)), class_="rs-verdict rs-unsettled")
    found = element("div", element("div", title, label, *_meaning(case)), _ladder(case, result), class_="rs-found")
    meanwhile = block(rank + 1, terms, when_open_lines(case), "rs-meanwhile")
    return element("section", found, meanwhile, element("p", words("last"), class_="rs-small"),
                   class_=f"rs-card {tone(result.at_least) if case.is_settled else 'rs-unsettled'}")


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
    rows = [element("li", element("div", case.stands(outcome), class_="rs-stands"), _ladder(case, outcome),
                    nested(case.terms, [*while_open_lines(case, outcome, 0), *other_step_lines(case, outcome, 0)]))
            for outcome in others]
    return element("section", heading(rank, case.terms.words("others")), element("ul", *rows, class_="rs-others"),
                   class_="rs-block")


def _without_answer(case: HtmlCase, rank: int) -> Html:
    lines = without_answer_lines(case)
    return block(rank, case.terms, [Line(case.terms.words("without_answer")), *lines] if lines else [])


def _notes(case: HtmlCase) -> Html:
    """What else belongs with the numbers: limits that may be too wide, and rules for missing answers."""
    lines = [*loose_lines(case), *filled_in_lines(case)]
    return element("div", nested(case.terms, lines), class_="rs-block") if lines else Html()


def _depth(case: HtmlCase, rank: int) -> Iterator[Html]:
    words = case.terms.words
    yield depth(rank, words("details.answers"), all_answers(case), is_for_paper=True)
    if case.trace.scales:
        yield depth(rank, words("details.scales"), all_numbers(case))
    yield depth(rank, words("details.rules"), all_rules(case))
