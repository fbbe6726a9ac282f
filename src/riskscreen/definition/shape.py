"""The part of JSON Schema that riskscreen/1 is written in, as functions that say what is wrong, and where.

A general validator takes most of a minute for some documents that are allowed, and an author may not wait longer than
a second.  The tests hold the verdicts of these functions against those of such a validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import attrs

from riskscreen.definition.faults.unresolved import Unresolved, Usable, shown
from riskscreen.definition.places import Place, pointer_at
from riskscreen.errors import MOST_COUNTED, Problem, describe

ShapeSchema: TypeAlias = "Mapping[str, Any]"


class Enough(Exception):
    """There are more problems than anybody counts."""


@attrs.define
class Findings:
    """What was found so far; ``is_beyond`` where a list or an object is longer than any part of a sound document."""

    problems: list[Problem] = attrs.field(factory=list)
    is_beyond: bool = False

    def add(self, code: str, place: Place, found: object, expected: str) -> None:
        """A problem whose message is always the same."""
        self.put(Problem(code, pointer_at(place), MESSAGES[code], found=describe(found), expected=expected))

    def put(self, problem: Problem) -> None:
        """Any problem."""
        self.problems.append(problem)
        if len(self.problems) == MOST_COUNTED:
            self.is_beyond = True
            raise Enough


MESSAGES = {
    "D-wrong-type": "This has the wrong type.",
    "D-still-open": "This is still open: null marks what somebody has yet to fill in.",
    "D-not-one-of": "This is not one of the values that can stand here.",
    "D-bad-id": "This is not written as such a name must be.",
    "D-number-range": "This number is out of range.",
    "D-too-few": "This is empty or too short.",
    "D-too-many": "This is too long or has too many entries.",
}

ShapeRule: TypeAlias = "Callable[[Any, Place, Findings], None]"
_LONGEST_NAME = 64
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, Decimal)}
_EVERY_TYPE = (dict, list, str, bool, type(None), int, Decimal)


@attrs.frozen
class Shapes:
    """The rules for the parts of a schema, each made once, though some contain themselves."""

    definitions: Mapping[str, ShapeSchema]
    made: dict[str, ShapeRule] = attrs.field(factory=dict)

    def rule_of(self, schema: ShapeSchema | Literal[True]) -> ShapeRule:
        """What a value has to be like; values are plain ones, as strict JSON gives them."""
        if schema is True:
            return _anything
        if "$ref" in schema:
            return self._referred(schema["$ref"].rpartition("/")[2])
        unused = set(schema) - {"$schema", "$defs", "title", "description", "examples"}
        rules: dict[type, list[ShapeRule]] = {kind: [] for kind in _types_of(schema)}
        for keywords, kinds, build in _KEYWORDS:
            if unused & keywords:
                rule = build(self, schema)
                for kind in rules.keys() & kinds:
                    rules[kind].append(rule)
            unused -= keywords
        assert unused <= {"type"}, f"no rules are known for {unused}"
        return _by_type({kind: tuple(of_kind) for kind, of_kind in rules.items()}, _names_of_types(schema))

    def _referred(self, name: str) -> ShapeRule:
        if name not in self.made:
            self.made[name] = lambda value, place, findings: self.made[name](value, place, findings)
            self.made[name] = self.rule_of(self.definitions[name])
        return self.made[name]


def _anything(value: Any, place: Place, findings: Findings) -> None:
    """Nothing is asked here."""


def _names_of_types(schema: ShapeSchema) -> tuple[str, ...]:
    named = schema.get("type", ())
    return (named,) if isinstance(named, str) else tuple(named)


def _types_of(schema: ShapeSchema) -> tuple[type, ...]:
    return tuple(kind for name in _names_of_types(schema) for kind in _TYPES[name]) or _EVERY_TYPE


def _by_type(rules: Mapping[type, tuple[ShapeRule, ...]], names: tuple[str, ...]) -> ShapeRule:
    expected = " or ".join(names)

    def rule(value: Any, place: Place, findings: Findings) -> None:
        of_kind = rules.get(type(value))
        if of_kind is None:
            is_gap = value is None and place is not None
            findings.add("D-still-open" if is_gap else "D-wrong-type", place, value, expected)
            return
        for each in of_kind:
            each(value, place, findings)

    return rule


# One function for each keyword, or for keywords that are about the same thing.


def _one_of(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    """``const`` and ``enum``: the only values there can be."""
    only = (schema["const"],) if "const" in schema else tuple(schema["enum"])
    known = frozenset((type(value), value) for value in only)
    expected = describe(only[0]) if "const" in schema else "one of " + ", ".join(only)

    def rule(value: Any, place: Place, findings: Findings) -> None:
        if not isinstance(value, str | bool) or (type(value), value) not in known:
            findings.add("D-not-one-of", place, value, expected)

    return rule


def _reserved(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    """``not``: the one name that has a meaning of its own."""
    reserved = schema["not"]["const"]

    def rule(value: Any, place: Place, findings: Findings) -> None:
        if value == reserved:
            findings.put(Problem("D-reserved-id", pointer_at(place), "The id 'unknown' is reserved for the answer that "
                                 "everyone can give.", found=describe(value)))

    return rule


def _pattern(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    """People are told in words and by an example; the pattern is for programs."""
    search = re.compile(schema["pattern"]).search
    expected = f"{schema['description']}, such as {schema['examples'][0]}"

    def rule(value: Any, place: Place, findings: Findings) -> None:
        if search(value) is None:
            findings.add("D-bad-id", place, value, expected)

    return rule


def _range(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    low, above, high = schema.get("minimum"), schema.get("exclusiveMinimum"), schema.get("maximum")

    def rule(value: Any, place: Place, findings: Findings) -> None:
        if low is not None and value < low:
            findings.add("D-number-range", place, value, f"at least {low}")
        if above is not None and value <= above:
            findings.add("D-number-range", place, value, f"more than {above}")
        if high is not None and value > high:
            findings.add("D-number-range", place, value, f"at most {high}")

    return rule


def _size(fewest: str, most: str, noun: str) -> Callable[[Shapes, ShapeSchema], ShapeRule]:
    """How many characters, elements or members there are."""

    def build(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
        low, high = schema.get(fewest, 0), schema.get(most)

        def rule(value: Any, place: Place, findings: Findings) -> None:
            if len(value) < low:
                findings.add("D-too-few", place, value, f"at least this many{noun}: {low}")
            if high is not None and len(value) > high:
                findings.is_beyond |= not isinstance(value, str)
                findings.add("D-too-many", place, value, f"at most this many{noun}: {high}")

        return rule

    return build


def _elements(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    each, most = shapes.rule_of(schema["items"]), schema["maxItems"]

    def rule(value: Any, place: Place, findings: Findings) -> None:
        if len(value) <= most:  # what is longer is refused already, and may be very long
            for n, element in enumerate(value):
                each(element, (place, n), findings)

    return rule


def _members(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    known = {name: shapes.rule_of(part) for name, part in schema.get("properties", {}).items()}
    others = schema.get("additionalProperties", True)
    other = None if others is False else shapes.rule_of(others)
    named = shapes.rule_of(schema.get("propertyNames", True))
    most = schema.get("maxProperties")

    def rule(value: Any, place: Place, findings: Findings) -> None:
        if most is not None and len(value) > most:
            return
        for name, member in value.items():
            here = place, name
            if name in known:
                known[name](member, here, findings)
            elif other is None:
                findings.put(_unknown(name, here, known, value))
            else:
                named(name, here, findings)
                if len(name) <= _LONGEST_NAME:
                    other(member, here, findings)

    return rule


def _unknown(name: str, place: Place, known: Mapping[str, ShapeRule], there: Mapping[str, object]) -> Problem:
    """A property that nothing knows; what stands there already is not suggested for it."""
    return Unresolved("D-unknown-property", pointer_at(place), f"There is no property {describe(name)} here.",
                      expected="one of " + ", ".join(known), name=name,
                      candidates=Usable(known, lambda other: other not in there))


def _required(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    names = schema["required"]

    def rule(value: Any, place: Place, findings: Findings) -> None:
        for name in names:
            if name not in value:
                findings.put(Problem("D-missing-property", pointer_at(place), f"The property '{name}' is missing."))

    return rule


def _dependent(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    pairs = [(name, other) for name, needed in schema["dependentRequired"].items() for other in needed]

    def rule(value: Any, place: Place, findings: Findings) -> None:
        for name, other in pairs:
            if name in value and other not in value:
                findings.put(Problem("D-missing-property", pointer_at(place), f"'{name}' needs '{other}' beside it."))

    return rule


def _one_form(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    forms = [_form(form) for form in schema["oneOf"]]
    sound: set[tuple[str, ...]] = set()
    expected = "one of: " + "; ".join(" with ".join(form["required"]) for form in schema["oneOf"])

    def rule(value: Any, place: Place, findings: Findings) -> None:
        names = tuple(value)
        if names in sound:
            return
        if sum(fits(value) for fits in forms) == 1:
            sound.add(names)
        else:
            listed = ", ".join(map(shown, sorted(value)[:_MOST_LISTED]))
            findings.put(Problem("D-one-form", pointer_at(place), "This must have exactly one of the forms of the "
                                 "format.", found="properties " + listed if value else "an empty object",
                                 expected=expected))

    return rule


_MOST_LISTED = 12


def _form(schema: ShapeSchema) -> Callable[[Mapping[str, Any]], bool]:
    """Whether an object has these properties, no more than so many, and not those."""
    needed, most = set(schema["required"]), schema.get("maxProperties", float("inf"))
    excluded = [set(form["required"]) for form in schema.get("not", {}).get("anyOf", ())]
    return lambda value: (needed <= value.keys() and len(value) <= most
                          and not any(names <= value.keys() for names in excluded))


def _choice(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    """``if`` an object, or one with some property, ``then`` this, ``else`` that."""
    asked = set(schema["if"].get("required", ()))
    then, otherwise = shapes.rule_of(schema["then"]), shapes.rule_of(schema.get("else", True))

    def rule(value: Any, place: Place, findings: Findings) -> None:
        is_so = isinstance(value, dict) and asked <= value.keys()
        (then if is_so else otherwise)(value, place, findings)

    return rule


def _all_of(shapes: Shapes, schema: ShapeSchema) -> ShapeRule:
    every = [shapes.rule_of(part) for part in schema["allOf"]]

    def rule(value: Any, place: Place, findings: Findings) -> None:
        for each in every:
            each(value, place, findings)

    return rule


Kinds: TypeAlias = "frozenset[type]"
_EVERY: Kinds = frozenset(_EVERY_TYPE)
_OBJECT: Kinds = frozenset({dict})
_LIST: Kinds = frozenset({list})
_TEXT: Kinds = frozenset({str})
_NUMBER: Kinds = frozenset({int, Decimal})
# What reports about the value itself stands before what looks into it, so that problems come in document order.
_KEYWORDS: tuple[tuple[frozenset[str], Kinds, Callable[[Shapes, ShapeSchema], ShapeRule]], ...] = (
    (frozenset({"const", "enum"}), _EVERY, _one_of),
    (frozenset({"pattern"}), _TEXT, _pattern),
    (frozenset({"minLength", "maxLength"}), _TEXT, _size("minLength", "maxLength", " characters")),
    (frozenset({"not"}), _TEXT, _reserved),
    (frozenset({"minimum", "exclusiveMinimum", "maximum"}), _NUMBER, _range),
    (frozenset({"required"}), _OBJECT, _required),
    (frozenset({"dependentRequired"}), _OBJECT, _dependent),
    (frozenset({"oneOf"}), _OBJECT, _one_form),
    (frozenset({"minItems", "maxItems"}), _LIST, _size("minItems", "maxItems", "")),
    (frozenset({"minProperties", "maxProperties"}), _OBJECT, _size("minProperties", "maxProperties", " entries")),
    (frozenset({"items"}), _LIST, _elements),
    (frozenset({"properties", "additionalProperties", "propertyNames"}), _OBJECT, _members),
    (frozenset({"if", "then", "else"}), _EVERY, _choice),
    (frozenset({"allOf"}), _EVERY, _all_of),
)
