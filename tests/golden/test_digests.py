"""The digest of a definition is promised: kept results and records find their definition by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import riskscreen
from golden.digests import FILE, definitions, digests

PINNED = json.loads(FILE.read_text("utf-8"))


def test_digests_are_what_they_were() -> None:
    """A change of reading, writing or defaults that would change one is found here.

    Where a definition was changed on purpose: `PYTHONPATH=tests:src python -m golden.digests`.
    """
    assert digests() == PINNED


def test_many_definitions_are_pinned() -> None:
    """The test above cannot pass by finding nothing."""
    assert len(definitions()) == len(PINNED) >= 60


@pytest.mark.parametrize("path", definitions(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_digest_is_that_of_the_definition_as_it_is_given_out(path: Path) -> None:
    """Whoever gets a definition from `to_json`, and reads it again, has the same digest."""
    instrument = riskscreen.load(path)

    assert riskscreen.loads(instrument.to_json()).digest == instrument.digest
