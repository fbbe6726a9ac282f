"""Another condition for one rule: a definition of its own, which says of itself that it is a variant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskscreen._json.writing import digest
from riskscreen.definition.kinds import part_of
from riskscreen.definition.reading import definition_from
from riskscreen.definition.write import document_of, rule_part
from riskscreen.errors import Problem, UnknownName, near_names, wrong_type
from riskscreen.model.condition import Combination, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.definition import VARIANT, Definition
from riskscreen.model.outcome import Outcome

_CONDITIONS = (Combination, ItemCondition, OutcomeCondition, ScaleCondition)
_N_DIGITS = 8
# What was said of the rule as it was, and of the instrument as it was studied and reviewed.
_OF_THE_RULE = ("because", "sources")
_OF_THE_INSTRUMENT = ("validation", "review_by", "supersedes")


def with_rule(definition: Definition, outcome: Outcome, rule: str, when: object) -> Definition:
    """The definition with another condition for one rule of an outcome.

    What was said of that rule, and what studies found of the instrument, is not said of the variant.

    Raises:
        UsageError: For a rule that the outcome does not have; near names are suggested.
        InstrumentError: With every problem of the condition, and of what it does to the definition.
    """
    if rule not in [each.id for each in outcome.rules]:
        raise _unknown_rule(definition, outcome, rule)
    if not issubclass(type(when), Mapping) and not isinstance(when, _CONDITIONS):
        raise wrong_type("A condition is given in plain values.", when, "such as {'scale': 'total', 'at_least': 4}")
    document = document_of(definition)
    part = document["outcomes"][definition.outcome_numbers[outcome.id]]
    if not _moved_band(part, rule, when):
        _with_condition(part, outcome, rule, when)
    return definition_from(_as_variant(document))


def _unknown_rule(definition: Definition, outcome: Outcome, name: str) -> UnknownName:
    names = [rule.id for rule in outcome.rules]
    elsewhere = [f"outcome={other.id!r} has it" for other in definition.outcomes
                 if any(rule.id == name for rule in other.rules)]
    return UnknownName([Problem("U-unknown-rule", "", f"{outcome.id} has no such rule.", found=f"{name!r}",
                                expected="; ".join([", ".join(names), *elsewhere]),
                                suggestions=near_names(name, names))])


def _moved_band(part: dict[str, Any], level: str, when: object) -> bool:
    """Whether the rule is a band that only gets another cut-off; then it has it now."""
    for band in part.get("bands", ()):
        bound, end = ("to", "at_most") if "to" in band else ("from", "at_least")
        if band["level"] == level and _plain(when).keys() == {"scale", end} and _plain(when)["scale"] == part["scale"]:
            band[bound] = _plain(when)[end]
            return True
    return False


def _with_condition(part: dict[str, Any], outcome: Outcome, name: str, when: object) -> None:
    """Give the rule its condition; bands become the rules that say the same."""
    rules = [rule_part(rule) for rule in outcome.rules]
    for rule in rules:
        if rule["id"] == name:
            for said in _OF_THE_RULE:
                rule.pop(said, None)
            rule["when"] = _written(when)
    for banded in ("bands", "scale"):
        part.pop(banded, None)
    part["rules"] = rules


def _written(when: object) -> object:
    """A condition as a document has it; what is no condition of the model is read as such a document."""
    if isinstance(when, _CONDITIONS):
        return part_of(when)
    return when


def _plain(when: object) -> dict[str, Any]:
    written = _written(when)
    return written if type(written) is dict else {}


def _as_variant(document: dict[str, Any]) -> dict[str, Any]:
    """The document as a draft that takes the answers of what it was made from, with a version that tells its content.

    The digest is that of the variant as it would be with the version that it was made from.  A variant of a variant is
    one of the same definition, so the order in which rules are changed does not matter.
    """
    version, build = _split(document["version"])
    earlier = [each for each in document.get("reads", ()) if each != version + build]
    about = {name: said for name, said in document["about"].items() if name not in _OF_THE_INSTRUMENT}
    before = document | {"version": version + build, "about": about | {"status": "draft"}, "reads": earlier}
    before.pop("accepted", None)  # findings of another definition
    if not earlier:
        del before["reads"]
    told = _digits(before)
    return before | {"version": f"{version}{VARIANT}{told}{build}", "reads": [*earlier, version + build]}


def _digits(document: dict[str, Any]) -> str:
    try:
        return digest(document).partition(":")[2][:_N_DIGITS]
    except Exception:  # the condition holds what no document can: it is refused when it is read, with its place
        return "0" * _N_DIGITS


def _split(version: str) -> tuple[str, str]:
    """A version without what makes it a variant, and what stands behind its plus, with it."""
    base, plus, build = version.partition("+")
    return base.partition(VARIANT)[0], plus + build
