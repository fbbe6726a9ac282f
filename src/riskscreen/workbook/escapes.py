"""Characters that XML cannot hold, as workbooks write them: a return is ``_x000D_``."""

from __future__ import annotations

import re

# What XML cannot hold, or would change; and what would be read as one of those, though somebody wrote it.
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x(00[01][0-9A-F]|005F|FFF[EF])_")


def escaped(text: str) -> str:
    """The text as a workbook holds it.

    Examples:
        >>> escaped("one\\r\\ntwo"), escaped("_x0041_")
        ('one_x000D_\\ntwo', '_x005F_x0041_')
    """
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that a workbook holds so.

    Examples:
        >>> unescaped("one_x000D_\\ntwo"), unescaped("_x005F_x0041_")
        ('one\\r\\ntwo', '_x0041_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
