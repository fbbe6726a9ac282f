"""Other libraries doing the work of the synthetic instrument, in one table with riskscreen.

Run it as ``python benchmarks/peers.py 1e6``, with the number of cases; ``pip install -r benchmarks/requirements.txt``
brings the peers, and one that is not there is left out.  Every peer has the cases in the shape that it likes best
before the clock starts, and must agree with riskscreen on each of them.  It is processor time, of all threads of a
library together, the median of rounds in which everything is timed in turn.  Few cases are scored again and again
within a round, so that nobody pays for what the one before left in the caches.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from peer_work import EVERY_PEER, Columns, Peer

import riskscreen
from batch import WORDS, YES_NO, Work, codes_of, timed

MOST_CASES, MOST_ROWS = 1_000_000, 10_000  # some peers need hundreds of bytes a case, or seconds for 10,000
CASES_A_ROUND = 200_000  # at least, of what takes whole columns
BASE = "riskscreen, columns"


class Entry(NamedTuple):
    """A line of the table, before it is timed."""

    work: Work
    gives: str
    n_cases: int
    is_by_row: bool = False

    @property
    def n_runs(self) -> int:
        """How often the work is done in each round."""
        return 1 if self.is_by_row else max(1, CASES_A_ROUND // self.n_cases)

    def a_round(self) -> None:
        """The work of one round."""
        for _ in range(self.n_runs):
            self.work()


def own_entries(instrument: riskscreen.Instrument, codes: NDArray[np.int8], columns: Columns) -> dict[str, Entry]:
    """riskscreen itself: columns, rows, and one case at a time."""
    few = codes[:MOST_ROWS]
    words = np.column_stack([YES_NO[few[:, 0]], WORDS[few[:, 1:]]]).tolist()
    answers = [{item: word for item, word in zip(instrument.items, row, strict=True) if word} for row in words]
    return {
        BASE: Entry(lambda: instrument.score_codes(columns, scales=(), count_unknown=False), "both bounds", len(codes)),
        "riskscreen, rows": Entry(
            lambda: instrument.score_codes(codes, scales=(), count_unknown=False), "both bounds", len(codes)),
        "riskscreen, one case at a time": Entry(
            lambda: [instrument.score(case) for case in answers], "both bounds, scales", len(answers), is_by_row=True),
    }


def peer_entry(peer: Peer, columns: Columns, expected: riskscreen.batch.scored.ScoredCodes) -> Entry:
    """The peer, ready to be timed.

    Raises:
        ImportError: If the library is not there.
        ValueError: If it gives other levels than riskscreen.
    """
    n_cases = min(len(expected.at_least), MOST_ROWS if peer.is_by_row else MOST_CASES)
    work = peer.prepare({name: codes[:n_cases] for name, codes in columns.items()})
    low, high = work() if peer.gives_bounds else (work(), None)
    if not np.array_equal(low, expected.at_least[:n_cases]):
        raise ValueError("its lowest levels are not those of riskscreen")
    if peer.gives_bounds and not np.array_equal(high, expected.at_most[:n_cases]):
        raise ValueError("its highest levels are not those of riskscreen")
    return Entry(work, "both bounds" if peer.gives_bounds else "level only", n_cases, peer.is_by_row)


def table(n_cases: int) -> list[str]:
    """Time everything on the same cases and print it, the quickest first; give the peers that failed."""
    instrument = riskscreen.load(Path(__file__).with_name("sixteen_items.json"))
    codes = codes_of(n_cases)
    columns = {name: np.ascontiguousarray(codes[:, n]) for n, name in enumerate(instrument.items)}
    entries = own_entries(instrument, codes, columns)
    expected = instrument.score_codes(codes, scales=(), count_unknown=False)
    failed = []
    for peer in EVERY_PEER:
        try:
            entries[peer.name] = peer_entry(peer, columns, expected)
        except ImportError as missing:
            print(f"{peer.name}: left out, not installed ({missing})")
        except Exception as failure:  # whatever one library does, the others are still timed
            print(f"{peer.name}: left out, {type(failure).__name__}: {failure}")
            failed.append(peer.name)

    seconds = timed({name: entry.a_round for name, entry in entries.items()})
    each = {name: taken / entries[name].n_cases / entries[name].n_runs * 1e9 for name, taken in seconds.items()}
    print(f"\n{'':32}{'gives':22}{'cases':>10}{'ns a case':>12}{'times ' + BASE:>28}")
    for name in sorted(each, key=each.__getitem__):
        entry = entries[name]
        print(f"{name:32}{entry.gives:22}{entry.n_cases:>10,}{each[name]:>12,.1f}{each[name] / each[BASE]:>28,.1f}")
    print("\nLevel only: it has no bounds, so unknown counts as absent, and its level is the lowest of riskscreen.")
    print(f"Row by row there are {MOST_ROWS:,} cases at most.  riskscreen checks every code; of the peers only the one")
    print("that does as BioPsyKit does checks anything: the range.")
    return failed


def main(sizes: list[int]) -> None:
    """Print a table for each number of cases; what is installed and fails is an error in the end."""
    failed = [name for n_cases in sizes for name in table(n_cases)]
    if failed:
        sys.exit(f"Failed: {', '.join(dict.fromkeys(failed))}")


if __name__ == "__main__":
    main([int(float(size)) for size in sys.argv[1:]] or [1_000_000])
