"""Adds records to the golden ones: ``PYTHONPATH=tests:src python -m golden.add``.  Nothing that is there is changed.

A golden record was made by some version of riskscreen, and must come out the same in every later one.  Its definition
lies beside it, so that a shipped instrument can go on.  Run it when an instrument, or a kind of answer, is new.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import riskscreen
from riskscreen import Instrument, Result
from riskscreen._json.writing import write_canonical
from riskscreen.catalogue import shelf_name

FOLDER = Path(__file__).parent
RECORDS, DEFINITIONS, LISTED = FOLDER / "records", FOLDER / "definitions", FOLDER / "listed.json"
EXAMPLES = FOLDER.parents[1] / "examples" / "cases"
DOORSTEP = FOLDER.parent / "data" / "doorstep-check.json"
SAID = {"rater": "unit 4", "owner": "team north", "made_at": "2026-11-30T14:05:00+01:00"}
BOTH = {"en": "More", "nl": "Meer"}


def of_every_kind() -> Instrument:
    """The small instrument with items of every kind, a rule for missing answers, a ninth, and each kind of scale."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    document.update(id="golden-kinds", version="1.0.0")
    document["sections"].append({"id": "more", "title": BOTH, "items": [
        {"id": "days", "text": BOTH, "response": {"integer": {"min": 0, "max": 300}, "bands": [
            {"id": "few", "from": 0, "label": BOTH, "score": 0},
            {"id": "many", "from": 30, "label": BOTH, "score": 2}]}},
        {"id": "degrees", "text": BOTH, "response": {"decimal": {"min": 30, "max": 45, "places": 1}, "bands": [
            {"id": "mild", "from": 30, "label": BOTH, "score": 1},
            {"id": "hot", "from": 38.5, "label": BOTH, "score": 3}]}},
        {"id": "remarks", "text": BOTH, "response": {"text": {"max_length": 40}}},
        {"id": "seen", "text": BOTH, "response": "presence", "indicators": [{"id": "fracture", "text": BOTH}]}]})
    document["scales"] += [
        {"id": "worst", "highest": {"items": ["days", "degrees"]}},
        {"id": "ninth", "combine": [{"scale": "total", "times": 1, "over": 9}], "plus": 1},
        {"id": "filled", "sum": {"items": ["threats", "weapon", "seen"]},
         "missing": {"allow": 1, "method": "prorate", "round": "half_up"}},
        {"id": "extra", "points": [{"when": {"item": "seen", "is": ["present"]}, "score": 2}]},
        {"id": "looked_up", "lookup": "total", "table": [{"from": 0, "value": 50}, {"from": 2, "value": 57}]}]
    return Instrument.from_json(json.dumps(document))


def kinds() -> Iterator[tuple[str, Result]]:
    """Answers of every kind, settled and open."""
    instrument = of_every_kind()
    settled = {"former_partner": "no", "threats": "present", "weapon": "absent", "days": 30, "degrees": Decimal("38.5"),
               "remarks": "Née, niets.", "seen": {"answer": "present", "because": "Seen.", "source": "report 12",
                                                  "indicators": ["fracture"]}}
    yield "kinds-settled", instrument.score(settled)
    yield "kinds-sets", instrument.score(settled | {
        "former_partner": "yes", "custody": ["absent", "present"], "days": {"from": 10, "to": 40}, "degrees": "36.6"})
    yield "kinds-unknown", instrument.score(settled | {"weapon": "unknown", "days": "unknown"})
    yield "kinds-partial", instrument.score({"threats": "present"}, partial=True)


def shipped() -> Iterator[tuple[str, Result]]:
    """Of each shipped instrument: its examples, nothing answered, all unknown, and random answers with sets."""
    for found in riskscreen.available():
        instrument = riskscreen.load(found.id)
        for path in sorted(EXAMPLES.glob(f"*{found.id}.json"))[:2]:
            yield path.stem, instrument.score(riskscreen.read_answers(path, instrument, partial=True), partial=True)
        yield f"{found.id}-nothing", instrument.score({}, partial=True)
        chance = Random(found.id)
        for n in range(2):
            yield f"{found.id}-random-{n}", instrument.score(some_answers(instrument, chance), partial=True)


def some_answers(instrument: Instrument, chance: Random) -> dict[str, Any]:
    """Random answers, some unknown, some sets, some left out; an item that does not apply is left out."""
    answers: dict[str, Any] = {}
    for item in instrument.items.values():
        options = [choice.id for choice in item.response.choices]
        given = chance.choice([chance.choice(options), "unknown", chance.sample(options, min(2, len(options))), None])
        if given is not None:
            try:
                instrument.score(answers | {item.id: given}, partial=True)
            except riskscreen.AnswersError:
                continue
            answers[item.id] = given
    return answers


def main() -> None:
    """Add the records that are not there yet, with their definitions, and list them."""
    listed: dict[str, str] = json.loads(LISTED.read_text(encoding="utf-8")) if LISTED.exists() else {}
    for folder in (RECORDS, DEFINITIONS):
        folder.mkdir(exist_ok=True)
    for name, result in (*kinds(), *shipped()):
        record = result.record(case=f"golden-{name}", **SAID)
        if name.endswith(("settled", "0", "nothing")):
            outcome = result.instrument.outcomes[result.instrument.definition.result]
            record = record.judged(outcome.id, outcome.levels[-1], because="Golden.", by="unit 9",
                                   at="2026-11-30T14:20:00+01:00")
        add(RECORDS / f"{name}-{record.digest.removeprefix('sha256:')[:8]}.json", record.to_json().encode(), listed)
        instrument = result.instrument
        add(DEFINITIONS / shelf_name(instrument.id, instrument.version, instrument.digest),
            write_canonical(instrument.to_dict()) + b"\n", listed)
    LISTED.write_text(json.dumps(dict(sorted(listed.items())), indent=2) + "\n", encoding="utf-8")


def add(path: Path, content: bytes, listed: dict[str, str]) -> None:
    """Write a file that is not there, and list its digest."""
    name = str(path.relative_to(FOLDER))
    if name not in listed:
        path.write_bytes(content)
        listed[name] = hashlib.sha256(content).hexdigest()
        sys.stderr.write(f"{name}\n")


if __name__ == "__main__":
    main()
