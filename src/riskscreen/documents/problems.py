"""What a JSON Schema of ours finds wrong with a document, as our problems; the one module that knows jsonschema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain, islice, pairwise
from typing import Any, Literal, TypeAlias

import attrs

from riskscreen._json.values import JsonValue
from riskscreen.definition.faults.unresolved import Unresolved, Usable
from riskscreen.definition.places import document_order
from riskscreen.documents.schema import schema_of
from riskscreen.errors import MOST_COUNTED, MOST_PROBLEMS, Problem, describe, pointer_to

Schema: TypeAlias = "dict[str, Any]"
Error: TypeAlias = Any  # jsonschema comes without types
Family: TypeAlias = Literal["answers", "records"]

# What is wrong, in the words of the schema, and the code of it in each kind of document.
CODES: Mapping[Family, Mapping[str, str]] = {
    "answers": {
        "type": "A-wrong-type", "required": "A-missing-property", "additionalProperties": "A-unknown-property",
        "format": "A-unknown-format", "long": "A-too-long", "many": "A-too-many", "value": "A-wrong-value",
    },
    "records": {
        "type": "R-wrong-type", "required": "R-missing-property", "additionalProperties": "R-unknown-property",
        "format": "R-unknown-format", "long": "R-too-long", "many": "R-too-many", "value": "R-wrong-value",
    },
}
_NOUNS = {"object": "an object", "array": "a list", "string": "a text", "number": "a number", "null": "null",
          "integer": "a whole number", "boolean": "true or false"}
_LONGEST_NAME = 80


def problems_in(document: JsonValue, name: str, *, family: Family) -> list[Problem]:
    """Everything that the schema of this name finds, in document order; the first fifty with near names.

    The document must come from strict JSON, or be as plain.  What has more entries than the schema allows is refused
    for that, and not looked into; nothing is counted past a thousand problems.  A document in a format that is not
    known has that one problem, for whatever else stands in it may be right there.
    """
    telling = _Telling(schema_of(name), CODES[family])
    found = islice(chain.from_iterable(map(telling.problems, _validator(name).iter_errors(document))), MOST_COUNTED)
    ordered = sorted(dict.fromkeys(found), key=document_order(document))
    of_format = [problem for problem in ordered if problem.code == telling.codes["format"]]
    if of_format:
        return of_format
    return [problem.with_suggestions() if isinstance(problem, Unresolved) and n < MOST_PROBLEMS else problem
            for n, problem in enumerate(ordered)]


@cache
def _validator(name: str) -> Error:
    # Only here: loading jsonschema takes longer than many a command, which may read no document at all.
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    standard = Draft202012Validator.VALIDATORS
    counting = validators.extend(Draft202012Validator, {
        keyword: _after_counting(standard[keyword], most) for keyword, most in _COUNTED.items()})
    return counting(schema_of(name), registry=Registry())  # an empty registry, so that nothing is ever fetched


# What looks into something, and what says how much of it there may be.
_COUNTED = {"items": "maxItems",
            **dict.fromkeys(("properties", "additionalProperties", "propertyNames"), "maxProperties")}


def _after_counting(standard: Error, most: str) -> Callable[..., Iterator[Error]]:
    """A keyword of the standard, where there are not too many entries to look into."""

    def rule(validator: Error, value: Error, instance: Error, schema: Schema) -> Iterator[Error]:
        if not (isinstance(instance, dict | list) and len(instance) > schema.get(most, len(instance))):
            yield from standard(validator, value, instance, schema) or ()

    return rule


@attrs.frozen
class _Telling:
    """One schema, and the codes that problems of its documents have."""

    schema: Schema
    codes: Mapping[str, str]

    def problems(self, error: Error) -> Iterator[Problem]:
        """The problems that one error of jsonschema is; it has a way to be told for each keyword that we use."""
        return WAYS[error.validator](self, error, pointer_to(*error.absolute_path))

    def of_type(self, error: Error, pointer: str) -> Iterator[Problem]:
        kinds = error.validator_value
        is_one = isinstance(kinds, str)
        noun = _NOUNS[kinds] if is_one else " or ".join(_NOUNS[kind] for kind in kinds)
        can_go = error.instance is None and self._can_be_left_out(error)
        message = (f"This must be {noun}" if is_one else "This cannot stand here") + (_LEAVE_OUT if can_go else ".")
        yield Problem(self.codes["type"], pointer, message, found=describe(error.instance),
                      expected=_example(error.schema) or (noun if is_one else _meant(error.schema) or noun))

    def of_missing(self, error: Error, pointer: str) -> Iterator[Problem]:
        """A property that is not there; jsonschema has an error for each, and names it in its message alone."""
        name = next(name for name in error.validator_value if error.message.startswith(repr(name)))
        part = self._followed(error.schema.get("properties", {}).get(name, {}))
        about = f" {part['description']}" if "description" in part else ""
        yield Problem(self.codes["required"], pointer + pointer_to(name), f"The property '{name}' is missing.{about}",
                      expected=_example(part) or _example(error.schema))

    def of_unknown(self, error: Error, pointer: str) -> Iterator[Problem]:
        known, there = list(error.schema.get("properties", {})), error.instance
        what = error.schema.get("title", "What stands here")
        meant = ", ".join(name for name in known if not name.startswith("$"))  # those that mean something
        for name in (name for name in there if name not in known):
            yield Unresolved(self.codes["additionalProperties"], pointer + pointer_to(name[:_LONGEST_NAME]),
                             f"{what} has no such property.", found=describe(name), expected=meant,
                             name=name, candidates=Usable(known, lambda other: other not in there))

    def of_long(self, error: Error, pointer: str) -> Iterator[Problem]:
        yield Problem(self.codes["long"], pointer, "This text is too long.",
                      found=f"a text of {len(error.instance)} characters",
                      expected=f"at most {error.validator_value} characters")

    def of_many(self, error: Error, pointer: str) -> Iterator[Problem]:
        yield Problem(self.codes["many"], pointer, "There are too many of these.", found=describe(error.instance),
                      expected=f"at most {error.validator_value}")

    def of_value(self, error: Error, pointer: str) -> Iterator[Problem]:
        """Neither the one value that can stand there nor one of several; our formats are such values."""
        only = error.validator_value if error.validator == "enum" else [error.validator_value]
        code, message = ("format", "This version of riskscreen does not know this format.") if pointer == "/format" \
            else ("value", "This is not one of the values that can stand here.")
        yield Problem(self.codes[code], pointer, message, found=describe(error.instance),
                      expected=" or ".join(map(describe, only)))

    def of_limit(self, error: Error, pointer: str) -> Iterator[Problem]:
        message, words = _LIMITS[error.validator]
        yield Problem(self.codes["value"], pointer, message, found=describe(error.instance),
                      expected=words.format(error.validator_value))

    def of_pattern(self, error: Error, pointer: str) -> Iterator[Problem]:
        """People are told in words and by an example; the pattern is for programs."""
        yield Problem(self.codes["value"], pointer, "This is not written as it must be.",
                      found=describe(error.instance),
                      expected=f"{error.schema['description']}, such as {error.schema['examples'][0]}")

    def _can_be_left_out(self, error: Error) -> bool:
        """Whether the object around it need not have this property."""
        around, part, last = self.schema, self.schema, ""
        for step, name in pairwise(error.absolute_schema_path):
            part = self._followed(part)
            if step == "properties":
                around, last = part, name
            part = part[step]
        return last != "" and last not in around.get("required", ())

    def _followed(self, part: Schema) -> Schema:
        """What a part of the schema says, with what it refers to."""
        if "$ref" not in part:
            return part
        return {**self.schema["$defs"][part["$ref"].rpartition("/")[2]], **part}


def _example(part: Schema) -> str | None:
    return json.dumps(part["examples"][0], ensure_ascii=False) if "examples" in part else None


def _meant(part: Schema) -> str:
    """What can stand in a place that takes several kinds of values, in the words of the schema."""
    text: str = part.get("description", "").rstrip(".")
    return text[:1].lower() + text[1:]


_LEAVE_OUT = "; leave it out where there is nothing to say."
_EMPTY, _OUT_OF_RANGE = "This is empty or too short.", "This number is out of range."
_LIMITS = {
    "minLength": (_EMPTY, "at least this many characters: {}"), "minItems": (_EMPTY, "at least this many entries: {}"),
    "minProperties": (_EMPTY, "at least this many entries: {}"), "minimum": (_OUT_OF_RANGE, "at least {}"),
    "exclusiveMinimum": (_OUT_OF_RANGE, "more than {}"), "maximum": (_OUT_OF_RANGE, "at most {}"),
}
# How what breaks a keyword is told; those that only lead to others need no way of their own.
WAYS: Mapping[str, Callable[[_Telling, Error, str], Iterator[Problem]]] = {
    "type": _Telling.of_type, "required": _Telling.of_missing, "additionalProperties": _Telling.of_unknown,
    "maxLength": _Telling.of_long, "maxItems": _Telling.of_many, "maxProperties": _Telling.of_many,
    "const": _Telling.of_value, "enum": _Telling.of_value, "pattern": _Telling.of_pattern,
    **dict.fromkeys(_LIMITS, _Telling.of_limit),
}
