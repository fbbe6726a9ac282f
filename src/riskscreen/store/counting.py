"""How many records a store has of each instrument, level, month; the database counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from sqlalchemy import Connection, Row, and_, exists, func, literal_column, select

from riskscreen._json.values import JsonValue
from riskscreen.model.definition import Definition
from riskscreen.model.named import Named
from riskscreen.store.looking import definition_with
from riskscreen.store.rows import outcome_of
from riskscreen.store.tables import JUDGEMENT, RECORD

_LATER, _NEWER = JUDGEMENT.alias("later"), RECORD.alias("newer")
COLUMNS = {"instrument": RECORD.c.instrument, "version": RECORD.c.version, "level": RECORD.c.possible,
           "month": func.substr(RECORD.c.day, literal_column("1"), literal_column("7")),  # alike wherever it is written
           "owner": RECORD.c.owner, "rater": RECORD.c.rater,
           "judged": JUDGEMENT.c.level}


@attrs.frozen
class StoredCount:
    """How many records are alike in what was asked for.

    ``of`` says in what.  Its *level* is all levels that were possible, lowest first: one where the case was determined.
    ``n_undetermined`` are those with several.  ``n_judged`` are those that a rater judged; ``n_judged_otherwise`` to a
    level that the answers do not allow, ``n_judged_while_open`` to one while a higher one was still possible.

    Examples:
        >>> of = Named("property", {"instrument": "sash-style", "level": ("medium", "high")})
        >>> alike = StoredCount(of, 3, 3, 1, 0, 1)
        >>> alike.of["level"], alike.n
        (('medium', 'high'), 3)
    """

    of: Mapping[str, object]
    n: int
    n_undetermined: int
    n_judged: int
    n_judged_otherwise: int
    n_judged_while_open: int

    def to_dict(self) -> dict[str, JsonValue]:
        """It in plain values, ready for JSON."""
        of: dict[str, Any] = {name: [*value] if isinstance(value, tuple) else value for name, value in self.of.items()}
        return {"of": of, "n": self.n, "n_undetermined": self.n_undetermined, "n_judged": self.n_judged,
                "n_judged_otherwise": self.n_judged_otherwise, "n_judged_while_open": self.n_judged_while_open}


def counts(connection: Connection, by: Sequence[str]) -> tuple[StoredCount, ...]:
    """The records that no other one replaces, counted by these of `COLUMNS`, in the order of their values."""
    rows = connection.execute(_grouped(by)).all()
    definitions = {digest: definition_with(connection, digest) for digest in {row.definition for row in rows}}
    alike: dict[tuple[Any, ...], list[StoredCount]] = {}
    for row in rows:
        values = tuple(_value(name, row[n]) for n, name in enumerate(by))
        alike.setdefault(values, []).append(_counted(row, by, values, definitions[row.definition]))
    return tuple(_sum(alike[values]) for values in sorted(alike, key=lambda values: [(v is None, v or "") for v in [
        " ".join(value) if isinstance(value, tuple) else value for value in values]]))


def _grouped(by: Sequence[str]) -> Any:  # noqa: ANN401  # a query, whose type says no more
    """Each combination that is there, with the newest judgement of the result, and how many records have it."""
    is_newest = ~exists().where(_LATER.c.record == JUDGEMENT.c.record, _LATER.c.outcome == JUDGEMENT.c.outcome,
                                _LATER.c.n > JUDGEMENT.c.n)
    judged = RECORD.outerjoin(JUDGEMENT, and_(JUDGEMENT.c.record == RECORD.c.n,
                                              JUDGEMENT.c.outcome == RECORD.c.outcome, is_newest))
    alike = [RECORD.c.definition, RECORD.c.possible, RECORD.c.most_rank, JUDGEMENT.c.level, JUDGEMENT.c.level_rank]
    asked = [COLUMNS[name].label(f"by_{name}") for name in by]
    return (select(*asked, *alike, func.count().label("n_alike")).select_from(judged)
            .where(~exists().where(_NEWER.c.replaces == RECORD.c.digest))
            .group_by(*(COLUMNS[name] for name in by), *alike))


def _value(name: str, value: str | None) -> object:
    return tuple(value.split(" ")) if name == "level" and value is not None else value


def _counted(row: Row[Any], by: Sequence[str], values: tuple[object, ...],
             definition: Definition | None) -> StoredCount:
    n, possible = row.n_alike, row.possible.split(" ")
    is_open, is_judged = len(possible) > 1, row.level is not None
    is_route = definition is not None and outcome_of(definition, definition.result).kind == "route"
    is_early = is_judged and is_open and (is_route or row.level_rank < row.most_rank)
    return StoredCount(Named("property", dict(zip(by, values, strict=True))), n, n * is_open, n * is_judged,
                       n * (is_judged and row.level not in possible), n * is_early)


def _sum(alike: Sequence[StoredCount]) -> StoredCount:
    numbers = (sum(getattr(count, field.name) for count in alike) for field in attrs.fields(StoredCount)[1:])
    return StoredCount(alike[0].of, *numbers)
