"""What people hold can be looked at: one line where it is typed, a title and tables in a notebook."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

import riskscreen
import riskscreen.types
from explain.reading_html import read_html
from riskscreen import Instrument, read_answers
from riskscreen.cell import MOST_ROWS, Cells, CellTable, Sheet, html_of

DOORSTEP = json.loads((Path(__file__).parent / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>&\u202e\x1b[2J \"{n}\" </style></table>"
LONGEST = 120


def hostile(document: Any) -> Any:
    """The document with something hostile in every text that a person reads."""
    if isinstance(document, list):
        return [hostile(part) for part in document]
    if not isinstance(document, dict):
        return document
    if isinstance(document.get("en"), str):
        return {language: HOSTILE + text for language, text in document.items()}
    return {name: hostile(part) for name, part in document.items()}


def held(instrument: Instrument) -> dict[str, object]:
    """All that can be had from an instrument, by what it is called."""
    result = instrument.score({"weapon": "present"}, partial=True)
    vectors = instrument.vectors()
    changed = instrument.to_dict()
    changed["outcomes"][0]["rules"] = changed["outcomes"][0]["rules"][:1]
    scored = instrument.score_codes(np.full((3, len(instrument.items)), -1, np.int8))
    kept = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
    settled = result.what_if(threats="present")
    return {
        "instrument": instrument, "result": result, "about": instrument.about, "title": instrument.title,
        "items": instrument.items, "item": instrument.items["weapon"], "sections": instrument.sections,
        "section": next(iter(instrument.sections.values())), "scales": instrument.scales,
        "outcomes": instrument.outcomes, "outcome": next(iter(instrument.outcomes.values())),
        "level": result.at_least, "answers": result.answers, "trace": result.trace,
        "outcome results": result.outcomes, "scale results": result.scales,
        "why at least": settled.why_at_least(), "why at most": result.why_at_most(),
        "changes": settled.changes("low"), "questions": result.next_questions(), "comparison": result.compare(settled),
        "analysis": instrument.analyse(), "findings": instrument.check(), "vectors": vectors, "vector": vectors[0],
        "mutations": instrument.mutations([]), "all caught": instrument.mutations(vectors),
        "difference": instrument.compare(Instrument.from_dict(changed)),
        "other instrument": instrument.compare(riskscreen.load("always-do")),
        "installed": riskscreen.available(), "one installed": riskscreen.available()[0],
        "scored": scored, "summary": scored.summary(), "columns": scored.outcomes,
        "record": kept, "replay": kept.replay([instrument]),
        "history": riskscreen.History([kept]), "diagram": instrument.diagram(),
        "answers file": read_answers(json.dumps({"instrument": {"id": instrument.id, "version": instrument.version},
                                                 "answers": {"weapon": "present"}}), partial=True),
    }


SAFE, SPITEFUL = held(Instrument.from_dict(DOORSTEP)), held(Instrument.from_dict(hostile(DOORSTEP)))


def parts(of: object) -> Iterator[object]:
    """A thing and all that can be reached from it by its fields and as its members."""
    yield of
    if attrs.has(type(of)) and not isinstance(of, Instrument | riskscreen.Result):
        for field in attrs.fields(type(of)):
            if not field.name.startswith("_") and field.name not in ("definition", "ways"):
                yield from parts(getattr(of, field.name))
    elif isinstance(of, Mapping):
        for member in of.values():
            yield from parts(member)
    elif isinstance(of, tuple) and not isinstance(of, str):
        for member in of[:20]:
            yield from parts(member)


@pytest.mark.parametrize("things", [SAFE, SPITEFUL], ids=["safe", "hostile"])
@pytest.mark.parametrize("name", SAFE)
def test_everything_is_typed_in_one_short_line(name: str, things: dict[str, object]) -> None:
    """Whoever types a name in a session sees one line, and nothing that a terminal would obey."""
    shown = [repr(part) for part in parts(things[name]) if attrs.has(type(part)) or isinstance(part, Cells | Mapping)]
    shown.append(repr(things[name]))

    assert [line for line in shown if len(line) > LONGEST or not line.isprintable()] == []


def test_every_type_of_ours_shows_itself_in_one_line_and_in_a_notebook() -> None:
    """Whatever has a public name is a cell, or has a view of its own."""
    named = [getattr(riskscreen.types, name) for name in riskscreen.types.__all__]
    records = [each for each in named if isinstance(each, type) and attrs.has(each)]
    assert len(records) > 50

    assert [each.__name__ for each in records if not hasattr(each, "_repr_html_")] == []
    assert [each.__name__ for each in records if "<attrs generated repr" in str(each.__repr__.__code__)] == []


@pytest.mark.parametrize("name", SAFE)
def test_notebook_shows_what_opens_and_closes_and_says_its_language(name: str) -> None:
    """A cell is whole HTML in a frame with a language; each table has heads that say what they are the heads of."""
    tree = read_html(SAFE[name]._repr_html_())  # type: ignore[attr-defined]  # what is tested

    (frame,) = [part for part in tree.content if not isinstance(part, str)]
    assert frame.attributes["lang"] == "en"
    assert all(head.attributes.get("scope") for head in tree.with_tag("th"))
    assert all(table.with_tag("thead") for table in tree.with_tag("table"))
    assert tree.text
    assert "<bdi>" not in tree.text, "it was escaped twice"


@pytest.mark.parametrize("name", SPITEFUL)
def test_notebook_runs_nothing_that_a_text_says(name: str) -> None:
    """What is hostile is shown as it was written, and is no element, no attribute and no escape sequence."""
    shown = SPITEFUL[name]._repr_html_()  # type: ignore[attr-defined]  # what is tested
    tree = read_html(shown)

    assert tree.with_tag("script") == tree.with_tag("img") == tree.with_tag("a") == []
    assert not any(attribute.startswith("on") for node in tree.all() for attribute in node.attributes)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", shown)


def test_cell_says_what_is_found_and_not_only_of_what_kind_it_is() -> None:
    """Of 4 answer sets without a former partner and 8 with one, 1 and 2 have threats and a weapon, which is high."""
    tree = read_html(SAFE["analysis"]._repr_html_())  # type: ignore[attr-defined]  # what is tested
    rows = {row.with_tag("th")[0].text: [cell.text for cell in row.with_tag("td")] for row in tree.with_tag("tr")
            if row.with_tag("td")}

    assert rows["high"] == ["3", "25.0%"]
    assert "the result" in tree.text


def test_long_table_ends_with_how_many_rows_are_left_out() -> None:
    """A notebook is not flooded, and nobody takes a part for the whole."""
    rows = [(str(n), n) for n in range(MOST_ROWS + 3)]

    tree = read_html(html_of(Sheet("Many", tables=[CellTable("", ("name", "number"), rows)])))

    assert len(tree.with_tag("tr")) == 1 + MOST_ROWS + 1
    assert tree.with_tag("tr")[-1].text == "... + 3"


@pytest.mark.parametrize("name", SAFE)
def test_what_people_hold_is_a_value(name: str) -> None:
    """It can be kept in sets, and moved to another process and back, whatever it was asked before."""
    thing = SAFE[name]
    for part in parts(thing):
        repr(part)
        assert isinstance(part, np.ndarray) or hash(part) == hash(part)

    moved = pickle.loads(pickle.dumps(thing))

    assert moved == thing
    assert hash(moved) == hash(thing)
