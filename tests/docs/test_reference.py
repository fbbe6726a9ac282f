"""The reference says what is so: its examples load, and its limits are those of the code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from docs.pages import DOORSTEP, ROOT, Block, blocks_of, name_of, pages
from riskscreen import Instrument
from riskscreen._json.values import MOST_DEPTH, MOST_DIGITS
from riskscreen.definition import reading
from riskscreen.definition.faults import growth
from riskscreen.definition.faults import scales as scale_faults
from riskscreen.definition.schema import schema
from riskscreen.documents import answers_file
from riskscreen.engine.compose.meaning import MOST_STEPS
from riskscreen.engine.rounding import rounded
from riskscreen.model.definition import MOST_ITEMS
from riskscreen.model.text import MOST_CHARACTERS
from riskscreen.testing.vectors import read_vectors

FORMAT = ROOT / "docs" / "reference" / "format.md"
ANSWERS = ROOT / "docs" / "reference" / "answers.md"
SCORING = ROOT / "docs" / "explanation" / "scoring.md"


def json_blocks() -> list[Any]:
    """Every block of JSON with its page; a file that a page has saved is tried by the commands on that page."""
    return [pytest.param(block, id=f"{name_of(page)}:{block.line}") for page in pages() for block in blocks_of(page)
            if block.language == "json" and not block.mark.startswith("file: ")]


@pytest.mark.parametrize("block", json_blocks())
def test_json_is_what_it_claims_to_be(block: Block) -> None:
    """A whole definition loads, a whole answers file is scored, and a part fits where its mark says that it goes."""
    found = json.loads(block.text)
    if isinstance(found, dict) and found.get("format") == "riskscreen/1":
        assert riskscreen.loads(block.text).id == found["id"]
    elif "vectors" in found:
        assert read_vectors(block.text, riskscreen.load(DOORSTEP))
    elif "answers" in found:
        instrument = riskscreen.load(found["instrument"]["id"])
        file = answers_file.read_answers_file(block.text, instrument.definition)
        assert instrument.score(file.answers).instrument == instrument
    else:
        assert block.mark.startswith("goes to: "), "a part of a definition says where it goes"
        assert riskscreen.loads(with_part(block.mark.removeprefix("goes to: "), block.text)).id == "doorstep-check"


def with_part(pointer: str, part: str) -> str:
    """The small definition with a part put in; ``-`` is the end of a list."""
    document = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    *parents, last = pointer.split("/")[1:]
    place = document
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    if last == "-":
        place.append(json.loads(part))
    else:
        place[int(last) if isinstance(place, list) else last] = json.loads(part)
    return json.dumps(document)


def test_small_instrument_is_shown_verbatim() -> None:
    """The instrument that the page shows is the one that the tests use."""
    first = next(block for block in blocks_of(FORMAT) if block.language == "json")

    assert first.text == DOORSTEP.read_text(encoding="utf-8")


def test_every_property_of_the_format_is_on_its_page() -> None:
    """Nothing can be written that the contract does not explain."""
    text = FORMAT.read_text(encoding="utf-8")

    assert {name for name in properties(schema()) if f"`{name}`" not in text and f'"{name}"' not in text} == set()


def properties(part: Any) -> set[str]:
    """The names of all properties in a schema."""
    if isinstance(part, dict):
        own = set(part["properties"]) if isinstance(part.get("properties"), dict) else set()
        return own.union(*map(properties, part.values()))
    return set().union(*map(properties, part)) if isinstance(part, list) else set()


def limits_on(page: Path) -> dict[str, int]:
    """The rows of a page's table of limits that end in a number."""
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {what.strip(): int(number.replace(",", "")) for what, number in rows}


