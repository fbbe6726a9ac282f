"""The shape of a document: what the JSON Schema of riskscreen/1 says is wrong with it.

The only module that knows jsonschema, and it loads it when a document is checked: it takes longer to import than a
shipped instrument, which the tests have checked before, takes to load and score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from riskscreen._json import JsonValue, parse
from riskscreen.errors import InstrumentError, Problem, describe, near_names, pointer_to
from riskscreen.model.definition import FORMAT

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_SCHEMA_BYTES = 1 << 20


def shape_problems(document: JsonValue) -> list[Problem]:
    """Every place where the document has another shape than riskscreen/1 asks for, in document order."""
    if isinstance(document, dict) and document.get("format") != FORMAT:
        return [_unknown_format(document)]
    errors = _validator().iter_errors(document)
    return [problem for error in errors for problem in _problems_of(error)]


def schema() -> Mapping[str, Any]:
    """The JSON Schema of riskscreen/1."""
    source = __spec__.loader.get_data(__file__.rpartition("schema.py")[0] + "schema.json")  # type: ignore[union-attr]  # loaders of files and of zips both have it
    document = parse(source, most_bytes=_SCHEMA_BYTES, raises=InstrumentError)
    assert isinstance(document, dict), "the packaged schema is broken: please report this"
    return document


@cache
def _validator() -> Validator:
    import jsonschema
    from referencing import Registry

    return jsonschema.Draft202012Validator(schema(), registry=Registry())


def _unknown_format(document: Mapping[str, JsonValue]) -> Problem:
    if "format" not in document:
        return Problem("D-missing-property", "", "The property 'format' is missing.", expected=f"{FORMAT!r}")
    return Problem("D-unknown-format", "/format", "This version of riskscreen does not know this format.",
                   found=describe(document["format"]), expected=f"one of the known formats: {FORMAT}")


def _problems_of(error: ValidationError) -> Iterator[Problem]:
    pointer = pointer_to(*error.absolute_path)
    special = _SPECIAL.get(str(error.validator))
    if special is not None:
        yield from special(error, pointer)
    else:
        code = _CODES.get(str(error.validator), "D-bad-form")
        yield Problem(code, pointer, _MESSAGES[code], found=describe(error.instance), expected=_expected(error))


def _unknown_properties(error: ValidationError, pointer: str) -> Iterator[Problem]:
    known = list(error.schema.get("properties", {}))
    for name in error.instance:
        if name not in known:
            yield Problem("D-unknown-property", pointer + pointer_to(name),
                          f"There is no property {describe(name)} here.", expected="one of " + ", ".join(known),
                          suggestions=near_names(name, known))


def _missing_property(error: ValidationError, pointer: str) -> Iterator[Problem]:
    missing = [name for name in error.validator_value if name not in error.instance]
    # jsonschema reports each missing name as an error of its own, and names it in its message only
    name = next((name for name in missing if error.message.startswith(repr(name))), missing[0])
    yield Problem("D-missing-property", pointer, f"The property '{name}' is missing.")


def _dependent_property(error: ValidationError, pointer: str) -> Iterator[Problem]:
    for name, needed in error.validator_value.items():
        for other in needed:
            if name in error.instance and other not in error.instance:
                yield Problem("D-missing-property", pointer, f"'{name}' needs '{other}' beside it.")


def _one_form(error: ValidationError, pointer: str) -> Iterator[Problem]:
    forms = [" with ".join(form["required"]) for form in error.validator_value]
    yield Problem("D-one-form", pointer, "This must have exactly one of the forms of the format.",
                  found="properties " + ", ".join(sorted(error.instance)) if error.instance else "an empty object",
                  expected="one of: " + "; ".join(forms))


def _bad_name(error: ValidationError, pointer: str) -> Iterator[Problem]:
    yield Problem("D-bad-id", pointer + pointer_to(error.instance) if "propertyNames" in error.absolute_schema_path
                  else pointer, _MESSAGES["D-bad-id"], found=describe(error.instance), expected=_expected(error))


def _reserved(error: ValidationError, pointer: str) -> Iterator[Problem]:
    if isinstance(error.instance, str):
        yield Problem("D-reserved-id", pointer, "The id 'unknown' is reserved for the answer that everyone can give.",
                      found=describe(error.instance))


def _expected(error: ValidationError) -> str:
    kind, rule = str(error.validator), error.validator_value
    if kind == "type":
        return " or ".join(rule) if isinstance(rule, list) else str(rule)
    if kind == "enum":
        return "one of " + ", ".join(map(str, rule))
    if kind == "pattern":
        return "the form " + str(rule).replace("(?!\\n)", "")
    return describe(rule) if kind == "const" else f"{_LIMITS.get(kind, kind)} {rule}"


_LIMITS = {
    "minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than",
    "minItems": "at least this many:", "maxItems": "at most this many:",
    "minLength": "at least this many characters:", "maxLength": "at most this many characters:",
    "minProperties": "at least this many entries:", "maxProperties": "at most this many entries:",
}
_CODES = {
    "type": "D-wrong-type", "enum": "D-not-one-of", "const": "D-not-one-of", "pattern": "D-bad-id",
    "minimum": "D-number-range", "maximum": "D-number-range", "exclusiveMinimum": "D-number-range",
    "minItems": "D-too-few", "minProperties": "D-too-few", "minLength": "D-too-few",
    "maxItems": "D-too-many", "maxProperties": "D-too-many", "maxLength": "D-too-many",
}
_MESSAGES = {
    "D-wrong-type": "This has the wrong type.",
    "D-not-one-of": "This is not one of the values that can stand here.",
    "D-bad-id": "This is not written as such a name must be.",
    "D-number-range": "This number is out of range.",
    "D-too-few": "This is empty or too short.",
    "D-too-many": "This is too long or has too many entries.",
    "D-bad-form": "This does not fit the format.",
}
_SPECIAL: dict[str, Callable[[ValidationError, str], Iterator[Problem]]] = {
    "additionalProperties": _unknown_properties,
    "required": _missing_property,
    "dependentRequired": _dependent_property,
    "oneOf": _one_form,
    "pattern": _bad_name,
    "not": _reserved,
}
