"""What the answers of an instrument look like: an empty answers file, and a JSON Schema for other programs."""

from __future__ import annotations

from typing import Any

from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN, NumberResponse, TextResponse
from riskscreen.model.text import MOST_CHARACTERS
from riskscreen.version import ANSWERS


def template(definition: Definition, language: str | None = None) -> dict[str, object]:
    """An answers file with every item still open: null is refused as an answer, so none can be forgotten.

    With a *language*, ``notes`` says in the items' own words what can be answered.
    """
    notes = () if language is None else (
        f"{item.id}: {item.text[language]} ({', '.join(_answers_of(item))})" for item in definition.items)
    return {
        "format": ANSWERS,
        "instrument": {"id": definition.id, "version": definition.version},
        "case": "",
        "as_of": "",
        "notes": "\n".join(notes),
        "answers": {item.id: None for item in definition.items},
    }


def _answers_of(item: Item) -> list[str]:
    response = item.response
    if isinstance(response, TextResponse):
        return ["..."]
    if isinstance(response, NumberResponse):
        known = [f"{response.least} - {response.most}"]
    else:
        known = [option.id for option in response.options]
    return [*known, UNKNOWN] if response.allows_unknown else known


def answers_schema(definition: Definition) -> dict[str, object]:
    """A JSON Schema (2020-12) for the answers of one case.

    It says what each item can be answered with, sets of options and ranges of numbers of which one is right included.
    Which items apply depends on the answers; that is for scoring to say.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Answers to {definition.id} {definition.version}",
        "type": "object",
        "properties": {item.id: _item_schema(item) for item in definition.items},
        "additionalProperties": False,
    }


def _item_schema(item: Item) -> dict[str, Any]:
    answer = _answer_schema(item)
    text = {"type": "string", "maxLength": MOST_CHARACTERS}
    known = [indicator.id for indicator in item.indicators]
    ticked = {"type": "array", "items": {"enum": known} if known else False, "maxItems": len(known)}
    rich = {"type": "object", "required": ["answer"], "additionalProperties": False,
            "properties": {"answer": answer, "because": text, "source": text, "indicators": ticked}}
    return {"description": str(item.text), "anyOf": [answer, rich]}


def _answer_schema(item: Item) -> dict[str, Any]:
    response = item.response
    if isinstance(response, TextResponse):
        return {"type": "string", "minLength": 1, "maxLength": response.max_length}
    if not isinstance(response, NumberResponse):
        names = [option.id for option in response.options]
        one_of = {"type": "array", "items": {"enum": names}, "minItems": 1, "maxItems": len(names)}
        return {"anyOf": [{"enum": [*names, UNKNOWN] if response.allows_unknown else names}, one_of]}
    number = {"type": "number" if response.is_decimal else "integer", "minimum": response.least,
              "maximum": response.most}
    end = {"anyOf": [number, _DIGITS]}
    between = {"type": "object", "properties": {"from": end, "to": end}, "minProperties": 1,
               "additionalProperties": False}
    return {"anyOf": [number, _DIGITS, *([{"const": UNKNOWN}] if response.allows_unknown else []), between]}


_DIGITS = {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$(?!\\n)"}  # scoring says whether such a number fits
