"""What differs between databases, and how names and texts are written in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from riskscreen.errors import usage_error


@attrs.frozen
class Dialect:
    """One kind of database.

    ``after_step`` stands at the end of a step.  PostgreSQL would else put each expression wherever its column is read,
    and so on from step to step, and never be done with planning.  ``odd_types`` are the types whose values are no
    answers though they may look like one, such as truth values; ``whole_floats`` matches a float that is a whole number
    as the database writes it, with its type behind it.
    """

    name: str
    longest_name: int
    after_step: str
    divide: Callable[[str, str], str]
    text_type: str
    type_of: Callable[[str], str]
    odd_types: tuple[str, ...]
    whole_floats: str
    exact_type: str
    matches: Callable[[str, str], str]
    exact: Callable[[str], str]

    def written(self, column: str) -> str:
        """What stands in a column as text, compared letter by letter however the column compares."""
        return f'CAST({column} AS {self.text_type}) COLLATE "C"'

    def written_by_type(self, column: str) -> str:
        """The same for an answer that can be a number: whole numbers of any type are written in digits alone.

        What is no number for us, such as a truth value or a float with a fraction, keeps its type behind it, so that it
        equals no answer.
        """
        as_text, kind = f"CAST({column} AS {self.text_type})", self.type_of(column)
        odd = f"regexp_replace({as_text} || ' ' || {kind}, {text(self.whole_floats)}, '\\1')"
        exact = f"regexp_replace({as_text}, '[.]0+$', '')"
        return (f"(CASE WHEN {is_one_of(kind, self.odd_types)} THEN {odd} "
                f"WHEN {kind} LIKE '{self.exact_type}%' THEN {exact} ELSE {as_text} END) COLLATE \"C\"")

    def number(self, written: str, places: int) -> str:
        """The number that a text is, exactly; nothing where it is none, or has more decimals."""
        fraction = f"[.][0-9]{{1,{places}}}0{{0,20}}" if places else "[.]0{1,20}"
        pattern = f"-?[0-9]{{1,20}}({fraction})?"
        return f"CASE WHEN {self.matches(written, pattern)} THEN {self.exact(written)} END"


DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (
    Dialect("duckdb", longest_name=1_000, after_step="",
            divide=lambda number, by: f"({number}) // {by}",
            text_type="VARCHAR",
            type_of=lambda column: f"typeof({column})",
            odd_types=("BIT", "BOOLEAN", "DOUBLE", "FLOAT"),
            whole_floats="^(-?[0-9]+)[.]0 (DOUBLE|FLOAT)$",
            exact_type="DECIMAL",
            matches=lambda written, pattern: f"regexp_full_match({written}, {text(pattern)})",
            exact=lambda written: f"TRY_CAST({written} AS DECIMAL(38, 3))"),
    Dialect("postgres", longest_name=63, after_step=" OFFSET 0",
            divide=lambda number, by: f"({number}) / {by}",
            text_type="TEXT",
            type_of=lambda column: f"CAST(pg_typeof({column}) AS TEXT)",
            odd_types=("bit", "bit varying", "boolean", "double precision", "real"),
            whole_floats="^(-?[0-9]+) (double precision|real)$",
            exact_type="numeric",
            matches=lambda written, pattern: f"{written} ~ {text(f'^{pattern}$')}",
            exact=lambda written: f"CAST({written} AS NUMERIC)"))}


def dialect_named(name: object) -> Dialect:
    """The dialect of that name.

    Raises:
        UsageError: If there is none; near names are suggested.
    """
    if not isinstance(name, str):
        raise usage_error("U-wrong-type", "A database is named by a text.", found=name, expected=" or ".join(DIALECTS))
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


@attrs.frozen
class SqlEnds:
    """The least and the most that something can be; of a condition, whether it surely and whether it possibly holds."""

    least: str
    most: str
