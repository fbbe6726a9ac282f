"""Tells Hypothesis how to draw an instrument, so that ``st.from_type(riskscreen.Instrument)`` works by itself."""

from __future__ import annotations

from hypothesis import strategies as st

from riskscreen.screening import Instrument


def register() -> None:
    """Register the strategy; Hypothesis calls this when it is imported, so nothing slow may happen here."""
    st.register_type_strategy(Instrument, _instruments)


def _instruments(_: type[Instrument]) -> st.SearchStrategy[Instrument]:
    from riskscreen.testing.strategies import instruments  # noqa: PLC0415  # not before somebody asks for one

    return instruments()
