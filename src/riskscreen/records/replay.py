"""What comes out of a record that was scored again, beside what was kept."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import write_canonical
from riskscreen.cell import Cell
from riskscreen.documents.frozen_json import plain_json
from riskscreen.engine.promised import promised_part
from riskscreen.errors import pointer_to
from riskscreen.records.again import Again


@attrs.frozen(repr=False)
class Differing(Cell):
    """A place of the kept result where something else comes out now; None where the place is not there."""

    pointer: str
    kept: object
    now: object

    def to_dict(self) -> dict[str, JsonValue]:
        """The difference in plain values."""
        return {"pointer": self.pointer, "kept": plain_json(self.kept), "now": plain_json(self.now)}


def differences_of(again: Again) -> tuple[Differing, ...]:
    """Where something else comes out of a record that was scored again than was kept."""
    now = promised_part(again.compiled, again.answers, again.facts)
    return tuple(_differences((), plain_json(again.record.result), now))


def _differences(place: tuple[str, ...], kept: JsonValue, now: JsonValue) -> Iterator[Differing]:
    if isinstance(kept, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*kept, *now]):
            yield from _differences((*place, name), kept.get(name), now.get(name))
    elif write_canonical(kept) != write_canonical(now):
        yield Differing(pointer_to("result", *place), kept, now)
