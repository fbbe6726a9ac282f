"""How often each level comes out where every answer is drawn by itself: made-up cases, and exact shares of them.

``python tests/instruments/base_rates.py`` writes the tables into the SOURCE.md of the three screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from math import prod
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

import riskscreen
from riskscreen import Instrument

FOLDER = Path(__file__).parents[2] / "instruments"
SCREENS = ("stalking-red-flags", "sash-style", "rihg-style")
RATES = (Fraction(5, 100), Fraction(10, 100), Fraction(20, 100))
OF_FORMER_PARTNERS = {"r4": Fraction(70, 100), "former_partner": Fraction(70, 100)}
GENERATED = re.compile(r"(?<=<!-- generated: base rates -->\n\n).*?(?=\n<!-- end -->)", re.DOTALL)
NO_ANSWER = -2  # right where an item does not apply

Chances: TypeAlias = "tuple[Fraction, ...]"  # of each option of an item; one chance, 1, where nothing is drawn
Shares: TypeAlias = "tuple[Fraction, ...]"  # of each level, lowest first


@cache
def shares(instrument: Instrument, rate: Fraction) -> Shares:
    """The share of each level of the result at this base rate.

    Where the result is the highest of what each section comes to, the sections are drawn one by one: all of them
    together would be too many.
    """
    chances = {item: chances_of(instrument, item, rate) for item in instrument.items}
    if not set(instrument.sections) <= set(instrument.outcomes):
        return level_shares(instrument, instrument.definition.result, chances)
    parts = [level_shares(instrument, section, {
        item: chances[item] if item in {each.id for each in instrument.sections[section].items} else (Fraction(1),)
        for item in chances}) for section in instrument.sections]
    below = [prod(up_to) for up_to in zip(*(accumulate(part) for part in parts), strict=True)]
    return (below[0], *(here - before for before, here in pairwise(below)))


def chances_of(instrument: Instrument, item: str, rate: Fraction) -> Chances:
    """The chance of each option: every option but the mildest has the base rate."""
    chance = OF_FORMER_PARTNERS.get(item, rate)
    n_others = len(instrument.items[item].response.options) - 1
    return (1 - n_others * chance, *[chance] * n_others)


def level_shares(instrument: Instrument, outcome: str, chances: Mapping[str, Chances]) -> Shares:
    """The share of each level of an outcome, over all answer sets, each with its chance."""
    found = [Fraction(0)] * len(instrument.outcomes[outcome].levels)
    for drawn in answer_sets(instrument, chances):
        ranks = instrument.score_codes(drawn, outcomes=[outcome]).outcomes[outcome].at_least
        for rank, chance in weighed(ranks, drawn, list(chances.values())):
            found[rank] += chance
    return tuple(found)


def answer_sets(instrument: Instrument, chances: Mapping[str, Chances]) -> Iterator[NDArray[np.int8]]:
    """All answer sets as codes, a block for each answer to *former_partner* where items hang on it."""
    gated = {item.id for section in instrument.sections.values() if section.applies_when for item in section.items}
    for partner in range(2 if gated else 1):
        options = [[partner] if gated and item == "former_partner"
                   else [NO_ANSWER] if item in gated and partner == 0
                   else range(len(each)) for item, each in chances.items()]
        yield np.array(np.meshgrid(*options, indexing="ij"), dtype=np.int8).reshape(len(options), -1).T


def weighed(
    ranks: NDArray[np.integer], drawn: NDArray[np.int8], chances: list[Chances]
) -> Iterator[tuple[int, Fraction]]:
    """The levels with their chances; answer sets that differ only in which items have an answer are taken together."""
    kinds = sorted(set(chances), key=str)
    columns = [ranks] + [np.sum(drawn[:, [n for n, each in enumerate(chances) if each == kind]] == code, axis=1)
                         for kind in kinds for code in range(len(kind))]
    of_codes = [chance for kind in kinds for chance in kind]
    rows, counts = np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)
    for (rank, *powers), count in zip(rows.tolist(), counts.tolist(), strict=True):
        yield rank, count * prod(chance**power for chance, power in zip(of_codes, powers, strict=True))


def table(instrument: Instrument, language: str = "en") -> str:
    """The shares as a table of a page: a row for each base rate, a column for each level."""
    levels = [level.label[language] for level in instrument.outcomes[instrument.definition.result].levels]
    rates = [[f"{float(rate):.2f}", *map(rounded, shares(instrument, rate))] for rate in RATES]
    named = ["base rate" if language == "en" else "kans per antwoord", *levels]
    cells = [named, ["---"] * len(named), *([told(cell, language) for cell in row] for row in rates)]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def told(number: str, language: str) -> str:
    """A number as it is written in a language."""
    return number if language == "en" else number.replace(".", ",").replace("under", "onder")


def rounded(share: Fraction) -> str:
    """A share with two decimals; one that is not 0 never reads so."""
    return "under 0.01" if 0 < share < Fraction(1, 200) else f"{float(share):.2f}"


def page(name: str) -> str:
    """The SOURCE.md of an instrument, with the table as it should be."""
    return GENERATED.sub(lambda _: table(riskscreen.load(name)), source_of(name).read_text(encoding="utf-8"))


def source_of(name: str) -> Path:
    """Where an instrument says what it is written from."""
    return FOLDER / name / "SOURCE.md"


if __name__ == "__main__":
    for screen in SCREENS:
        source_of(screen).write_text(page(screen), encoding="utf-8")
