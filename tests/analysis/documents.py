"""Small definitions for the tests of the analysis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SIGNS = {"id": "signs", "count": "all", "where": ["present"]}


def text(words: str) -> dict[str, str]:
    """A text in one language."""
    return {"en": words}


def instrument(sections: list[Any], scales: list[Any], rules: list[Any]) -> dict[str, Any]:
    """A definition with one outcome, low or high, and the answers absent and present."""
    return {
        "format": "riskscreen/1", "id": "made-up", "version": "0.1.0", "title": text("Made up"),
        "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": text("Tests"),
                  "not_for": text("Decisions about people"), "sources": {"own": "Made up for a test."}},
        "response_scales": {"presence": {"options": [{"id": "absent", "label": text("Absent")},
                                                     {"id": "present", "label": text("Present"), "score": 1}]}},
        "sections": sections, "scales": scales, "result": "concern",
        "outcomes": [{"id": "concern", "title": text("Concern"), "rules": rules,
                      "levels": [{"id": "low", "label": text("Low")}, {"id": "high", "label": text("High")}]}]}


def section(name: str, items: list[str], **more: object) -> dict[str, Any]:
    """A section of items that are present or absent."""
    return {"id": name, "title": text(name), **more,
            "items": [{"id": item, "text": text(item), "response": "presence"} for item in items]}


def rule(name: str, when: Mapping[str, object]) -> dict[str, Any]:
    """A rule that leads to high."""
    return {"id": name, "level": "high", "when": when}


def count_rule(n_items: int, cut_off: int) -> dict[str, Any]:
    """High where at least so many items are present."""
    return instrument([section("signs", [f"s{n}" for n in range(1, n_items + 1)])],
                      [SIGNS],
                      [rule("many", {"scale": "signs", "at_least": cut_off})])


def critical_items(n_items: int) -> dict[str, Any]:
    """High where any item is present, each by a rule of its own: no two joint states of the items are one."""
    names = [f"s{n}" for n in range(1, n_items + 1)]
    return instrument([section("signs", names)], [SIGNS],
                      [rule(name, {"item": name, "is": ["present"]}) for name in names])
