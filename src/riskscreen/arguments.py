"""What callers give to a call, checked at the door: a wrong type is one error of ours, and never goes further in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from riskscreen.errors import wrong_type
from riskscreen.model.number import whole_number

Kind = TypeVar("Kind")


def check_flags(**flags: object) -> None:
    """Refuse what is neither true nor false; what only counts as true may have been meant otherwise."""
    for name, value in flags.items():
        if type(value) is not bool:
            raise wrong_type(f"The option {name} is on or off.", value, "True or False")


def whole(name: str, value: object, *, least: int | None = None) -> int:
    """A whole number, not below *least*; never a truth value or a float."""
    number = whole_number(value)
    if number is None or (least is not None and number < least):
        raise wrong_type(f"The option {name} is a whole number.", value,
                         "a whole number" if least is None else f"a whole number from {least}")
    return number


def whole_or_none(name: str, value: object, *, least: int) -> int | None:
    """The same where an option may be left open."""
    return None if value is None else whole(name, value, least=least)


def text(name: str, value: object) -> str:
    """A text, as a plain one."""
    if not issubclass(type(value), str):
        raise wrong_type(f"The option {name} is a text.", value, "a text")
    return str.__str__(value)


def text_or_none(name: str, value: object) -> str | None:
    """The same where an option may be left open."""
    return None if value is None else text(name, value)


def names(name: str, value: object) -> tuple[Any, ...]:
    """Names that were given together; one text is no collection of names, though Python takes its letters for one."""
    if not issubclass(type(value), Collection) or issubclass(type(value), str | bytes):
        raise wrong_type(f"The option {name} is a collection of names.", value, "a list or a tuple of ids")
    return elements(name, value)


def elements(name: str, value: object) -> tuple[Any, ...]:
    """All that an iterable gives, once; nothing that cannot be gone through."""
    if issubclass(type(value), Iterable) and not issubclass(type(value), str | bytes):
        try:
            return tuple(value)  # type: ignore[arg-type]  # an iterable, as was just seen
        except Exception:  # a foreign iterable whose own code fails, or that has no elements after all
            pass
    raise wrong_type(f"The option {name} is a list.", value, "a list or a tuple")


def instance(name: str, value: object, kind: type[Kind], *, how: str) -> Kind:
    """A value of one of our own types; *how* says where it comes from."""
    if not isinstance(value, kind):
        raise wrong_type(f"The option {name} is of another type.", value, how)
    return value
