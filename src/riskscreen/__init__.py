"""Structured screening with exact scores, honest about what is unknown, explained in words.

Examples:
    >>> import riskscreen
    >>> instrument = riskscreen.load("stalking-red-flags")
    >>> answers = {item: "absent" for item in instrument.items}
    >>> instrument.score(answers | {"r4": "present"}).level
    <Level low of urgency>
"""

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

__all__ = [
    "AnswersError",
    "Available",
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
