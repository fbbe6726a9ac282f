"""Changes in plain words: what would have to be otherwise for another level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.explain.find.change import Change, ChangeGroup
from riskscreen.explain.find.groups import Given
from riskscreen.explain.text.listing import Part, list_of_ways, lone_way
from riskscreen.explain.text.view import Block, view_text
from riskscreen.explain.told.changes import Changes
from riskscreen.explain.words.given import given_words
from riskscreen.explain.words.lines import Line
from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import Given as Answered
from riskscreen.model.number import Number
from riskscreen.model.response import NumberResponse


def changes_text(changes: Changes, language: str | None) -> str:
    """The changes in words, the smallest first; past some dozen, how many more there are.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    return view_text(changes.definition, language, lambda terms: changes_blocks(terms, changes))


def changes_blocks(terms: Terms, changes: Changes) -> list[Block]:
    """The level with the changes that lead to it."""
    words, found = terms.words, changes.changes
    stands = terms.pair(terms.outcome(changes.outcome), terms.text(changes.level.label))
    ending: list[Block] = [] if changes.complete else [[Line(words("changes.incomplete"))]]
    if changes.n_listed < changes.n_sets:
        ending.append([Line(words("sets.beyond", n=changes.n_sets))])
    if any(not change.groups for change in found):
        return [[Line(words("changes.already", stands=stands))]]
    if not found:
        return ending or [[Line(words("changes.none", stands=stands))]]
    claim = Line(words.counted("changes.ways", len(found), stands=stands))
    if len(found) == 1:
        return [[claim, *lone_way(_parts(terms, found[0]))], *ending]
    sizes = [sum(len(group.answers) for group in change.groups) for change in found]
    return [[claim], *list_of_ways(terms, sizes, lambda n: _parts(terms, found[n]), "changes.more"), *ending]


def _parts(terms: Terms, change: Change) -> Iterator[Part]:
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


def _together(terms: Terms, told: list[str]) -> Part:
    if len(told) == 1:
        return told[0], []
    return terms.words("reasons.both" if len(told) == 2 else "reasons.all"), told


def _choice(terms: Terms, group: ChangeGroup, *, is_first: bool) -> Part:
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


def _changed(terms: Terms, answer: Given, to: Sequence[str | Number]) -> str:
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
