"""What is made for every case: frozen attrs classes, compared and hashed by value, printed by their fields."""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

import attrs

Class = TypeVar("Class", bound=type)


class Value:
    """Equality, hash and print from the fields.

    attrs can generate these for each class, but that takes longer than one shared method, which does the same.
    """

    __slots__ = ()
    __attrs_attrs__: Any
    __match_args__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._fields()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in self.__attrs_attrs__ if field.repr)
        return f"{type(self).__name__}({shown})"

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in self.__attrs_attrs__)


@dataclass_transform(frozen_default=True, field_specifiers=(attrs.field,))
def value(cls: Class) -> Class:
    """Make a frozen, slotted attrs class of a subclass of `Value`."""
    return attrs.define(cls, frozen=True, eq=False, repr=False)
