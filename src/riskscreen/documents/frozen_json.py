"""Plain JSON values that nobody can change: objects become mappings by name, lists become tuples, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from riskscreen._json.values import JsonValue
from riskscreen.model.named import Named


def frozen_json(value: JsonValue) -> object:
    """The value as mappings and tuples that cannot be changed.

    Examples:
        >>> frozen_json({"s1": ["low", "high"]})
        {'s1': ('low', 'high')}
    """
    if isinstance(value, dict):
        return frozen_object("property", value)
    return tuple(frozen_json(part) for part in value) if isinstance(value, list) else value


def frozen_object(noun: str, members: Mapping[str, JsonValue]) -> Mapping[str, object]:
    """An object as a mapping that cannot be changed; *noun* is what its members are called."""
    return Named(noun, {name: frozen_json(part) for name, part in members.items()})


def plain_json(value: object) -> JsonValue:
    """The value as dictionaries and lists, ready to be written."""
    if isinstance(value, Mapping):
        return {name: plain_json(part) for name, part in value.items()}
    return [plain_json(part) for part in value] if isinstance(value, list | tuple) else cast(JsonValue, value)
