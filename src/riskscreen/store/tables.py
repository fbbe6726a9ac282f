"""The tables of a store, as queries name them; how they are made is written in `migrations`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

METADATA = MetaData()


def _table(name: str, *columns: Column[int] | Column[str]) -> Table:
    return Table(f"riskscreen_{name}", METADATA, *columns)


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger)


def _text(name: str) -> Column[str]:
    return Column(name, Text)


# What happened, one row each, from 1 on, each linked to the one before it.  Nothing is ever taken out of it.
JOURNAL = _table("journal", _number("n"), _text("at"), _text("actor"), _text("action"), _text("case_key"),
                 _number("about"), _text("detail"), _text("seal"), _text("link"))
# The last row of the journal; the only row that changes, and only forwards.
HEAD = _table("head", Column("one", Integer), _number("n"), _text("link"))
# The text of what was kept, and the salt of its seal; both go when a case is erased.
CONTENT = _table("content", _number("n"), _text("salt"), _text("body"))
# What is kept of a case is found by a key that means nothing, so that the journal can stay when a case is erased.
CASE = _table("case", _text("key"), _text("name"))
RECORD = _table("record", _number("n"), _text("id"), _text("digest"), _text("case_key"), _text("instrument"),
                _text("version"), _text("definition"), _text("moment"), _text("day"), _text("owner"), _text("rater"),
                _text("outcome"), _text("possible"), Column("most_rank", Integer), _text("replaces"))
JUDGEMENT = _table("judgement", _number("n"), _number("record"), _text("case_key"), _text("outcome"), _text("level"),
                   Column("level_rank", Integer), _text("day"))
DEFINITION = _table("definition", _number("n"), _text("digest"), _text("id"), _text("version"))
# The entries whose content was erased, and by which entry.
ERASED = _table("erased", _number("n"), _number("by_entry"))
SCHEMA = _table("schema", Column("version", Integer), _text("at"))
