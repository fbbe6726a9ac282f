"""Structured screening with exact scores, honest about what is unknown, explained in words.

Examples:
    >>> import riskscreen
    >>> instrument = riskscreen.load("stalking-red-flags")
    >>> answers = {item: "absent" for item in instrument.items}
    >>> instrument.score(answers | {"r4": "present"}).level
    <Level low of urgency>
"""

from importlib import import_module
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
from riskscreen.library import Available, available, load, loads, read_answers, read_record, read_records, schema
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import OutcomeResult, Result, ScaleResult
from riskscreen.version import SCORING
from riskscreen.version import VERSION as __version__

if TYPE_CHECKING:
    from riskscreen.documents.formats import FORMATS
    from riskscreen.records.counting.counts import counts
    from riskscreen.records.history import History

__all__ = [
    "FORMATS",
    "SCORING",
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
    "counts",
    "load",
    "loads",
    "read_answers",
    "read_record",
    "read_records",
    "schema",
]


_LATER = {"FORMATS": "riskscreen.documents.formats", "History": "riskscreen.records.history",
          "counts": "riskscreen.records.counting.counts"}


def __getattr__(name: str) -> object:
    """What a program that only scores does not need is imported when it is used."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
