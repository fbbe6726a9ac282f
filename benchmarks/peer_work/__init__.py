"""The work of the synthetic instrument, sixteen_items.json, written by hand for other libraries."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from peer_work import by_column, by_row, level_only
from peer_work.sixteen import BoundsWork, Columns, LevelWork


class Peer(NamedTuple):
    """A library and how it does the work."""

    name: str
    prepare: Callable[[Columns], BoundsWork | LevelWork]  # puts the cases into the shape that the library likes best
    gives_bounds: bool = True  # otherwise one level, in which unknown counts as absent
    is_by_row: bool = False


EVERY_PEER = (
    Peer("pandas, vectorised", by_column.pandas_work),
    Peer("numpy, the plain way", by_column.numpy_work),
    Peer("numpy, column by column", by_column.numpy_columns_work),
    Peer("numexpr", by_column.numexpr_work),
    Peer("polars", by_column.polars_work),
    Peer("duckdb", by_column.duckdb_work),
    Peer("pandas, as BioPsyKit does", level_only.biopsykit_work, gives_bounds=False),
    Peer("openfisca-core", level_only.openfisca_work, gives_bounds=False),
    Peer("pandas, apply", by_row.pandas_apply_work, is_by_row=True),
    Peer("zen-engine", by_row.zen_work, gives_bounds=False, is_by_row=True),
    Peer("json-logic-qubit", by_row.json_logic_work, gives_bounds=False, is_by_row=True),
    Peer("datalogic-py", by_row.datalogic_work, gives_bounds=False, is_by_row=True),
)
# Those that do all of the work, on any number of cases; the name begins with the name of the module that it needs.
PEERS = {peer.name: peer.prepare for peer in EVERY_PEER if peer.gives_bounds and not peer.is_by_row}
