"""Valid answers to an instrument: options, numbers, texts and *unknown*, and items left out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.number import in_lowest_form
from riskscreen.model.response import UNKNOWN, NumberResponse, TextResponse
from riskscreen.model.truth import NO, YES, Truth
from riskscreen.testing.completing import Gates
from riskscreen.testing.documents.basics import drawn_some, picked, sometimes

TEXTS = ("noted", "a b", "Zo gezegd.", "naïve ☂")
LEFT_OUT = "(left out)"
ANOTHER_NUMBER = "(another number)"
A_SET = "(a set)"
# How many times as often an item gets its first answer: most real cases have few answers that say anything else, and
# where everything is answered at random, the rules for the highest level hide all others.
HABITS = (1, 1, 5)
# How many times as often an item is left open as answered: where a rule for missing answers allows for some, cases in
# which there are more of them are as telling as those within it.
OPENNESS = (0, 0, 2)


@st.composite
def drawn_answers(
    draw: st.DrawFn, definition: Definition, *, known_only: bool, partial: bool, evidence: bool,
    most_completions: int | None, sets: bool = False,
) -> dict[str, object]:
    """Answers item by item, so that it is known whether an item applies when its turn comes."""
    answers: dict[str, object] = {}
    n_completions = 1
    openness = picked(draw, OPENNESS)
    habit = 1 if openness else picked(draw, HABITS)
    gates = Gates(definition)
    for item in definition.items:
        applies = gates.applies(item, answers)
        if applies == NO:
            continue
        if_open = n_completions * (len(item.response.choices) or 1)
        may_be_open = most_completions is None or if_open <= most_completions
        ways = plain_answers(item)
        if may_be_open:
            n_times = openness * len(ways) or max(1, len(ways) // 2)
            may_be_set = sets and not isinstance(item.response, TextResponse)
            ways += [*open_ways(item, applies, known_only=known_only, partial=partial), *[A_SET] * may_be_set] * n_times
        answer = ways[max(0, draw(st.integers(0, len(ways) * habit - 1)) - len(ways) * (habit - 1))]
        n_completions = if_open if answer in (UNKNOWN, LEFT_OUT, A_SET) else n_completions
        if answer == ANOTHER_NUMBER:
            answer = drawn_number(draw, item.response)
        if answer == A_SET:
            answer = drawn_set(draw, item)
        if answer != LEFT_OUT:
            answers[item.id] = drawn_evidence(draw, item, answer) if evidence and sometimes(draw) else answer
    return answers


def plain_answers(item: Item) -> list[object]:
    """What a rater who knows can answer; numbers at the edges of their bands, and one that is still to be drawn."""
    response = item.response
    if isinstance(response, TextResponse):
        return [text for text in TEXTS if len(text) <= response.max_length] or ["x"]
    if not isinstance(response, NumberResponse):
        return [option.id for option in response.options]
    step = Decimal(1).scaleb(-response.places)
    starts = [band.start for band in response.bands]
    edges = {response.least, response.most, *starts, *(start - step for start in starts if start > response.least)}
    return [*map(in_lowest_form, sorted(edges)), ANOTHER_NUMBER]


def open_ways(item: Item, applies: Truth, *, known_only: bool, partial: bool) -> list[object]:
    """How the item may be left open: answered *unknown*, or left out."""
    if isinstance(item.response, TextResponse):
        return [LEFT_OUT]
    ways: list[object] = [] if known_only or not item.response.allows_unknown else [UNKNOWN]
    return [*ways, LEFT_OUT] if partial or applies != YES else ways


def drawn_number(draw: st.DrawFn, response: object) -> object:
    """Any number that the item takes."""
    assert isinstance(response, NumberResponse), "only numbers have edges"
    low, high = (int(end * 10**response.places) for end in (response.least, response.most))
    return in_lowest_form(Decimal(draw(st.integers(low, high))).scaleb(-response.places))


def drawn_set(draw: st.DrawFn, item: Item) -> object:
    """Some options of which one is right, in any order, or a range of numbers, either end of which may be left out."""
    response = item.response
    if isinstance(response, NumberResponse):
        ends = sorted(Decimal(str(drawn_number(draw, response))) for _ in range(2))
        named = {"from": in_lowest_form(ends[0]), "to": in_lowest_form(ends[1])}
        left_out = picked(draw, ("", "from", "to"))
        found = {end: number for end, number in named.items() if end != left_out}
        is_all = found.get("from", response.least) == response.least and found.get("to", response.most) == response.most
        return response.least if is_all and not response.allows_unknown else found
    ids = [option.id for option in response.choices]
    chosen = draw(st.permutations(ids))[:draw(st.integers(1, len(ids)))]
    return chosen[1:] if len(chosen) == len(ids) > 1 and not response.allows_unknown else chosen  # all are *unknown*


def drawn_evidence(draw: st.DrawFn, item: Item, answer: object) -> dict[str, object]:
    """An answer with a reason, a source, or the indicators that were seen."""
    given: dict[str, object] = {"answer": answer}
    for name in ("because", "source"):
        if sometimes(draw):
            given[name] = picked(draw, TEXTS)
    if item.indicators and sometimes(draw):
        given["indicators"] = drawn_some(draw, [indicator.id for indicator in item.indicators])
    return given
