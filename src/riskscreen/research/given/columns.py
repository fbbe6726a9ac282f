"""The columns of tables, whatever library they are of, as plain values; none of those libraries is imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.errors import wrong_type

Foreign = Any  # a table, a column or a cell of a library that we do not import

TABLE_NAMES = ("column_names", "columns")  # of pyarrow, and of pandas and polars
_TO_LIST = ("to_pylist", "tolist", "to_list")  # of pyarrow, of pandas and numpy, of polars
_NOTHING = ("NAType", "NaTType", "MaskedConstant")  # what pandas and numpy have for no value


@attrs.frozen(eq=False)
class PlainColumn:
    """The cells of a column, the order of its categories where it has one, and the labels of its rows."""

    cells: list[Any] | NDArray[Any]
    order: tuple[str, ...] | None = None
    labels: Foreign = None


def names_of_table(given: Foreign) -> list[str] | None:
    """The names of the columns; None where this is no table.

    Raises:
        UsageError: For a lazy table, which has no rows yet.
    """
    if type(given).__name__ == "LazyFrame":
        raise wrong_type("A lazy table has no rows yet. Collect it first.", "LazyFrame", "a table that has its rows")
    if isinstance(given, Mapping):
        return [str(name) for name in given]
    names = next((getattr(given, name) for name in TABLE_NAMES if hasattr(given, name)), None)
    return None if names is None or not isinstance(names, Iterable) else [str(name) for name in names]


def column_of(table: Foreign, name: str) -> PlainColumn:
    """A column of a table, which has it."""
    found = plain_column(name, table[name])
    return attrs.evolve(found, labels=getattr(table, "index", None))


def plain_column(name: str, column: Foreign) -> PlainColumn:
    """A column, array or list as plain values.

    Raises:
        UsageError: If it is nothing that has values in a row.
    """
    if type(column) is np.ndarray and column.ndim == 1 and column.dtype != object:
        return PlainColumn(column)
    labels = None if isinstance(column, list | tuple) else getattr(column, "index", None)
    return PlainColumn(_cells(name, column), _order(column), labels)


def _cells(name: str, column: Foreign) -> list[Any]:
    if not isinstance(column, str | bytes | Mapping | type):
        try:
            listed = next((getattr(column, method) for method in _TO_LIST if hasattr(column, method)), None)
            cells = list(column) if listed is None else listed()
        except Exception:  # a foreign object whose own code fails, or that has no values after all
            cells = None
        if isinstance(cells, list):
            return cells
    raise wrong_type(f"There is one value of {name} for each case.", column, "a list, an array or a column")


def _order(column: Foreign) -> tuple[str, ...] | None:
    """The categories of pandas or polars, where their order means something."""
    kind = getattr(column, "dtype", None)
    if getattr(kind, "ordered", False) is True or type(kind).__name__ == "Enum":
        return tuple(str(category) for category in kind.categories)  # type: ignore[union-attr]  # both have them
    return None


def is_nothing(cell: object) -> bool:
    """Whether a cell is empty: None, not a number, or what pandas and numpy have for no value."""
    return cell is None or type(cell).__name__ in _NOTHING or (isinstance(cell, float) and cell != cell)
