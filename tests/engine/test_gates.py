"""Which items apply, and what an item that does not apply or may apply adds: worked out by hand.

An item is never (0), sometimes (1) or often (3) so; ? is unknown, a point is what nobody said.
"""

from __future__ import annotations

from typing import Any

import pytest

import riskscreen
from engine.small import answers, instrument, item, span

OFTEN = {"item": "a", "is": ["often"]}
GATES: dict[str, list[dict[str, Any]]] = {
    "b if a is often": [item("a"), item("b", applies_when=OFTEN), item("c")],
    "b if a is not often": [item("a"), item("b", applies_when={"not": OFTEN}), item("c")],
    "b if a is often, c if b is": [item("a"), item("b", applies_when=OFTEN),
                                   item("c", applies_when={"item": "b", "is": ["often"]})],
    "c if a or b is often": [item("a"), item("b"), item("c", applies_when={
        "any": [OFTEN, {"item": "b", "is": ["often"]}]})],
    "c if a and b are often": [item("a"), item("b"), item("c", applies_when={
        "all": [OFTEN, {"item": "b", "is": ["often"]}]})],
}
CASES: dict[str, list[tuple[str, int, int, str]]] = {
    # With a unknown: 0 or 1 without b, or 3 with what b is.
    "b if a is often": [
        ("n.s", 1, 1, "b"), ("oss", 5, 5, ""), ("?.n", 0, 6, ""), ("?on", 0, 6, ""), ("?nn", 0, 3, "")],
    # With a unknown and b often: 3 or 4 with b, or 3 without it.
    "b if a is not often": [
        ("o.s", 4, 4, "b"), ("nss", 2, 2, ""), ("?on", 3, 4, ""), ("?.n", 0, 4, ""), ("?nn", 0, 3, "")],
    "b if a is often, c if b is": [
        ("n..", 0, 0, "bc"), ("os.", 4, 4, "c"), ("ooo", 9, 9, ""), ("o?.", 3, 9, ""), ("?..", 0, 9, "")],
    # With a unknown and b often c applies in any case: 3 and 3, and what a is.
    "c if a or b is often": [
        ("nn.", 0, 0, "c"), ("ons", 4, 4, ""), ("?oo", 6, 9, ""), ("?n.", 0, 6, ""), ("??.", 0, 9, "")],
    "c if a and b are often": [
        ("on.", 3, 3, "c"), ("ooo", 9, 9, ""), ("?n.", 0, 3, "c"), ("?oo", 3, 9, ""), ("??.", 0, 9, "")],
}


@pytest.mark.parametrize(("gate", "letters", "least", "most", "not_applicable"), [
    (gate, *case) for gate, cases in CASES.items() for case in cases])
def test_item_counts_only_where_it_applies(gate: str, letters: str, least: int, most: int, not_applicable: str) -> None:
    """What does not apply adds nothing and may be left out; what may apply counts in the completions where it does."""
    tried = instrument(*GATES[gate], scales=[{"id": "scale", "sum": "all"}])

    result = tried.score(answers(letters))

    assert span(result, "scale") == (least, most)
    assert set(result.not_applicable) == set(not_applicable)


@pytest.mark.parametrize(("letters", "code", "name"), [
    ("no", "A-not-applicable", "b"), ("so", "A-not-applicable", "b"), ("n?", "A-not-applicable", "b"),
    ("o.", "A-missing", "b"), (".o", "A-missing", "a")])
def test_answer_that_is_there_without_reason_or_lacking_is_refused(letters: str, code: str, name: str) -> None:
    """An answer to an item that does not apply is an old one; an item that applies wants one."""
    tried = instrument(item("a"), item("b", applies_when=OFTEN))

    with pytest.raises(riskscreen.AnswersError) as caught:
        tried.score(answers(letters))

    assert [(problem.code, problem.item) for problem in caught.value.problems] == [(code, name)]
