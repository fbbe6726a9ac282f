"""Whether an item applies in every row, also where its conditions ask twice about an item that is open."""

from __future__ import annotations

from riskscreen.batch.arrays import Truths
from riskscreen.batch.columns.chunk import Chunk, TruthOf
from riskscreen.batch.columns.plan import Plans
from riskscreen.model.condition import Condition


def seen_through(gates: tuple[Condition, ...], plans: Plans, truth: TruthOf) -> TruthOf:
    """The truth of an item's gates; where their parts do not tell, what all of them come to is followed."""

    def exact(chunk: Chunk) -> Truths:
        sure, possible = truth(chunk)
        if not chunk.any(possible & ~sure):
            return sure, possible
        always, ever = plans.gates(gates).truths(chunk)
        return sure | always, possible & ever  # of a part without a diagram, the first two may tell more

    return exact
