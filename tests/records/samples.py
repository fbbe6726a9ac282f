"""Records to try things on: small ones, and one that was edited by hand and sealed again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import riskscreen
from riskscreen import Instrument, Result
from riskscreen.records.kept import digest_of
from riskscreen.records.record import Record

MADE_AT = "2026-11-30T14:05:00+01:00"
LATER = "2026-11-30T14:20:00+01:00"
DOORSTEP = Path(__file__).parents[1] / "data" / "doorstep-check.json"
ABSENT = {"former_partner": "no", "threats": "absent", "weapon": "absent"}


def doorstep(**outcome: object) -> Instrument:
    """The small instrument, with something of its outcome otherwise."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    document["outcomes"][0].update(outcome)
    return Instrument.from_dict(document)


def flags(**answers: object) -> Result:
    """Red flags with these answers, and no others."""
    return riskscreen.load("stalking-red-flags").score(answers, partial=True)


def kept(result: Result, **said: Any) -> Record:
    """A result that is kept, with something said otherwise."""
    return result.record(**{"case": "pseudonym-7", "rater": "unit 4", "made_at": MADE_AT, **said})


def judged(record: Record, level: str, **said: Any) -> Record:
    """The record with a judgement of its only outcome, or of the one that is said."""
    outcome = said.pop("outcome", next(iter(record.to_dict()["result"]["outcomes"])))  # type: ignore[call-overload,index,arg-type]
    return record.judged(outcome, level, **{"because": "Seen near the school.", "by": "unit 4", "at": LATER, **said})


def sealed(document: dict[str, Any]) -> str:
    """The text of a record that was edited by hand, with the digest that now fits."""
    return json.dumps({**document, "digest": digest_of(document)})


def refusal(attempt: Any) -> list[tuple[str, str]]:
    """The codes and the places that an attempt is refused with."""
    try:
        attempt()
    except riskscreen.RiskscreenError as error:
        return [(problem.code, problem.pointer) for problem in error.problems]
    raise AssertionError("this was accepted")
