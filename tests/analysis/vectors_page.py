"""Makes the page of the reference on how many vectors notice how many mistakes, from every instrument that is here.

Run `python -m analysis.vectors_page` with `src` and `tests` on the path; it takes some minutes.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import riskscreen
from published import rules
from published.page import table
from riskscreen import Instrument
from riskscreen.analysis.counting.answer_sets import answer_of, answer_set, answer_set_of
from riskscreen.analysis.mutation.joint_vectors import joint_vectors
from riskscreen.analysis.mutation.mutants import mutants_of
from riskscreen.analysis.mutation.noticing import Mistake, Shown
from riskscreen.catalogue import packaged_names
from riskscreen.model.condition import ItemCondition, leaves_of
from riskscreen.model.scale import Points

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "vectors.md"
COLUMNS = ("instrument", "vectors for rules and cut-offs", "mistakes noticed", "vectors in all", "mistakes noticed",
           "give all the same", "not worked out")


def names() -> list[str]:
    """Every instrument: the installed ones, then the published rules."""
    return [*packaged_names(), *rules.names()]


def instrument(name: str) -> Instrument:
    """One of them."""
    return riskscreen.load(name) if name in packaged_names() else rules.instrument(name)


def row(name: str) -> tuple[str, ...]:
    """What is said of one instrument."""
    tried = instrument(name)
    joint = [Shown(tried._compiled, answer_set(tried._compiled, each.choices))
             for each in joint_vectors(tried._compiled, Random(0)).found]
    mistakes = [Mistake(tried._compiled, mutant) for mutant in mutants_of(tried.definition)]
    n_before = sum(any(map(mistake.is_noticed, joint)) for mistake in mistakes)
    vectors = tried.vectors()
    found = tried.mutations(vectors)
    n_of = {fate: len(found.with_fate(fate)) for fate in ("caught", "survived", "equivalent", "undecided")}
    n_can_be = n_of["caught"] + n_of["survived"]
    return (f"`{name}`", str(len(joint)), f"{n_before} of {n_can_be}", str(len(vectors)),
            f"{n_of['caught']} of {n_can_be}", str(n_of["equivalent"]), str(n_of["undecided"]))


def needed_at_least(name: str) -> int:
    """A number of vectors that is needed whatever they are.

    Of the mistakes in one scale of points, some are such that no answers notice two of them: each needs a vector of its
    own.  What such a mistake changes hangs on the answers to the items of that scale alone, and those can be listed.
    """
    tried = instrument(name)
    return max((_needed_by(tried, n) for n, scale in enumerate(tried.definition.scales)
                if isinstance(scale.formula, Points)), default=0)


def _needed_by(tried: Instrument, scale: int) -> int:
    compiled, formula = tried._compiled, tried.definition.scales[scale].formula
    assert isinstance(formula, Points)
    leaves = [leaf for condition, _ in formula.entries for leaf in leaves_of(condition)]
    if not all(isinstance(leaf, ItemCondition) for leaf in leaves):
        return 0
    read = sorted({compiled.definition.scored_numbers[leaf.item] for leaf in leaves if isinstance(leaf, ItemCondition)})
    first = {n: answer_of(compiled, n, 0) for n in range(len(compiled.items))}
    shown = [Shown(compiled, answer_set_of(compiled, {**first, **{
        n: answer_of(compiled, n, choice) for n, choice in zip(read, choices, strict=True)}}))
        for choices in product(*(range(len(compiled.choices[n])) for n in read))]
    noticed = [frozenset(place for place, each in enumerate(shown) if mistake.is_noticed(each))
               for mistake in (Mistake(compiled, mutant) for mutant in mutants_of(tried.definition))
               if mistake.mutant.pointer.startswith(f"/scales/{scale}/points")]
    apart: list[frozenset[int]] = []
    for places in sorted(filter(None, noticed), key=len):
        if not any(places & other for other in apart):
            apart.append(places)
    return len(apart)


def text() -> str:
    """The whole page."""
    rows = [row(name) for name in names()]
    beyond = [(name, each) for name, each in zip(names(), rows, strict=True) if int(each[3]) > 2 * int(each[1])]
    more = [f"`{name}` takes {each[3]} where {each[1]} try its rules and cut-offs.\n"
            f"At least {needed_at_least(name)} are needed, whichever they are.\n"
            "So many mistakes in one of its scales are such that no answers notice two of them.\n"
            for name, each in beyond]
    return "\n".join([HEAD, table(COLUMNS, rows), MORE, *more])


HEAD = """# How many vectors notice how many mistakes

[`instrument.vectors()`](analysis.md#vectors) begins with vectors for every joint state of the rules and for both sides
of every cut-off.
These miss some of the small mistakes that [`mutations`](../how-to/test-your-instrument.md) tries, such as an item that
is not read or a score that is off by one.
So it goes on until every mistake that can be noticed is.

The table shows both, for every instrument that is installed and for the [published rules](published-rules.md).
*Give all the same*: it is proven that these mistakes change no level of any case.
*Not worked out*: the instrument has a rule for missing answers, so that complete answers alone prove nothing, and no
answers were found that such a mistake changes.

This page is made from the definitions, by `tests/analysis/vectors_page.py`.
"""
MORE = """It takes at most twice as many vectors, unless more are needed.
"""

if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
