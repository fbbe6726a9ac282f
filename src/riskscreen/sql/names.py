"""The names that a query is given: of the table, of the columns that are kept, and what begins its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from riskscreen.errors import Problem, UsageError, describe, usage_error
from riskscreen.sql.dialect import Dialect

_PREFIXES = ("result_", "screen_", "riskscreen_")


@attrs.frozen
class SqlNames:
    """The table with the answers, those of its columns that are kept beside the items, and what begins added ones."""

    table: str
    keep: tuple[str, ...]
    prefix: str


def checked_names(dialect: Dialect, table: object, keep: object, prefix: object) -> SqlNames:
    """The names, if a database can have them.

    Raises:
        UsageError: For another type, an empty name, or one that the database cannot have.
    """
    return SqlNames(_name(dialect, "The name of a table", table),
                    tuple(_name(dialect, "The name of a column", name) for name in _listed(keep)),
                    _name(dialect, "A prefix", prefix, shortest=0))


def _listed(keep: object) -> Iterable[object]:
    if not isinstance(keep, list | tuple):
        raise usage_error("U-wrong-type", "The columns to keep are a list of names.", found=keep,
                          expected="a list or a tuple of texts, such as keep=('case',)")
    return keep


def _name(dialect: Dialect, what: str, name: object, *, shortest: int = 1) -> str:
    if not issubclass(type(name), str):
        raise usage_error("U-wrong-type", f"{what} is a text.", found=name, expected="a text")
    assert isinstance(name, str), "asked in the lines above"
    given = str.__str__(name)
    if len(given) < shortest or "\0" in given or _n_bytes(given) > dialect.longest_name:
        raise usage_error("U-bad-name", f"{what} cannot be this text.", found=given, expected=(
            f"{shortest} to {dialect.longest_name} bytes of text for {dialect.name}, without NUL"))
    return given


def _n_bytes(name: str) -> float:
    """How long a name is in UTF-8; one with half a character in it cannot be written at all."""
    try:
        return len(name.encode())
    except UnicodeEncodeError:
        return float("inf")


def check_columns(dialect: Dialect, items: Sequence[str], names: SqlNames, added: Sequence[str]) -> None:
    """Refuse columns that a database could take for each other; it may see no difference between a and A.

    *added* are the columns of the query's own, with the prefix before each.

    Raises:
        UsageError: With every name that stands twice or that is too long.
    """
    problems = [*_too_long(dialect, [*items, *added]), *_twins(added), *_doubled(items, names.keep),
                *_taken(items, names, added)]
    if problems:
        raise UsageError(problems, about="The query")


def _too_long(dialect: Dialect, columns: Sequence[str]) -> Iterator[Problem]:
    for name in columns:
        if _n_bytes(name) > dialect.longest_name:
            yield Problem("U-no-sql", "", f"A column would have a name that is too long for {dialect.name}.",
                          found=describe(name), expected=f"at most {dialect.longest_name} bytes")


def _twins(added: Sequence[str]) -> Iterator[Problem]:
    """Outcomes with ids such as *harm* and *harm_exact* would both add a column of one name."""
    for name, count in Counter(added).items():
        if count > 1:
            yield Problem("U-no-sql", "", "Two columns that are added would share a name.", found=describe(name),
                          expected="outcomes with ids that do not end as the columns of another one do")


def _doubled(items: Sequence[str], keep: Sequence[str]) -> Iterator[Problem]:
    met = {item.casefold() for item in items}
    for name in keep:
        if name.casefold() in met and name not in items:
            yield Problem("U-duplicate-column", "", "Columns share a name. Keep one of them.",
                          found=describe(name))
        met.add(name.casefold())


def _taken(items: Sequence[str], names: SqlNames, added: Sequence[str]) -> Iterator[Problem]:
    owners = {name.casefold(): "a column that is kept" for name in names.keep}
    owners |= {item.casefold(): "an item" for item in items}
    free = [prefix for prefix in _PREFIXES if owners.keys().isdisjoint(
        (prefix + name.removeprefix(names.prefix)).casefold() for name in added)]
    for name in added:
        if owner := owners.get(name.casefold()):
            yield Problem("U-name-taken", "", f"A column of this name would be added, and {owner} has it. Let the "
                          "columns that are added begin with a prefix.", found=describe(name),
                          expected=f"a prefix, such as prefix='{free[0]}'" if free else "a prefix")
