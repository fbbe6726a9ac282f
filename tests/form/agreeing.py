"""Random partial cases, sets included, scored here and walked in Node: both have to say the same.

``benchmarks/walker_agrees.py`` tries many of them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

import riskscreen
from riskscreen import Instrument, Result
from riskscreen.model.item import Item
from riskscreen.model.response import NumberResponse, TextResponse
from riskscreen.model.truth import NO, UNDECIDED, YES
from riskscreen.testing.completing import Gates
from riskscreen.testing.documents.whole import documents

ROOT = Path(__file__).parents[2]
WALKER = ROOT / "src" / "riskscreen" / "form" / "walker.js"
HERE = Path(__file__).parent
NODE = shutil.which("node")
N_GENERATED = 20
UNKNOWN = "unknown"
OPENNESS = (0.1, 0.35, 0.8)
APPLIES = {YES: "yes", NO: "no", UNDECIDED: "maybe"}


@cache
def shipped() -> tuple[Instrument, ...]:
    """The instruments that come with riskscreen."""
    return tuple(riskscreen.load(entry.id) for entry in riskscreen.available())


@cache
def generated() -> tuple[Instrument, ...]:
    """Twenty that nobody wrote, the same at every run: those with most in them of many that are drawn."""
    found: list[Instrument] = []

    @seed(19)
    @settings(max_examples=150, database=None, phases=[Phase.generate], deadline=None,
              suppress_health_check=list(HealthCheck))
    @given(documents(max_items=8))
    def draw(document: dict[str, Any]) -> None:
        found.append(Instrument.from_dict(document))

    draw()
    different = {instrument.digest: instrument for instrument in found}.values()
    return tuple(sorted(different, key=lambda each: (-_n_telling(each), each.digest))[:N_GENERATED])


def _n_telling(instrument: Instrument) -> int:
    """How much there is in an instrument that a walker can get wrong."""
    diagrams = [instrument.diagram(outcome) for outcome in instrument.outcomes]
    kinds = {variable.kind for diagram in diagrams for variable in diagram.variables}
    return 30 * len(kinds) + 10 * bool(diagrams[0].applies) + min(60, sum(len(diagram.nodes) for diagram in diagrams))


def drawn_case(random: Random, instrument: Instrument, gates: Gates) -> dict[str, Any]:
    """Answers in the words of a file: some open, some of them one of several, some with what they rest on."""
    answers: dict[str, Any] = {}
    openness = random.choice(OPENNESS)
    for item in instrument.items.values():
        if gates.applies(item, answers) == NO or random.random() < openness / 2:
            continue
        answer = _open_answer(random, item) if random.random() < openness else _answer(random, item)
        if answer is not None:
            answers[item.id] = {"answer": answer, "because": "noted"} if random.random() < 0.1 else answer
    return answers


def _answer(random: Random, item: Item) -> str:
    response = item.response
    if isinstance(response, TextResponse):
        return "x"
    return _number(random, response) if isinstance(response, NumberResponse) else random.choice(response.options).id


def _number(random: Random, response: NumberResponse) -> str:
    """A number, half of the time where a band starts or just below, in digits that need not be the shortest."""
    unit = 10**response.places
    least, most = int(response.least * unit), int(response.most * unit)
    starts = [int(band.start * unit) for band in response.bands]
    edges = [step for start in starts for step in (start - 1, start) if step >= least]
    steps = random.choice([*edges, least, most]) if random.random() < 1 / 2 else random.randint(least, most)
    number = f"{Decimal(steps) / unit:f}"
    return f"{number}0" if "." in number and len(number.partition(".")[2]) < response.places else number


def _open_answer(random: Random, item: Item) -> Any:
    """*Unknown*, or one of several; nothing where the item takes neither."""
    response = item.response
    if isinstance(response, TextResponse):
        return None
    if response.allows_unknown and random.random() < 1 / 2:
        return UNKNOWN
    if isinstance(response, NumberResponse):
        low, high = sorted((_number(random, response) for _ in range(2)), key=Decimal)
        found = {end: number for end, number in (("from", low), ("to", high)) if random.random() < 0.8} or {"from": low}
        is_all = (Decimal(found.get("from", str(response.least))), Decimal(found.get("to", str(response.most)))) \
            == (response.least, response.most)
        return None if is_all and not response.allows_unknown else found
    known = [option.id for option in response.options]
    chosen = random.sample(known, random.randint(1, len(known)))
    return None if len(chosen) == len(known) and not response.allows_unknown else chosen


def scored(result: Result, *, asks: bool) -> dict[str, Any]:
    """What Python says of a case, as the walker says it."""
    outcomes = [{"possible": [level.id for level in found.possible],
                 "questions": _questions(result, outcome) if asks else []}
                for outcome, found in result.outcomes.items()]
    return {"outcomes": outcomes, "applies": [APPLIES[entry.applies] for entry in result.answers.entries]}


def _questions(result: Result, outcome: str) -> list[Any]:
    return [[question.item, [[prospect.answer, [level.id for level in prospect.possible]]
                             for prospect in question.prospects]] for question in result.next_questions(outcome)]


def differences(instrument: Instrument, cases: Sequence[Mapping[str, Any]], *, asks: Sequence[bool]) -> Iterator[str]:
    """In words, every case of which the walker says anything else."""
    form = instrument.form()
    lines = [json.dumps({"form": form}), *(json.dumps({"answers": case, "asks": ask})
                                           for case, ask in zip(cases, asks, strict=True))]
    assert NODE is not None, "who calls this has looked whether node is there"
    ended = subprocess.run([NODE, str(HERE / "walk.mjs"), str(WALKER)], input="\n".join(lines), capture_output=True,
                           text=True, check=True)
    walked = [json.loads(line) for line in ended.stdout.splitlines()]
    for case, ask, found in zip(cases, asks, walked, strict=True):
        expected = scored(instrument.score(case, partial=True), asks=ask)
        for here, there in zip(expected["outcomes"], found["outcomes"], strict=True):
            if there.pop("isFinal"):
                # Nothing can change it any more, so the walker asks nothing; `score` lists what changes nothing too.
                idle = all(possible == here["possible"]
                           for _, prospects in here["questions"] for _, possible in prospects)
                here["questions"] = there["questions"] if idle else here["questions"]
        if found != expected:
            yield f"{instrument.id} {json.dumps(case)}\n  here: {json.dumps(expected)}\n there: {json.dumps(found)}"


def tried(instrument: Instrument, n_cases: int, *, every: int = 1) -> list[str]:
    """The differences in so many cases, in every so-manieth of which the next questions are compared as well."""
    random, gates = Random(instrument.digest), Gates(instrument.definition)
    cases = [drawn_case(random, instrument, gates) for _ in range(n_cases)]
    return list(differences(instrument, cases, asks=[n % every == 0 for n in range(n_cases)]))
