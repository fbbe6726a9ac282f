"""A definition with one rule otherwise, to see what that would do; it says of itself that it is a variant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from riskscreen._json.writing import digest
from riskscreen.definition.reading import definition_from
from riskscreen.definition.write import document_of
from riskscreen.errors import usage_error
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Outcome

_MARK = "-variant.x"
_N_DIGITS = 8
# What was said of the rule as it was, and of the instrument as it was studied and reviewed.
_OF_THE_RULE = ("because", "sources")
_OF_THE_INSTRUMENT = ("validation", "review_by", "supersedes")


def variant_of(definition: Definition, rule: str, when: Mapping[str, Any], outcome: Outcome) -> Definition:
    """The definition with another condition for a rule of an outcome.

    Its version names what it is a variant of, with the first digits of the digest of the whole: two variants of one
    version are never taken for one another.

    Raises:
        UsageError: For a rule that the outcome does not have; near names are suggested.
        InstrumentError: For a condition that has no meaning there.
    """
    base = definition.version.partition(_MARK)[0]
    document = document_of(definition)
    _set_condition(document, rule, when, outcome)
    about = {name: said for name, said in document["about"].items() if name not in _OF_THE_INSTRUMENT}
    document.pop("accepted", None)  # findings of another definition
    unnamed = definition_from({
        **document, "version": f"{base}{_MARK}", "about": {**about, "status": "draft"},
        "reads": list(dict.fromkeys([*document.get("reads", ()), base]))})
    digits = digest(document_of(unnamed)).partition(":")[2][:_N_DIGITS]
    return attrs.evolve(unnamed, version=f"{base}{_MARK}{digits}")


def _set_condition(document: dict[str, Any], rule: str, when: Mapping[str, Any], outcome: Outcome) -> None:
    rules = next(part for part in document["outcomes"] if part["id"] == outcome.id).get("rules", [])
    found = next((part for part in rules if part["id"] == rule), None)
    if found is None:
        names = [part["id"] for part in rules]
        raise usage_error("U-unknown-rule", f"{outcome.id} has no such rule.", found=rule, known=names,
                          expected=", ".join(names) or "no rule: its levels are given by cut-offs, see to_dict()")
    found["when"] = when
    for name in _OF_THE_RULE:
        found.pop(name, None)
