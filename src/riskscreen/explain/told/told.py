"""What users hold of a result: something that was found, and its words in every language of the instrument."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from riskscreen.explain.html.cell import view_fragment
from riskscreen.explain.text.views import view_text
from riskscreen.explain.words.lines import Block
from riskscreen.explain.words.terms import Terms
from riskscreen.model.definition import Definition

Member = TypeVar("Member")


class Told(Generic[Member]):
    """Something found about a case: a sequence of what was found, that can say itself.

    It knows the definition that it is about, so that it has words for all that it holds.
    """

    __slots__ = ()
    definition: Definition

    @abstractmethod
    def blocks(self, terms: Terms) -> list[Block]:
        """What it says, before anybody lays it out."""

    @property
    @abstractmethod
    def _members(self) -> Sequence[Member]: ...

    @property
    @abstractmethod
    def _in_short(self) -> str: ...

    def explain(self, language: str | None = None) -> str:
        """It in words, between the instrument's name and the limits of what that may be used for.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        return view_text(self.definition, language, self.blocks)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return view_fragment(self.definition, self.blocks)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._in_short}>"

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)
