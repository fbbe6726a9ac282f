"""Small instruments, and answers that leave any number of items open: where open answers meet what compares them.

Documents of every construct seldom have more open answers than a rule for missing answers allows, or an outcome that
rests on one that is open.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from riskscreen.testing.documents.basics import Document, Extras, WrittenPart, drawn_number, picked, sometimes
from riskscreen.testing.documents.scales import ROUNDINGS
from riskscreen.testing.documents.whole import head_of

MOST_ITEMS = 5  # of three options each, so that the oracle can try all completions
OPTIONS = ("never", "now_and_then", "often")
LEVELS = ("low", "raised", "high")
METHODS = ("as_zero", "as_zero", "prorate", *ROUNDINGS)

Case = tuple[Document, dict[str, Any]]


@st.composite
def cases_with_gaps(draw: st.DrawFn) -> Case:
    """One scale with a rule for missing answers; now and then its last item applies only if the first one says so."""
    items = _items(draw)
    if draw(st.booleans()):
        items[-1]["applies_when"] = {"item": items[0]["id"], "is": list(OPTIONS[draw(st.integers(1, 2)):])}
    document = _document(draw, items, [_outcome("result", {"scale": "scale", "bands": _bands(draw)})])
    rule = picked(draw, METHODS)
    allow = draw(st.integers(1, len(items)))
    document["scales"][0]["missing"] = {
        "allow": allow, "method": rule if rule == "as_zero" else "prorate",
        **({"round": rule} if rule in ROUNDINGS else {})}
    n_open = allow + picked(draw, (0, 1, -1, 2))
    return document, _answers(draw, items, min(n_open, len(items)))


@st.composite
def cases_of_stacked_outcomes(draw: st.DrawFn) -> Case:
    """An outcome by bands, and one by rules that each ask how the first one stands."""
    items = _items(draw)
    rules = [{"id": f"rule_{rank}", "level": level, "when": _stands(draw)} for rank, level in enumerate(LEVELS[1:])]
    document = _document(draw, items, [_outcome("first", {"scale": "scale", "bands": _bands(draw)}),
                                       _outcome("result", {"rules": rules})])
    return document, _answers(draw, items, draw(st.integers(0, len(items))))


def _items(draw: st.DrawFn) -> list[WrittenPart]:
    return [{"id": f"item_{n}", "text": _text(f"Item {n}"), "response": "how_often"}
            for n in range(1, draw(st.integers(2, MOST_ITEMS)) + 1)]


def _document(draw: st.DrawFn, items: list[WrittenPart], outcomes: list[WrittenPart]) -> Document:
    options = [{"id": option, "score": drawn_number(draw), "label": _text(option)} for option in OPTIONS]
    counts = {"count": "all", "where": [picked(draw, OPTIONS)]}
    return {**head_of(("en",), Extras(0)), "response_scales": {"how_often": {"options": options}},
            "sections": [{"id": "section", "title": _text("Section"), "items": items}],
            "scales": [{"id": "scale", **(counts if sometimes(draw) else {"sum": "all"})}],
            "outcomes": outcomes, "result": "result"}


def _outcome(name: str, how: WrittenPart) -> WrittenPart:
    return {"id": name, "title": _text(name), "levels": [{"id": level, "label": _text(level)} for level in LEVELS],
            **how}


def _bands(draw: st.DrawFn) -> list[WrittenPart]:
    low = draw(st.integers(-3, 5))
    return [{"level": "raised", "from": low}, {"level": "high", "from": low + draw(st.integers(1, 4))}]


def _stands(draw: st.DrawFn) -> WrittenPart:
    """The first outcome at, above or below a level, or the opposite."""
    how = picked(draw, ("at_least", "at_most", "is"))
    when = {"outcome": "first", how: picked(draw, LEVELS)}
    return {"not": when} if sometimes(draw) else when


def _answers(draw: st.DrawFn, items: list[WrittenPart], n_open: int) -> dict[str, Any]:
    """So many items open, answered *unknown* or left out; an item that does not apply is left out, too."""
    names = [item["id"] for item in items]
    ends_first = sorted(names, key=lambda name: name not in (names[0], names[-1]))  # a gate, and what hangs on it
    still_open = (ends_first if draw(st.booleans()) else draw(st.permutations(names)))[:n_open]
    given = {name: picked(draw, OPTIONS) for name in names if name not in still_open}
    given |= {name: "unknown" for name in still_open if draw(st.booleans())}
    gate = items[-1].get("applies_when")
    if gate is not None and given.get(gate["item"], "unknown") not in (*gate["is"], "unknown"):
        given.pop(names[-1], None)
    return given


def _text(words: str) -> dict[str, str]:
    return {"en": words}
