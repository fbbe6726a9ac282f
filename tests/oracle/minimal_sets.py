"""Searches for minimal sets of items with a solver, one question at a time, to be compared with lists of the engine.

It knows nothing of groups or counts: a set of items is enough or it is not, and more items never make it less so.
Nothing here may import riskscreen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import z3

from oracle import naive
from oracle.solver import Meaning

Items = frozenset[str]


class Question(Protocol):
    """Something that sets of items can be enough for."""

    items: Items

    def largest_failing(self, chosen: Items) -> Items | None:
        """A set around the chosen items that is not enough and that no item can be added to; None if they are."""


class Forcing:
    """Which given answers, alone, make a claim certain."""

    def __init__(self, meaning: Meaning, answers: Mapping[str, Any], claim: z3.BoolRef) -> None:
        self._given = {item: meaning.answers[item][option] for item, option in known_options(meaning, answers).items()}
        self._against = z3.Solver()
        self._against.add(z3.Not(claim))
        self.items = frozenset(self._given)

    def is_enough(self, chosen: Items) -> bool:
        """Whether no answers to all other items are against the claim."""
        return self._against.check([self._given[item] for item in chosen]) == z3.unsat

    def largest_failing(self, chosen: Items) -> Items | None:
        """A set around the chosen answers that does not force the claim and is as large as can be, or None."""
        if self.is_enough(chosen):
            return None
        failing = self._agreeing()
        for item in sorted(self.items - failing):
            if item not in failing and not self.is_enough(failing | {item}):
                failing = self._agreeing()
        return failing

    def _agreeing(self) -> Items:
        """The answers that are as given in the case that was found last."""
        model = self._against.model()
        return frozenset(item for item, has in self._given.items() if z3.is_true(model.eval(has, True)))


class Changing:
    """Which items, answered otherwise in one way or another, make a claim certain whatever stays open.

    The answers sought are guessed, and a case against them is looked for in the open ones; each such case is then held
    against all later guesses.
    """

    def __init__(self, meaning: Meaning, answers: Mapping[str, Any], claim: z3.BoolRef) -> None:
        self._claim, self._options = claim, Options(meaning)
        self._known = known_options(meaning, answers)
        self._open = sorted(meaning.answers.keys() - self._known.keys())
        self._kept = {item: z3.Bool(f"{item} is kept") for item in meaning.answers}
        self._changed = {item: z3.Not(kept) for item, kept in self._kept.items()}
        self.items = frozenset(self._kept)
        self._guesses, self._against = z3.Solver(), z3.Solver()
        self._against.add(z3.Not(claim))
        self._guesses.add([z3.Implies(self._kept[item], z3.And([z3.BoolVal(True), *self._options.literals(item, now)]))
                           for item, now in self._known.items()])
        self._hold_against(dict.fromkeys(self._open))

    def is_enough(self, changed: Items) -> bool:
        """Whether some other answers to these items make the claim certain."""
        return self._needed(changed) is None

    def is_certain(self, change: Mapping[str, Any]) -> bool:
        """Whether these new answers, with all known ones that stay, make the claim certain."""
        changed = {item: self._options.chosen(item, answer) for item, answer in change.items()}
        return self._has_no_case_against({**self._known, **changed})

    def has_another_way(self, changes: Iterable[Mapping[str, Any]]) -> bool:
        """Whether the items of these changes, all the same, can make the claim certain by yet other answers."""
        known = list(changes)
        self._guesses.push()
        for change in known:
            same = [self._options.literals(item, self._options.chosen(item, answer)) for item, answer in change.items()]
            self._guesses.add(z3.Not(z3.And([z3.BoolVal(True), *(literal for each in same for literal in each)])))
        found = self.is_enough(frozenset(known[0]))
        self._guesses.pop()
        return found

    def largest_failing(self, chosen: Items) -> Items | None:
        """A set around these items that cannot make the claim certain and is as large as can be, or None."""
        needed = self._needed(chosen)
        if needed is None:
            return None
        for item in sorted(needed):
            if item in needed and (fewer := self._needed(self.items - needed | {item})) is not None:
                needed = fewer
        return self.items - needed

    def _needed(self, changed: Items) -> Items | None:
        """Some of the other items, of which at least one must be changed as well; None if there is no need."""
        only = [self._changed[item] if item in changed else kept for item, kept in self._kept.items()]
        while self._guesses.check(only) == z3.sat:
            guess = self._guesses.model()
            guessed = {item: self._options.read(guess, item) for item in changed}
            if self._has_no_case_against({**self._known, **guessed}):
                return None
            case = self._against.model()
            self._hold_against({item: self._options.read(case, item) for item in self._open})
        core = {literal.get_id() for literal in self._guesses.unsat_core()}
        return frozenset(item for item, kept in self._kept.items() if kept.get_id() in core)

    def _has_no_case_against(self, options: Mapping[str, str]) -> bool:
        fixed = [literal for item, option in options.items() for literal in self._options.literals(item, option)]
        return self._against.check(fixed) == z3.unsat

    def _hold_against(self, case: Mapping[str, str | None]) -> None:
        """Every guess must make the claim true where the open items that it leaves are answered so."""
        replaced = [(truth, z3.If(self._changed[item], truth, z3.BoolVal(is_true)))
                    for item, option in case.items() for truth, is_true in self._options.truths(item, option)]
        self._guesses.add(z3.substitute(self._claim, *replaced))


class Options:
    """The options of each item, and the values of truths that stand for them."""

    def __init__(self, meaning: Meaning) -> None:
        self._truths = meaning.truths
        self._choices = {item["id"]: naive.options_of(meaning.document, item)
                         for _, item in naive.items_of(meaning.document)}
        self._ids = {item: [option["id"] for option in options] for item, options in self._choices.items()}
        self._literals = {
            (item, option): [truth if is_true else z3.Not(truth) for truth, is_true in self.truths(item, option)]
            for item in meaning.truths for option in self._ids[item]}

    def chosen(self, item: str, answer: Any) -> str:
        """The option that an answer names, or the band of a number."""
        return naive.chosen_option(self._choices[item], answer)

    def truths(self, item: str, option: str | None) -> list[tuple[z3.BoolRef, bool]]:
        """The truths that say that an item has an option: the last one, unless an earlier one is said."""
        place = len(self._truths[item]) if option is None else self._ids[item].index(option)
        return [(truth, n == place) for n, truth in enumerate(self._truths[item]) if n <= place]

    def literals(self, item: str, option: str) -> list[z3.BoolRef]:
        """The same, as formulas that all must be true."""
        return self._literals[item, option]

    def read(self, model: z3.ModelRef, item: str) -> str:
        """The option that an item has in a model."""
        held = (option for truth, option in zip(self._truths[item], self._ids[item], strict=False)
                if z3.is_true(model.eval(truth, True)))
        return next(held, self._ids[item][-1])


def known_options(meaning: Meaning, answers: Mapping[str, Any]) -> dict[str, str]:
    """Scored item to the option or band of its known answer."""
    return {
        item["id"]: naive.chosen_option(naive.options_of(meaning.document, item), naive.bare(answers[item["id"]]))
        for _, item in naive.items_of(meaning.document)
        if item["id"] in meaning.answers and not naive.is_open(answers, item["id"])
    }


def unlisted(question: Question, listed: Iterable[Items]) -> Items | None:
    """A set that is enough and holds none of those listed, or None where the list is whole.

    Sets that could still be so are drawn one by one.  Each that fails is made as large as can be, and then none inside
    it is drawn again.
    """
    return next((chosen for chosen, failing in drawn_sets(question, listed) if failing is None), None)


def drawn_sets(question: Question, listed: Iterable[Items]) -> Iterator[tuple[Items, Items | None]]:
    """Sets that hold none of those listed, each with the largest failing one around it."""
    drawn = {item: z3.Bool(f"drawn {item}") for item in sorted(question.items)}
    candidates = z3.Solver()
    candidates.add([z3.Not(z3.And([z3.BoolVal(True), *(drawn[item] for item in one)])) for one in listed])
    while candidates.check() == z3.sat:
        model = candidates.model()
        chosen = frozenset(item for item, is_in in drawn.items() if z3.is_true(model.eval(is_in, True)))
        failing = question.largest_failing(chosen)
        yield chosen, failing
        if failing is None:
            return
        candidates.add(z3.Or([z3.BoolVal(False), *(drawn[item] for item in question.items - failing)]))
