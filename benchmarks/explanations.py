"""All reasons and all next questions of a case, against scoring it."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import riskscreen

N_CASES = 200
NAMES = ("rihg-style", "sash-style", "stalking-red-flags")


def cases(instrument: riskscreen.Instrument, *, unknown: bool) -> list[dict[str, str]]:
    """Random cases in which every former partner is known to be one."""
    chance = random.Random(1)
    extra = ("unknown",) if unknown else ()
    return [{item.id: "yes" if item.id == "former_partner" else
             chance.choice([*(choice.id for choice in item.response.choices), *extra])
             for item in instrument.items.values()} for _ in range(N_CASES)]


def milliseconds(work: Callable[[riskscreen.Result], object], results: list[riskscreen.Result]) -> list[float]:
    """Processor time of each case."""
    spent = []
    for result in results:
        start = time.process_time()
        work(result)
        spent.append((time.process_time() - start) * 1e3)
    return spent


def main() -> None:
    """Print median and worst of 200 random cases, and the median as a ratio to one score."""
    print(f"{'':44}{'median ms':>10}{'worst ms':>10}{'x score':>10}")
    for name in NAMES:
        instrument = riskscreen.load(name)
        for kind, unknown in (("complete", False), ("with unknowns", True)):
            drawn = cases(instrument, unknown=unknown)
            results = [instrument.score(case) for case in drawn]
            start = time.process_time()
            for _ in range(20):
                for case in drawn:
                    instrument.score(case)
            one = (time.process_time() - start) / 20 / len(drawn) * 1e3
            for label, work in (("why at least", riskscreen.Result.why_at_least),
                                ("why at most", riskscreen.Result.why_at_most),
                                ("next questions", riskscreen.Result.next_questions)):
                spent = milliseconds(work, results)
                print(f"{name + ', ' + kind + ', ' + label:44}{statistics.median(spent):10.2f}{max(spent):10.2f}"
                      f"{statistics.median(spent) / one:10.0f}")


if __name__ == "__main__":
    main()
