"""The check finds each planted fault by its own code, at its place, and says nothing else."""

from __future__ import annotations

import pytest

from analysis.faults.planted import FAULTS, Planted, base
from riskscreen import Instrument


def test_sound_definition_has_no_findings() -> None:
    """The twin of every planted fault, in which it is mended, is clean."""
    assert Instrument.from_dict(base()).check() == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_planted_fault_is_found_by_its_code_alone(fault: Planted) -> None:
    """One cause is one finding: what follows from it is not said as another."""
    found = Instrument.from_dict(fault.document()).check()

    assert {(each.severity, each.code, each.pointer) for each in found} == fault.expected
    assert len(found) == len(fault.expected)
