"""The tables of a store, as queries name them; how they are made is written in `migrations`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, Integer, MetaData, Table, Text, select, type_coerce
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from riskscreen.errors import RecordError
from riskscreen.store.faults import store_problem

METADATA = MetaData()


class _Looked(TypeDecorator[Any]):
    """Values that are looked at when they are read: a file of SQLite takes anything in any column, from other hands."""

    impl = Text
    cache_ok = True

    def __init__(self, kept: TypeEngine[Any], wanted: type, *, is_key: bool = False) -> None:
        super().__init__()
        self.kept, self.wanted, self.is_key = kept, wanted, is_key

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """As the database keeps it."""
        return dialect.type_descriptor(self.kept)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:  # noqa: ANN401  # SQLAlchemy's
        """The value.

        Raises:
            RecordError: Where it is of a type that was never kept.
        """
        if isinstance(value, self.wanted) or (value is None and not self.is_key):
            return value
        raise RecordError([store_problem("R-store-damaged", type(value).__name__, self.wanted.__name__)])


def as_it_is(table: Table) -> Any:  # noqa: ANN401  # a query, whose type says no more
    """All rows of a table, whatever stands in them."""
    return select(*(type_coerce(column, NullType()).label(column.name) for column in table.c))


def _table(name: str, *columns: Column[int] | Column[str]) -> Table:
    return Table(f"riskscreen_{name}", METADATA, *columns)


def _number(name: str) -> Column[int]:
    return Column(name, _Looked(BigInteger(), int, is_key=name == "n"))


def _small(name: str) -> Column[int]:
    return Column(name, _Looked(Integer(), int))


def _text(name: str) -> Column[str]:
    return Column(name, _Looked(Text(), str))


# What happened, one row each, from 1 on, each linked to the one before it.  Nothing is ever taken out of it.
JOURNAL = _table("journal", _number("n"), _text("at"), _text("actor"), _text("action"), _text("case_key"),
                 _number("about"), _text("detail"), _text("seal"), _text("link"))
# The last row of the journal; the only row that changes, and only forwards.
HEAD = _table("head", _small("one"), _number("n"), _text("link"))
# The text of what was kept, and the salt of its seal; both go when a case is erased.
CONTENT = _table("content", _number("n"), _text("salt"), _text("body"))
# What is kept of a case is found by a key that means nothing, so that the journal can stay when a case is erased.
CASE = _table("case", _text("key"), _text("name"))
RECORD = _table("record", _number("n"), _text("id"), _text("digest"), _text("case_key"), _text("instrument"),
                _text("version"), _text("definition"), _text("moment"), _text("day"), _text("owner"), _text("rater"),
                _text("outcome"), _text("possible"), _small("most_rank"), _text("replaces"))
JUDGEMENT = _table("judgement", _number("n"), _number("record"), _text("case_key"), _text("outcome"), _text("level"),
                   _small("level_rank"), _text("day"))
DEFINITION = _table("definition", _number("n"), _text("digest"), _text("id"), _text("version"))
# The entries whose content was erased, and by which entry.
ERASED = _table("erased", _number("n"), _number("by_entry"))
SCHEMA = _table("schema", _small("version"), _text("at"))
# The action of the entry that a row belongs to.
KEPT_BY = {RECORD.name: "append", JUDGEMENT.name: "judge", DEFINITION.name: "define"}
