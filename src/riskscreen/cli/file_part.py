"""Some rows of a file of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    import pyarrow as pa


@attrs.frozen
class FilePart:
    """Some rows, and how much of the file has been read with them, up to 1.

    Of a workbook, ``place`` says where a row (of the part, from 0) and a column stand in it, as a pointer; and
    ``cells`` holds what stood in each column, where a column of Arrow has to have it in one type.
    """

    batch: pa.RecordBatch
    share: float
    place: Callable[[int, str], str | None] | None = None
    cells: Sequence[Sequence[object]] | None = None
