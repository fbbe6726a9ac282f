"""Everything in the repository is explained whole: bounds are exact, and no list lacks anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import riskscreen
from riskscreen.testing import partial_answers

ROOT = Path(__file__).parents[3]
SHIPPED = sorted((ROOT / "instruments").glob("*/instrument.json"))
PUBLISHED = sorted(path for path in (ROOT / "tests" / "published").glob("*.json")
                   if '"format": "riskscreen/1"' in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*SHIPPED, *PUBLISHED], ids=lambda path: f"{path.parent.name}-{path.stem}")
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_bounds_are_exact_and_lists_are_complete(path: Path, data: st.DataObject) -> None:
    """No instrument here takes more steps than there are, whatever is unknown or not answered yet."""
    instrument = riskscreen.load(path)
    result = instrument.score(data.draw(partial_answers(instrument)), partial=True)
    level = data.draw(st.sampled_from(result.at_least.ladder))

    assert result.exact
    assert result.why_at_least().complete
    assert result.why_at_most().complete
    assert result.changes(level).complete
    assert result.next_questions().exact
