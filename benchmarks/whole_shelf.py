"""Explanations of random cases of every instrument of the repository: how long they take, and whether they are whole.

    python benchmarks/whole_shelf.py [CASES] [ID ...]

A quarter of the answers is unknown.  Times are of the processor, in milliseconds: the median and the worst over all
cases, the first question aside, which composes the diagrams and stands by itself.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import riskscreen
from riskscreen import Instrument, Result

ROOT = Path(__file__).parent.parent
SHARE_UNKNOWN = 0.25


def instruments() -> Iterator[Instrument]:
    """The shipped instruments, then the published rules that the tests hold."""
    shipped = sorted((ROOT / "instruments").glob("*/instrument.json"))
    published = sorted((ROOT / "tests" / "published").glob("*.json"))
    for path in (*shipped, *published):
        if path.name.endswith(".vectors.json") or '"format": "riskscreen/1"' not in path.read_text(encoding="utf-8"):
            continue
        yield riskscreen.load(path)


def random_case(instrument: Instrument, chance: random.Random) -> Result:
    """A case with some answers unknown; what does not apply is left out."""
    answers: dict[str, Any] = {}
    for item in instrument.items.values():
        choices = item.response.choices
        if choices:
            chosen = chance.choice(choices)
            is_unknown = item.response.allows_unknown and chance.random() < SHARE_UNKNOWN
            answers[item.id] = "unknown" if is_unknown else getattr(chosen, "start", chosen.id)
    while True:
        try:
            return instrument.score(answers, partial=True)
        except riskscreen.AnswersError as error:
            for problem in error.problems:
                del answers[str(problem.item)]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """How many milliseconds of the processor something takes, and what it gives."""
    start = time.process_time()
    found = work()
    return 1000 * (time.process_time() - start), found


def told(times: list[float]) -> str:
    """The median and the worst."""
    return f"{statistics.median(times):8.2f} {max(times):8.1f}"


def measured(instrument: Instrument, n_cases: int) -> str:
    """One line of the table."""
    chance = random.Random(2026)
    first, _ = timed(lambda: random_case(instrument, chance).why_at_least())
    reasons, changes, questions, incomplete = list[float](), list[float](), list[float](), 0
    for _ in range(n_cases):
        result = random_case(instrument, chance)
        for ask in (result.why_at_least, result.why_at_most):
            took, found = timed(ask)
            reasons.append(took)
            incomplete += not found.complete
        for level in result.at_least.ladder:
            took, found = timed(partial(result.changes, level))
            changes.append(took)
            incomplete += not found.complete
        took, found = timed(result.next_questions)
        questions.append(took)
        incomplete += not (found.exact and result.exact)
    return f"{instrument.id:22} {first:8.1f} {told(reasons)} {told(changes)} {told(questions)} {incomplete:6}"


def main() -> None:
    """Print the table, a line an instrument."""
    n_cases = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{n_cases} cases each{'':9} first   reasons (median, worst)   changes (median, worst)  "
          "questions (median, worst)  not whole")
    for instrument in instruments():
        if not sys.argv[2:] or instrument.id in sys.argv[2:]:
            print(measured(instrument, n_cases), flush=True)


if __name__ == "__main__":
    main()
