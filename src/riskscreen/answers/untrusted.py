"""What is given can be of any type and do anything: it is asked as little as possible, and never trusted."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from riskscreen.errors import AnswersError, Problem, describe, pointer_to
from riskscreen.model.definition import MOST_ITEMS


def given_members(raw: object, *, about: str = "Answers are") -> list[tuple[object, object]]:
    """What a mapping of item id to answer holds, as it is now; no more than show that it is too much.

    Raises:
        AnswersError: For what is no mapping, or one whose own code fails.
    """
    members = members_of(raw, MOST_ITEMS + 1) if is_a(raw, Mapping) else None
    if members is None:
        told = "These answers could not be read: their own code failed." if is_a(raw, Mapping) else \
            f"{about} a mapping of item id to answer."
        raise AnswersError([Problem("A-not-a-mapping", "/answers", told, found=describe(raw))])
    return members


def is_a(value: object, kind: type) -> bool:
    """Whether the value is of this type, without asking the value itself."""
    return issubclass(type(value), kind)


def plain_text(value: object) -> str | None:
    """A text as a plain one; None for what is no text."""
    return str.__str__(value) if issubclass(type(value), str) else None


def members_of(mapping: object, most: int) -> list[tuple[object, object]] | None:
    """The members of a mapping, at most so many, as they are now; None where its own code fails."""
    try:
        items = mapping.copy().items() if type(mapping) is dict else mapping.items()  # type: ignore[attr-defined]
        return [(name, part) for name, part in islice(items, most)]
    except Exception:  # a foreign mapping, or one that another thread changes
        return None


def elements_of(value: object, most: int) -> list[object] | None:
    """The elements of a list or a set, at most so many; None for anything else, or where its own code fails."""
    try:
        return list(islice(value, most)) if is_set(value) else None  # type: ignore[call-overload]
    except Exception:
        return None


def is_set(raw: object) -> bool:
    """Whether it holds several answers."""
    return issubclass(type(raw), list | tuple | set | frozenset)


def pointer_of(name: object) -> str:
    """The pointer to a member of this name, which may be no text, or a very long one."""
    text = plain_text(name)
    return pointer_to(describe(name) if text is None else text[:_LONGEST_NAME])


_LONGEST_NAME = 80
