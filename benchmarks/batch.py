"""Many cases: codes and tables against the time to read the same bytes, and against other libraries.

Run it as ``python benchmarks/batch.py 1e4 1e6``, with the numbers of cases.  Everything is timed in turn in one process
and given as a ratio.  It is processor time, of all threads of a library together, so that neighbours disturb it less.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from peer_work import PEERS, Columns

import riskscreen

N_ROUNDS = 9
WORDS = np.array(["absent", "present", "", "unknown"])  # by code; -1 is unknown, -2 an empty cell
YES_NO = np.array(["no", "yes", "", "unknown"])
Work = Callable[[], object]


def codes_of(n_cases: int) -> NDArray[np.int8]:
    """Random cases: signs as common as each case likes, a fifth of the answers of some unknown, the gate in some."""
    chance = np.random.default_rng(1)
    codes = np.zeros((n_cases, 17), np.int8)
    for start in range(0, n_cases, 1 << 20):
        part = codes[start: start + (1 << 20)]
        drawn, share = chance.random((len(part), 16), np.float32), chance.beta(1.2, 4.0, (len(part), 1))
        unknown = chance.choice([0, 0.05, 0.2], (len(part), 1))
        part[:, 1:] = np.where(drawn < share, 1, np.where(drawn > 1 - unknown, -1, 0))
        part[:, 0] = chance.choice([0, 1, -1], len(part), p=[0.5, 0.45, 0.05])
        part[part[:, 0] == 0, 14:] = -2
    return codes


def shipped_codes(instrument: riskscreen.Instrument, n_cases: int) -> Columns:
    """A thousand random cases of a shipped instrument, over and over, in columns; what does not apply has no answer."""
    chance = np.random.default_rng(2)
    cases = []
    for _ in range(1000):
        case = {}
        for name, item in instrument.items.items():
            options = [choice.id for choice in item.response.choices]
            case[name] = chance.choice(["unknown", *options[:1] * 6, *options[1:]])
        cases.append(valid(instrument, case))
    picked = chance.integers(0, len(cases), n_cases)
    codes = instrument.encode(cases, partial=True)
    scored_items = [item.id for item in instrument._compiled.items]
    return {name: np.ascontiguousarray(codes[:, n][picked]) for n, name in enumerate(scored_items)}


def valid(instrument: riskscreen.Instrument, case: dict[str, str]) -> dict[str, str]:
    """The case without the answers that are not allowed: those of items that do not apply."""
    while True:
        try:
            instrument.encode([case], partial=True)
        except riskscreen.AnswersError as error:
            case = {name: answer for name, answer in case.items()
                    if name not in {problem.item for problem in error.problems}}
        else:
            return case


def timed(work: dict[str, Work]) -> dict[str, float]:
    """The median processor seconds of each piece of work, all done in turn."""
    rounds: list[dict[str, float]] = []
    for _ in range(N_ROUNDS):
        taken = {}
        for name, piece in work.items():
            start = time.process_time()
            piece()
            taken[name] = time.process_time() - start
        rounds.append(taken)
    return {name: median(taken[name] for taken in rounds) for name in work}


def read_limit(columns: Columns) -> Work:
    """Reading every byte of the codes once, in words of eight."""
    whole = np.stack(list(columns.values())).reshape(-1)
    words = whole[: len(whole) // 8 * 8].view(np.uint64)
    return lambda: np.add.reduce(words)


def report(title: str, seconds: dict[str, float], n_cases: int, base: str) -> None:
    """Print each piece of work with its ratio to the first."""
    print(f"\n{title}, {n_cases:,} cases")
    for name, taken in seconds.items():
        print(f"  {name:42}{taken / n_cases * 1e9:10.2f} ns a case{taken / seconds[base]:10.2f} x {base}")


def codes_work(instrument: riskscreen.Instrument, codes: NDArray[np.int8]) -> None:
    """Rows and columns of codes, and the same work in other libraries."""
    columns = {name: np.ascontiguousarray(codes[:, n]) for n, name in enumerate(instrument.items)}
    turned, packed = np.asfortranarray(codes), instrument.pack(columns)

    def levels(given: Any) -> riskscreen.batch.scored.ScoredCodes:  # noqa: ANN401  # whatever it takes
        return instrument.score_codes(given, scales=(), count_unknown=False)

    expected = levels(codes)
    work: dict[str, Work] = {
        "read limit": read_limit(columns),
        "rows, levels": lambda: levels(codes),
        "columns, levels": lambda: levels(columns),
        "F order, levels": lambda: levels(turned),
        "packed, levels": lambda: levels(packed),
        "packing columns": lambda: instrument.pack(columns),
        "columns, all scales and unknown": lambda: instrument.score_codes(columns),
        "turning rows into columns, nothing more": lambda: np.ascontiguousarray(codes.T),
    }
    for name, prepare in PEERS.items():
        if len(codes) <= 1_000_000 and find_spec(name.partition(",")[0]):
            work[name] = prepare(columns)
            low, high = prepare(columns)()
            assert np.array_equal(low, expected.at_least), name
            assert np.array_equal(high, expected.at_most), name
    report("Codes of the synthetic instrument", timed(work), len(codes), "read limit")
    for name, given in (("rows", codes), ("columns", columns), ("packed", packed)):
        tracemalloc.start()
        levels(given)
        beyond = tracemalloc.get_traced_memory()[1] - 2 * len(codes)
        print(f"  {name}: {beyond / 2**20:.1f} MB beyond the output")
        tracemalloc.stop()


def shipped_work(n_cases: int) -> None:
    """Every shipped instrument, all outcomes."""
    for found in riskscreen.available():
        instrument = riskscreen.load(found.id)
        columns = shipped_codes(instrument, n_cases)
        given = {"columns": columns, "rows": np.column_stack(list(columns.values())),
                 "packed": instrument.pack(columns)}
        report(f"Codes of {found.id}", timed({"read limit": read_limit(columns)} | {
            f"{name}, levels": lambda i=instrument, c=codes: i.score_codes(c, partial=True, scales=(),
                                                                           count_unknown=False)
            for name, codes in given.items()}), n_cases, "read limit")


def rules_work(instrument: riskscreen.Instrument, codes: NDArray[np.int8]) -> None:
    """Ten times the rules, each about a count of eight items of its own."""
    columns = {name: np.ascontiguousarray(codes[:, n]) for n, name in enumerate(instrument.items)}
    chance = np.random.default_rng(3)
    work: dict[str, Work] = {}
    for n_rules in (5, 50, 500):
        document: Any = instrument.to_dict()
        names = [name for name in instrument.items if name != "living_together"]
        document["scales"] = [{"id": f"count_{n}", "sum": {"items": sorted(chance.choice(names, 8, replace=False))}}
                              for n in range(n_rules)]
        document["outcomes"][0]["rules"] = [
            {"id": f"rule_{n}", "level": "medium" if n % 2 else "high",
             "when": {"scale": f"count_{n}", "at_least": int(chance.integers(4, 8))}} for n in range(n_rules)]
        variant = riskscreen.Instrument.from_dict(document)
        work[f"{n_rules} rules"] = lambda i=variant: i.score_codes(columns, scales=(), count_unknown=False)
    report("Rules of eight items each", timed(work), len(codes), "5 rules")


def tables_work(instrument: riskscreen.Instrument, codes: NDArray[np.int8]) -> None:
    """From text to results, against the quickest way of each library to look at the same text."""
    texts = {name: (YES_NO if n == 0 else WORDS)[codes[:, n]].tolist() for n, name in enumerate(instrument.items)}
    if find_spec("pandas"):
        import pandas as pd  # noqa: PLC0415  # a peer that may be missing

        frame = pd.DataFrame(texts)
        report("Text in pandas", timed({
            "factorize": lambda: [pd.factorize(frame[name]) for name in frame],
            "score_table": lambda: instrument.score_table(frame)}), len(codes), "factorize")
    if find_spec("polars"):
        import polars as pl  # noqa: PLC0415  # a peer that may be missing

        table = pl.DataFrame(texts)
        kind = pl.Enum(["absent", "present", "no", "yes", "unknown", ""])
        report("Text in polars", timed({
            "cast(Enum)": lambda: table.with_columns(pl.all().cast(kind)),
            "score_table": lambda: instrument.score_table(table)}), len(codes), "cast(Enum)")


def main(sizes: list[int]) -> None:
    """Measure each size."""
    instrument = riskscreen.load(Path(__file__).with_name("sixteen_items.json"))
    for n_cases in sizes:
        codes = codes_of(n_cases)
        codes_work(instrument, codes)
        if n_cases <= 1_000_000:  # ten million take minutes, and tell nothing more of these
            shipped_work(n_cases)
            rules_work(instrument, codes)
            tables_work(instrument, codes)


if __name__ == "__main__":
    main([int(float(size)) for size in sys.argv[1:]] or [10_000, 1_000_000])
