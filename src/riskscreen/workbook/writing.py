"""One sheet of a workbook, written row by row; the same rows give the same bytes."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from typing import IO, Any

from riskscreen.errors import needing
from riskscreen.workbook.escapes import escaped

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
_LIKE_MORE_THAN_TEXT = ("=", "#")  # what a formula and an error begin with
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
_NO_MOMENT, _FIRST_DAY = b"1980-01-01T00:00:00Z", (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows


class SheetWriter:
    """Writes rows into the one sheet of a new workbook; nothing is in the file before it is closed."""

    def __init__(self, title: str, extra: str) -> None:
        with needing("openpyxl", extra):
            from openpyxl import Workbook  # noqa: PLC0415  # an extra
            from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        self._cell = WriteOnlyCell
        self._book: Any = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(title)

    def write(self, values: Sequence[object]) -> None:
        """Append a row: texts, numbers, truth values, dates and times without a zone, and None for nothing.

        A text stays a text, whatever it begins with.
        """
        self._sheet.append([self._as_text(value) if isinstance(value, str) else value for value in values])

    def _as_text(self, text: str) -> object:
        written = escaped(text)
        if not written.startswith(_LIKE_MORE_THAN_TEXT):
            return written
        cell = self._cell(self._sheet, written)
        cell.data_type = "s"
        return cell

    def abandon(self) -> None:
        """Leave nothing behind of a workbook that will never be whole."""
        self._sheet.close()
        if self._sheet._writer is not None:
            self._sheet._writer.cleanup()

    def close(self, path: str | IO[bytes]) -> None:
        """Write the workbook to a file, without the moment at which that was."""
        with tempfile.TemporaryFile() as made:
            self._book.save(made)
            with zipfile.ZipFile(made) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
                for part in parts.infolist():
                    timeless = zipfile.ZipInfo(part.filename, _FIRST_DAY)
                    timeless.compress_type = zipfile.ZIP_DEFLATED
                    with parts.open(part) as source, file.open(timeless, "w") as target:
                        _copy(part.filename, source, target)


def _copy(name: str, source: IO[bytes], target: IO[bytes]) -> None:
    if name == _PROPERTIES:
        target.write(_MOMENT.sub(_NO_MOMENT, source.read()))
    else:
        shutil.copyfileobj(source, target)
