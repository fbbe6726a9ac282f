"""Structured screening with exact scores, honest about what is unknown, explained in words.

Examples:
    >>> import riskscreen
    >>> instrument = riskscreen.load("stalking-red-flags")
    >>> answers = {item: "absent" for item in instrument.items}
    >>> instrument.score(answers | {"r4": "present"}).level
    <Level low of urgency>
"""

from typing import TYPE_CHECKING

from riskscreen.errors import (
    AnswersError,
    InstrumentError,
    Problem,
    RecordError,
    RiskscreenError,
    UnknownName,
    UsageError,
    WrongType,
)
from riskscreen.library import Available, available, load, loads, read_answers, read_record
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import OutcomeResult, Result, ScaleResult
from riskscreen.version import VERSION as __version__

if TYPE_CHECKING:
    from riskscreen.records.history import History

__all__ = [
    "AnswersError",
    "Available",
    "History",
    "Instrument",
    "InstrumentError",
    "OutcomeResult",
    "Problem",
    "RecordError",
    "Result",
    "RiskscreenError",
    "ScaleResult",
    "UnknownName",
    "UsageError",
    "WrongType",
    "__version__",
    "available",
    "load",
    "loads",
    "read_answers",
    "read_record",
]


def __getattr__(name: str) -> object:
    """What a program that only scores does not need is imported when it is used."""
    if name == "History":
        from riskscreen.records.history import History  # noqa: PLC0415

        return History
    raise AttributeError(f"module 'riskscreen' has no attribute {name!r}")
