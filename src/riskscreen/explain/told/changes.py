"""Changes and their words: what would have to be answered otherwise for another level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.explain.find.change import Change, ChangeGroup
from riskscreen.explain.find.changes import Ways, found_changes
from riskscreen.explain.find.groups import GivenAnswer
from riskscreen.explain.text.listing import WayPart, list_of_ways, lone_way
from riskscreen.explain.told.told import Told
from riskscreen.explain.words.given import given_words
from riskscreen.explain.words.lines import Block, Line
from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import Answers
from riskscreen.model.answer import Given as Answered
from riskscreen.model.definition import Definition
from riskscreen.model.number import Number
from riskscreen.model.outcome import Level
from riskscreen.model.response import NumberResponse


@attrs.frozen(repr=False)
class Changes(Told[Change]):
    """All minimal changes that make an outcome stand at ``level``, whatever the answers that stay open.

    No part of the items of a change could make it, whatever they were answered with.  One change without groups says
    that the outcome stands there already.  A number is changed to the first of its band, which stands for all of them.

    ``n_sets`` is how many plain sets of new answers there are, counted without listing them.  They are listed when they
    are first asked for: ``changes`` has them in groups, and where there are very many, the smallest, which stand for
    ``n_listed`` sets; `expand` goes through all of them.  ``complete`` is false where the search had to stop: what is
    listed is right, but more may exist.
    """

    outcome: str
    level: Level
    n_sets: int
    complete: bool
    definition: Definition
    ways: Ways | None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes, those of the fewest items first."""
        return () if self.ways is None else self.ways.listed()

    @property
    def n_listed(self) -> int:
        """How many plain sets the listed changes stand for."""
        return sum(change.n_sets for change in self.changes)

    def expand(self) -> Iterator[frozenset[GivenAnswer]]:
        """Every minimal set of new answers, one by one."""
        if self.ways is not None:
            yield from self.ways.expand()

    def to_dict(self) -> dict[str, object]:
        """The changes in plain values, ready for JSON."""
        return {"outcome": self.outcome, "level": self.level.id, "complete": self.complete, "n_sets": self.n_sets,
                "n_listed": self.n_listed, "changes": [change.to_dict() for change in self.changes]}

    def blocks(self, terms: Terms) -> list[Block]:
        """The level with the changes that lead to it, the smallest first; past some dozen, how many more there are."""
        words, found = terms.words, self.changes
        stands = terms.pair(terms.outcome(self.outcome), terms.text(self.level.label))
        ending: list[Block] = [] if self.complete else [[Line(words("changes.incomplete"))]]
        if self.n_listed < self.n_sets:
            ending.append([Line(words("sets.beyond", n=self.n_sets))])
        if any(not change.groups for change in found):
            return [[Line(words("changes.already", stands=stands))]]
        if not found:
            return ending or [[Line(words("changes.none", stands=stands))]]
        claim = Line(words.counted("changes.ways", len(found), stands=stands))
        if len(found) == 1:
            return [[claim, *lone_way(_parts(terms, found[0]))], *ending]
        sizes = [sum(len(group.answers) for group in change.groups) for change in found]
        return [[claim], *list_of_ways(terms, sizes, lambda n: _parts(terms, found[n]), "changes.more"), *ending]

    @property
    def _members(self) -> tuple[Change, ...]:
        return self.changes

    @property
    def _in_short(self) -> str:
        return f"to {self.outcome} {self.level.id}, {self.n_sets} {'set' if self.n_sets == 1 else 'sets'} of answers"


def changes_of(compiled: Compiled, answers: Answers, outcome: str, level: Level) -> Changes:
    """All minimal changes that move the outcome to the level."""
    found = found_changes(compiled, answers, outcome, level)
    return Changes(outcome, level, found.n_sets, found.complete, compiled.definition, found.ways)


def _parts(terms: Terms, change: Change) -> Iterator[WayPart]:
    """First what is always answered otherwise, then where there is something to choose."""
    always = [(answer, group) for group in change.groups if _is_settled(group) for answer in group.answers]
    if always:
        order = {item: position for position, item in enumerate(terms.items)}
        always.sort(key=lambda pair: order[pair[0][0]])
        yield _together(terms, [_changed(terms, answer, group.moves[0].to) for answer, group in always])
    is_first = not always
    for group in change.groups:
        if not _is_settled(group):
            yield _choice(terms, group, is_first=is_first)
            is_first = False


def _is_settled(group: ChangeGroup) -> bool:
    return group.takes_all and len(group.moves) == 1


def _together(terms: Terms, told: list[str]) -> WayPart:
    if len(told) == 1:
        return told[0], []
    return terms.words("reasons.both" if len(told) == 2 else "reasons.all"), told


def _choice(terms: Terms, group: ChangeGroup, *, is_first: bool) -> WayPart:
    """So many of some items; where they are answered in several ways, how many in each."""
    total = len(group.answers)
    if len(group.moves) == 1:
        one, some = ("reasons.one_of", "reasons.some") if is_first else ("reasons.and_one_of", "reasons.and_some")
        head = terms.words(one if group.count == 1 else some, n=group.count, total=total)
        return head, [_changed(terms, answer, group.moves[0].to) for answer in group.answers]
    item = group.answers[0][0]
    shares = terms.words.listed(terms.words("changes.share", n=move.count, answers=_either(terms, item, move.to))
                                for move in group.moves)
    return (terms.words("changes.shared" if is_first else "changes.and_shared", total=total, shares=shares),
            [terms.pair(terms.item(item), terms.words("changes.now", before=_before(terms, item, given)))
             for item, given in group.answers])


def _changed(terms: Terms, answer: GivenAnswer, to: Sequence[str | Number]) -> str:
    """An item with the answer that it would need, and the one that it has."""
    item, given = answer
    return terms.pair(terms.item(item), terms.words(
        "changes.to", after=_either(terms, item, to), before=_before(terms, item, given)))


def _before(terms: Terms, item: str, given: Answered | None) -> str:
    return terms.words("changes.open") if given is None else given_words(terms, item, given)


def _either(terms: Terms, item: str, to: Sequence[str | Number]) -> str:
    return terms.words.either([_answer(terms, item, answer) for answer in to])


def _answer(terms: Terms, item: str, answer: str | Number) -> str:
    """The label of an option; for a number, of the band that it stands for."""
    response = terms.items[item].response
    if isinstance(response, NumberResponse) and not isinstance(answer, str):
        band = response.band_of(answer)
        assert band is not None, "only numbers in bands change an outcome"
        return terms.choice(item, band.id)
    return terms.choice(item, str(answer))
