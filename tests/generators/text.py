"""JSON text with exact decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal


def as_json(value: object) -> str:
    """JSON text in which a Decimal is written digit by digit, so that nothing passes through a float."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_json(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_json, value)) + "]"
    return json.dumps(value)
