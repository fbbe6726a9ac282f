"""What the parts of a definition and the engine's tables are: frozen records, made without generated code."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self, dataclass_transform

_set = object.__setattr__


@dataclass_transform(frozen_default=True)
class FrozenType(type):
    """Turns the annotations of a class, which are texts, into the fields of its records."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> FrozenType:
        """A class with one slot a field, and the defaults beside them."""
        if not bases:
            return super().__new__(cls, name, bases, body)
        own = tuple(field for field, kind in body.get("__annotations__", {}).items() if not kind.startswith("ClassVar"))
        parent: Any = bases[0]
        fields = parent._fields + own
        defaults = parent._defaults | {field: body.pop(field) for field in own if field in body}
        extra = () if parent._fields else ("__dict__", "__weakref__")  # a cached property is kept in the __dict__
        return super().__new__(cls, name, bases, body | {
            "__slots__": own + extra, "__match_args__": fields, "_fields": fields, "_defaults": defaults})


class Frozen(metaclass=FrozenType):
    """Frozen, compared and hashed by value, printed by its fields.

    This is what attrs does with methods that it compiles for each class.  Importing it and compiling some fifty classes
    takes more than twice as long as all the rest of a program that loads an instrument and scores a case, so what such
    a program needs does without (docs/decisions/our-own-frozen-records.md); the rest of riskscreen uses attrs.

    Examples:
        >>> class Pair(Frozen):
        ...     low: int
        ...     high: int = 9
        >>> Pair(1), Pair(1) == Pair(low=1, high=9)
        (Pair(low=1, high=9), True)
    """

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, object]] = {}

    def __init__(self, *values: object, **named: object) -> None:
        if named or len(values) != len(self._fields):
            values = self._values(values, named)
        for field, value in zip(self._fields, values, strict=True):
            _set(self, field, value)

    def _values(self, values: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
        if len(values) > len(self._fields):
            raise TypeError(f"{type(self).__name__} has {len(self._fields)} fields, not {len(values)}")
        whole = self._defaults | dict(zip(self._fields, values, strict=False)) | named
        if whole.keys() ^ set(self._fields) or named.keys() & set(self._fields[:len(values)]):
            raise TypeError(f"{type(self).__name__} takes each of {', '.join(self._fields)} once")
        return tuple(whole[field] for field in self._fields)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._content()))

    def __repr__(self) -> str:
        shown = (f"{field}={value!r}" for field, value in zip(self._fields, self._content(), strict=True))
        return f"{type(self).__name__}({', '.join(shown)})"

    def __replace__(self, **changes: object) -> Self:
        """The same record with these fields changed; Python's own ``copy.replace`` calls it."""
        return type(self)(**dict(zip(self._fields, self._content(), strict=True)) | changes)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self._content()

    def _content(self) -> tuple[object, ...]:
        return tuple(getattr(self, field) for field in self._fields)
