"""What differs between databases, and how names and texts are written in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from riskscreen.errors import usage_error
from riskscreen.model.value import Value, value


@value
class Dialect(Value):
    """One kind of database: how it divides whole numbers, and how long a name may be."""

    name: str
    divide: Callable[[str, str], str]
    longest_name: int


DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (
    Dialect("duckdb", lambda number, by: f"({number}) // {by}", 1_000),
    Dialect("postgres", lambda number, by: f"({number}) / {by}", 63))}


def dialect_named(name: str) -> Dialect:
    """The dialect of that name.

    Raises:
        UsageError: If there is none; near names are suggested.
    """
    if name not in DIALECTS:
        raise usage_error("U-unknown-dialect", "SQL is not written for this database.", found=name,
                          expected=", ".join(DIALECTS), known=tuple(DIALECTS))
    return DIALECTS[name]


def named(name: str) -> str:
    """A column or table, whatever its name holds."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text."""
    return "'" + value.replace("'", "''") + "'"


def is_one_of(column: str, names: Iterable[str]) -> str:
    """Whether a column holds one of these texts."""
    texts = [text(name) for name in names]
    return f"{column} = {texts[0]}" if len(texts) == 1 else f"{column} IN ({', '.join(texts)})"


def cases(pairs: Iterable[tuple[str, str]], otherwise: str) -> str:
    """The value of the first condition that holds."""
    whens = " ".join(f"WHEN {when} THEN {then}" for when, then in pairs)
    return f"CASE {whens} ELSE {otherwise} END" if whens else otherwise


def all_of(conditions: Iterable[str]) -> str:
    """Whether all of these hold; always, where there is none."""
    return _joined(" AND ", conditions, "TRUE")


def any_of(conditions: Iterable[str]) -> str:
    """Whether one of these holds; never, where there is none."""
    return _joined(" OR ", conditions, "FALSE")


def _joined(word: str, conditions: Iterable[str], otherwise: str) -> str:
    listed = list(conditions)
    if otherwise in listed and len(listed) > 1:
        listed = [condition for condition in listed if condition != otherwise]
    if len(listed) == 1:
        return listed[0]
    return f"({word.join(listed)})" if listed else otherwise


def total(terms: Iterable[str]) -> str:
    """A sum, one term a line; 0 where there is none."""
    return "\n      + ".join(terms) or "0"


@value
class Ends(Value):
    """The least and the most that something can be; of a condition, whether it surely and whether it possibly holds."""

    least: str
    most: str
