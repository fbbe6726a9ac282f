"""Whether an item applies in every row, also where its conditions ask twice about an item that is open."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from riskscreen.batch.arrays import Truths
from riskscreen.batch.bits import packed, unpacked
from riskscreen.batch.chunk import Chunk, TruthOf
from riskscreen.engine.compile import Compiled
from riskscreen.model.answer import Answer
from riskscreen.model.item import Item
from riskscreen.model.truth import NO, YES


def seen_through(compiled: Compiled, item: Item, truth: TruthOf) -> TruthOf:
    """The truth of an item's gate; where its parts do not tell, each different row is looked at by itself."""

    def exact(chunk: Chunk) -> Truths:
        sure, possible = truth(chunk)
        unsure = unpacked(possible & ~sure & chunk.every, chunk.n_rows)
        if not unsure.any():
            return sure, possible
        always, never, known = np.zeros_like(unsure), np.zeros_like(unsure), dict[bytes, int]()
        rows = np.flatnonzero(unsure)
        table = np.array([chunk.columns[n].codes().take(rows) for n in range(len(compiled.items))], np.int8)
        for row, codes in zip(rows, table.T, strict=True):
            key = codes.tobytes()
            if key not in known:
                known[key] = compiled.applies(item, _answers(compiled, codes.tolist()))
            always[row], never[row] = known[key] == YES, known[key] == NO
        return sure | packed(always), possible & ~packed(never)

    return exact


def _answers(compiled: Compiled, codes: list[int]) -> Mapping[str, Answer]:
    """The answers of a row by item; what is no option may be anything."""
    return {item.id: Answer(item.id, "answered", choice=item.response.choices[code].id)
            if 0 <= code < len(item.response.choices) else Answer(item.id, "unanswered")
            for item, code in zip(compiled.items, codes, strict=True)}
