"""A read-only mapping by name that answers a wrong name with near ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

from riskscreen.cell import CellTable, Sheet, html_of, one_line, shown_in_line
from riskscreen.errors import usage_error

Entry = TypeVar("Entry")
Other = TypeVar("Other")


class Named(Mapping[str, Entry]):
    """Things of one kind by their ids, in order; frozen, hashable and compared by value.

    It equals any mapping with the same entries, in whatever order, as mappings do.
    Raises `riskscreen.UnknownName` with near names for an id that it does not have; that is a `KeyError` too.
    """

    __slots__ = ("_entries", "_noun")
    _entries: dict[str, Entry]
    _noun: str

    def __init__(self, noun: str, entries: Mapping[str, Entry]) -> None:
        object.__setattr__(self, "_noun", noun)
        object.__setattr__(self, "_entries", dict(entries))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __getitem__(self, name: str) -> Entry:
        key = _plain(name)
        if key in self._entries:
            return self._entries[key]
        raise usage_error(f"U-unknown-{self._noun}", f"There is no such {self._noun}.", found=name,
                          expected=", ".join(self._entries), known=tuple(self._entries))

    def __contains__(self, name: object) -> bool:
        return _plain(name) in self._entries

    @overload
    def get(self, name: str, /) -> Entry | None: ...
    @overload
    def get(self, name: str, /, default: Entry | Other) -> Entry | Other: ...
    def get(self, name: str, /, default: Entry | Other | None = None) -> Entry | Other | None:
        """The entry of that name, or *default*; looking for near names, as a wrong one does, would take longer."""
        return self._entries.get(_plain(name), default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))  # what is equal has the same hash, whatever it is called

    def __repr__(self) -> str:
        return one_line(f"{{{', '.join(f'{name!r}: {entry!r}' for name, entry in self._entries.items())}}}")

    def _repr_html_(self) -> str:
        rows = [(name, shown_in_line(entry)) for name, entry in self._entries.items()]
        return html_of(Sheet(f"{len(rows)} x {self._noun}", tables=[CellTable("", ("id", self._noun), rows)]))

    def __reduce__(self) -> tuple[object, ...]:
        return Named, (self._noun, self._entries)


def _plain(name: object) -> str:
    """The name as a plain text, so that looking it up runs no foreign code; what is no text is no name of anything."""
    if type(name) is str:
        return name
    return str.__str__(name) if issubclass(type(name), str) else ""