def test_limits_of_the_format_are_those_of_the_code() -> None:
    """Each number in the table of limits is taken from where it is enforced."""
    top, parts = schema()["properties"], schema()["$defs"]
    of_item, of_outcome = parts["item"]["properties"], parts["outcome"]["properties"]
    response = parts["response"]["then"]["properties"]

    assert limits_on(FORMAT) == {
        "size of a definition, in bytes": reading.MOST_BYTES,
        "brackets inside brackets": MOST_DEPTH,
        "digits of a number as it is written": MOST_DIGITS,
        "magnitude of a number": parts["number"]["maximum"],
        "decimals of a number": response["decimal"]["properties"]["places"]["maximum"],
        "characters of a name": parts["id"]["maxLength"],
        "characters of a text in one language": parts["text"]["additionalProperties"]["maxLength"],
        "characters of a topic in one language": parts["topic"]["additionalProperties"]["maxLength"],
        "languages": parts["text"]["maxProperties"],
        "items": MOST_ITEMS,
        "sections": top["sections"]["maxItems"],
        "response scales": top["response_scales"]["maxProperties"],
        "options or bands of an item": only(response["options"]["maxItems"], response["bands"]["maxItems"],
                                            parts["response_scale"]["properties"]["options"]["maxItems"]),
        "indicators of an item": of_item["indicators"]["maxItems"],
        "scales": top["scales"]["maxItems"],
        "options that all scales together read": scale_faults.MOST_OPTIONS_READ,
        "digits of the numbers of a scale, where it divides again and again": growth.MOST_DIGITS,
        "rows of a table, terms of `combine`, entries of `points`": only(
            *(parts["scale"]["properties"][name]["maxItems"] for name in ("table", "combine", "points"))),
        "conditions in one `all`, `any` or `of`": only(
            *(parts["condition"]["properties"][name]["maxItems"] for name in ("all", "any", "of"))),
        "outcomes": top["outcomes"]["maxItems"],
        "levels of an outcome": only(of_outcome["levels"]["maxItems"], of_outcome["bands"]["maxItems"]),
        "rules of an outcome": of_outcome["rules"]["maxItems"],
        "texts in `follow_up`": parts["level"]["properties"]["follow_up"]["maxItems"],
        "texts in `when_open`": of_outcome["when_open"]["maxItems"],
        "instruments in `next`": parts["level"]["properties"]["next"]["maxItems"],
        "items in `same_as`": of_item["same_as"]["maxItems"],
        "findings in `accepted`": top["accepted"]["maxItems"],
        "entries of `about.sources`": parts["about"]["properties"]["sources"]["maxProperties"],
        "`sources` of an item or a rule": parts["sources"]["maxItems"],
    }


def test_limits_of_answers_are_those_of_the_code() -> None:
    """The same for the answers of a case."""
    limits = limits_on(ANSWERS)

    assert limits["size of an answers file, in bytes"] == answers_file.MOST_BYTES
    assert limits["size of a result in its place, in bytes"] == answers_file.MOST_BYTES_OF_RESULT
    assert limits["brackets inside brackets in a file"] == MOST_DEPTH
    assert limits["answers in one set"] == MOST_ITEMS
    assert [number for what, number in limits.items() if "notes" in what] == [MOST_CHARACTERS]


def test_budget_of_steps_is_that_of_the_code() -> None:
    """The page on scoring names the number of steps past which bounds may be wide."""
    assert f"{MOST_STEPS:,}" in SCORING.read_text(encoding="utf-8")


def test_table_of_rounding_is_what_the_engine_does() -> None:
    """Each number in the table of ways to round is one that the engine gives."""
    lines = FORMAT.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| `how` |"))
    numbers = [round(float(cell) * 10) for cell in lines[start].split("|")[2:-1]]
    rows = {line.split("`")[1]: [int(cell) for cell in line.split("|")[2:-1]] for line in lines[start + 2: start + 6]}

    assert set(rows) == set(schema()["$defs"]["rounding"]["properties"]["how"]["enum"])
    assert rows == {how: [rounded(number, 10, how) for number in numbers] for how in rows}


def only(*numbers: int) -> int:
    """The number that all of these are."""
    assert len(set(numbers)) == 1
    return numbers[0]


def test_whole_definition_keeps_its_meaning_when_it_is_written_again() -> None:
    """What the page promises: writing an instrument and loading it again gives an equal one."""
    instrument = riskscreen.load(DOORSTEP)

    assert riskscreen.loads(instrument.to_json()) == instrument == Instrument.from_dict(instrument.to_dict())
