"""Replay: the answers of a record scored again by the definition they were scored by, beside what was kept."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import write_canonical
from riskscreen.cell import Cell
from riskscreen.documents.frozen_json import plain_json
from riskscreen.engine.promised import promised_part
from riskscreen.errors import pointer_to
from riskscreen.model.definition import Definition
from riskscreen.records.again import Again, scored_again
from riskscreen.records.record import Record
from riskscreen.records.shelf import Shelf
from riskscreen.version import SCORING


@attrs.frozen(repr=False)
class Differing(Cell):
    """A place of the kept result where something else comes out now; None where the place is not there."""

    pointer: str
    kept: object
    now: object

    def to_dict(self) -> dict[str, JsonValue]:
        """The difference in plain values."""
        return {"pointer": self.pointer, "kept": plain_json(self.kept), "now": plain_json(self.now)}


@attrs.frozen(repr=False)
class Replay(Cell):
    """What comes out when the answers of a record are scored again.

    It is true where the same comes out, to the byte.  ``scoring`` is the number of what scoring means now;
    ``record.scoring`` is the one it was kept with.
    """

    record: Record
    differences: tuple[Differing, ...]
    scoring: int
    _definition: Definition = attrs.field(eq=False, repr=False)

    def explain(self, language: str | None = None) -> str:
        """Whether the same comes out, in words; loudly where it does not, with each place that differs.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.records.telling.record_text import replay_text  # noqa: PLC0415  # words only where asked for

        return replay_text(self, self._definition, language)

    @property
    def same(self) -> bool:
        """Whether what comes out is what was kept."""
        return not self.differences

    def __bool__(self) -> bool:
        return self.same

    def __str__(self) -> str:
        return self.explain()

    def to_dict(self) -> dict[str, JsonValue]:
        """The replay in plain values, ready for JSON."""
        return {"id": self.record.id, "digest": self.record.digest, "same": self.same,
                "scoring": {"kept": self.record.scoring, "now": self.scoring},
                "differences": [difference.to_dict() for difference in self.differences]}


def replayed(record: Record, shelf: Shelf = None) -> Replay:
    """The replay of a record by the definition that the shelf has; errors are those of `scored_again`."""
    return replay_of(scored_again(record, shelf))


def replay_of(again: Again) -> Replay:
    """What comes out of a record that was scored again, beside what was kept."""
    now = promised_part(again.compiled, again.answers, again.facts)
    return Replay(again.record, tuple(_differences((), plain_json(again.record.result), now)), SCORING,
                  again.definition)


def _differences(place: tuple[str, ...], kept: JsonValue, now: JsonValue) -> Iterator[Differing]:
    if isinstance(kept, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*kept, *now]):
            yield from _differences((*place, name), kept.get(name), now.get(name))
    elif write_canonical(kept) != write_canonical(now):
        yield Differing(pointer_to("result", *place), kept, now)
