"""Raw answers become answers, item by item."""

from __future__ import annotations

import pytest

from engine.small import instrument, item, option
from riskscreen import AnswersError

SURE = instrument(item("a"), item("b", response={"options": [option("no"), option("yes")], "unknown": False}),
                  item("c", response={"integer": {"min": 0, "max": 9}, "unknown": False}))


@pytest.mark.parametrize(("name", "answer", "expected"), [
    ("b", "unknown", "no, yes"), ("b", {"answer": "unknown", "because": "Nobody asked."}, "no, yes"),
    ("c", "unknown", "a whole number from 0 to 9"),
])
def test_unknown_is_refused_where_an_item_does_not_take_it(name: str, answer: object, expected: str) -> None:
    """Some things are known to whoever fills in the form; *unknown* would be a slip there."""
    with pytest.raises(AnswersError) as caught:
        SURE.score({"a": "never", "b": "no", "c": 3, name: answer})

    (problem,) = caught.value.problems
    assert (problem.code, problem.pointer, problem.item) == ("A-unknown-not-allowed", f"/answers/{name}", name)
    assert (problem.found, problem.expected) == ("'unknown'", expected)
