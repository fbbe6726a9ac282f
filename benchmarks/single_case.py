"""One case: scoring, and scoring with the whole trace, against a hand-written function of the same instrument."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import hand_written

import riskscreen

N_CASES, N_ROUNDS = 500, 15
Case = dict[str, str]


def cases(instrument: riskscreen.Instrument) -> list[Case]:
    """Random cases, the gate known, a quarter of the answers unknown."""
    chance = random.Random(1)
    drawn = []
    for _ in range(N_CASES):
        partner = chance.choice(("yes", "no"))
        asked = [item for item in instrument.items if item[0] == "s" or (item[0] == "x" and partner == "yes")]
        drawn.append({"former_partner": partner,
                      **{item: chance.choice(("absent", "absent", "present", "unknown")) for item in asked}})
    return drawn


def microseconds(work: Callable[[Case], object], drawn: list[Case]) -> float:
    """Processor time of one case."""
    start = time.process_time()
    for case in drawn:
        work(case)
    return (time.process_time() - start) / len(drawn) * 1e6


def main() -> None:
    """Print each piece of work as a ratio to the hand-written function, measured in turn with it.

    An instrument remembers what follows from sums that it has seen; cases that are new to it take longer.
    """
    instrument = riskscreen.load("sash-style")
    drawn = cases(instrument)
    for case in drawn:
        result, (scales, outcomes, unknown) = instrument.score(case), hand_written.screened(case)
        assert {name: (s.least, s.most) for name, s in result.scales.items()} == scales
        assert {name: (o.at_least.rank, o.at_most.rank) for name, o in result.outcomes.items()} == outcomes
        assert list(result.unknown) == unknown
    work: dict[str, Callable[[Case], object]] = {
        "hand-written": hand_written.screened,
        "score, sums seen before": instrument.score,
        "score, level read": lambda case: instrument.score(case).level,
        "hand-written, with trace": hand_written.traced,
        "score, trace read": lambda case: instrument.score(case).trace,
        "score, short text": lambda case: instrument.score(case).explain(),
    }
    rounds = []
    for _ in range(N_ROUNDS):
        new = riskscreen.Instrument.from_dict(instrument.to_dict())  # it remembers nothing yet
        work["score, sums new"] = new.score
        rounds.append({name: microseconds(piece, drawn) for name, piece in work.items()})
    print(f"{'':28}{'us':>8}{'x hand-written':>16}{'x with trace':>14}")
    for name in work:
        own = statistics.median(each[name] for each in rounds)
        plain, traced = (statistics.median(each[name] / each[base] for each in rounds)
                         for base in ("hand-written", "hand-written, with trace"))
        print(f"{name:28}{own:8.2f}{plain:16.2f}{traced:14.2f}")


if __name__ == "__main__":
    main()
