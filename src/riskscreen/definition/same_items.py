"""Two definitions brought together: which items ask the same in both, as either of them says with ``same_as``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from riskscreen.errors import InstrumentError, Problem, near_names
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item, SameAs
from riskscreen.model.number import decimals, plain
from riskscreen.model.response import UNKNOWN, NumberResponse, Response, ResponseScale


@attrs.frozen
class Counterpart:
    """The item of another definition that asks the same; *options* are those with another id there: there, and here."""

    item: str
    options: tuple[tuple[str, str], ...] = ()


def same_items(here: Definition, there: Definition) -> Mapping[str, Counterpart]:
    """The items of *here* that ask the same as an item of *there*, each with that one.

    Raises:
        InstrumentError: Where that item is not there, has two counterparts, or has other answers: then an answer to the
            one could not be taken as an answer to the other.
    """
    claims = [*_claims(here, there), *_claims(there, here)]
    problems = [problem for claim in claims if (problem := _fault(claim)) is not None]
    pairs = [(claim, *claim.pair(here)) for claim in claims]
    for n, (claim, mine, other) in enumerate(pairs):
        earlier = [(before, counterpart) for _, before, counterpart in pairs[:n]]
        if any((mine == before) != (other.item == counterpart.item) for before, counterpart in earlier):
            problems.append(Problem("D-same-as-two", claim.pointer, f"{claim} Only one item of each instrument can ask "
                                    "the same, and one of these two has another counterpart already."))
        elif any(mine == before and other != counterpart for before, counterpart in earlier):
            problems.append(Problem("D-same-as-differs", claim.pointer, f"{claim} But each of the two instruments says "
                                    "something else of which options are the same."))
    if problems:
        raise InstrumentError(problems, about=f"What {_named(here)} and {_named(there)} share")
    return {mine: other for _, mine, other in pairs}


@attrs.frozen
class _Claim:
    """What the definition *by* says: its item asks the same as one of the definition *of*."""

    by: Definition
    of: Definition
    item: Item
    same: SameAs
    pointer: str

    def pair(self, here: Definition) -> tuple[str, Counterpart]:
        """The item of *here*, and that of the other definition."""
        if self.by is here:
            return self.item.id, Counterpart(self.same.item, tuple(sorted((there, own) for own, there in self.renamed)))
        return self.same.item, Counterpart(self.item.id, tuple(sorted(self.renamed)))

    @property
    def renamed(self) -> list[tuple[str, str]]:
        """The options that really have another id there."""
        return [(own, there) for own, there in self.same.options if own != there]

    def __str__(self) -> str:
        return f"In {self.by.id}, {self.item.id} is the same as {self.same.item} of {self.of.id}."


def _claims(by: Definition, of: Definition) -> Iterator[_Claim]:
    for s, section in enumerate(by.sections):
        for i, item in enumerate(section.items):
            for n, other in enumerate(item.same_as):
                if other.instrument == of.id:
                    yield _Claim(by, of, item, other, f"/sections/{s}/items/{i}/same_as/{n}/item")


def _fault(claim: _Claim) -> Problem | None:
    items = {item.id: item for item in claim.of.items}
    name, renamed = claim.same.item, dict(claim.same.options)
    if name not in items:
        return Problem("D-unknown-item", claim.pointer, f"{claim} There is no such item in {_named(claim.of)}.",
                       suggestions=near_names(name, items))
    mine, other = claim.item.response, items[name].response
    if _answers(mine, renamed) == _answers(other, {}) and _have_one_unit(mine, other):
        return None
    return Problem("D-same-as-differs", claim.pointer, f"{claim} But the two have other answers.",
                   found=_in_words(mine, renamed), expected=_in_words(other, {}))


def _named(definition: Definition) -> str:
    return f"{definition.id} {definition.version}"


def _answers(response: Response, renamed: Mapping[str, str]) -> object:
    """What can be answered, to be compared, by the ids there: order, labels and scores make no difference."""
    if isinstance(response, ResponseScale):
        names = sorted((renamed.get(option.id, option.id), option.not_applicable) for option in response.options)
        return names, response.allows_unknown
    if isinstance(response, NumberResponse):
        return response.least, response.most, response.places, response.allows_unknown
    return response.max_length


def _have_one_unit(mine: Response, other: Response) -> bool:
    """Whether two numbers are of the same things, as far as they say so in the same languages."""
    if not (isinstance(mine, NumberResponse) and isinstance(other, NumberResponse) and mine.unit and other.unit):
        return True
    both = set(mine.unit.languages) & set(other.unit.languages)
    return all(mine.unit[language] == other.unit[language] for language in both)


def _in_words(response: Response, renamed: Mapping[str, str]) -> str:
    if isinstance(response, ResponseScale):
        known = ", ".join(renamed.get(option.id, option.id) + " (not applicable)" * option.not_applicable
                          for option in response.options)
    elif isinstance(response, NumberResponse):
        unit = f" ({response.unit})" if response.unit else ""
        known = f"{plain(response.least)} to {plain(response.most)}{unit}, with {decimals(response.places)}"
    else:
        known = f"a text of at most {response.max_length} characters"
    return f"{known}, {UNKNOWN}" if response.allows_unknown and not known.startswith("a text") else known
