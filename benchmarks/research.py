"""Statistics with exact ends: how long they take, against scikit-learn's AUC of the same cases, all settled.

    python benchmarks/research.py [CASES]

Random cases of ``stalking-red-flags``, a twentieth of the answers unknown; of a tenth it is not known what happened,
where a line says so.  What is scored is scored before, and is no part of it.  Times are of the processor, the best of
five, in milliseconds; the last column is how many times as long as ``roc_auc_score``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

import numpy as np
from sklearn.metrics import roc_auc_score

import riskscreen
from riskscreen.research import accuracy, auc, net_benefit, rates, sweep

SHARE_UNKNOWN, SHARE_PRESENT, SHARE_NOT_KNOWN = 0.05, 0.3, 0.1
LADDER = ("low", "medium", "high")


def works(n_cases: int) -> Mapping[str, Callable[[], object]]:
    """What is timed, by name."""
    chance = np.random.default_rng(2026)
    instrument = riskscreen.load("stalking-red-flags")
    drawn = chance.random((n_cases, len(instrument.items)))
    codes = np.where(drawn < SHARE_UNKNOWN, -1, drawn < SHARE_UNKNOWN + SHARE_PRESENT).astype(np.int8)
    scored = instrument.score_codes(codes)
    happened = chance.random(n_cases) < 0.2
    partly = np.where(chance.random(n_cases) < SHARE_NOT_KNOWN, np.nan, happened)
    words = np.array(["|".join(level for rank, level in enumerate(LADDER) if mask >> rank & 1) for mask in range(8)])
    texts = words[scored.possible].tolist()
    return {
        "roc_auc_score of scikit-learn, one value": lambda: roc_auc_score(happened, scored.at_most),
        "accuracy, both ends and limits": lambda: accuracy(scored, happened, at="high"),
        "accuracy, of a tenth not known what happened": lambda: accuracy(scored, partly, at="high"),
        "accuracy, levels read from texts": lambda: accuracy(texts, happened, at="high", ladder=LADDER),
        "rates": lambda: rates(scored, happened),
        "auc of levels": lambda: auc(scored, happened),
        "auc of levels, of a tenth not known": lambda: auc(scored, partly),
        "auc of a scale": lambda: auc(scored, happened, scale="other_flags"),
        "sweep of a scale, every cut-off": lambda: sweep(scored, happened, scale="other_flags"),
        "net_benefit, ninety thresholds": lambda: net_benefit(
            scored, happened, at="high", thresholds=[f"0.{n:02}" for n in range(5, 95)]),
    }


def timed(work: Callable[[], object]) -> float:
    """How many milliseconds of the processor something takes, at best."""
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return min(times)


def main() -> None:
    """Print the table, a line for each."""
    n_cases = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
    took = {name: timed(work) for name, work in works(n_cases).items()}
    first = next(iter(took.values()))
    print(f"{n_cases:,} cases{'':33} ms  times scikit-learn")
    for name, milliseconds in took.items():
        print(f"{name:46} {milliseconds:6.0f}  {milliseconds / first:6.2f}")


if __name__ == "__main__":
    main()
