"""From one instrument to the next: answers to items that ask the same need not be given twice."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.answers.stale import without_stale
from riskscreen.definition.same_items import same_items
from riskscreen.engine.applying import applies_in
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item


def carried_answers(here: Definition, there: Definition, answers: Answers) -> dict[str, object]:
    """The answers, given to *there*, that the items of *here* can take, in the order of *here*.

    What they rest on comes along; of the indicators that were ticked only those that the item here has too.
    Answers to items that do not apply here are left out.

    Raises:
        InstrumentError: If the two definitions do not agree about what asks the same.
    """
    counterparts = same_items(here, there)
    given = answers.to_dict()
    carried = {item.id: _as_answered_here(item, given[other.item], dict(other.options)) for item in here.items
               if (other := counterparts.get(item.id)) is not None and other.item in given}
    return applicable_answers(here, carried)


def applicable_answers(definition: Definition, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers, all of them valid, without those to items that do not apply."""
    return without_stale(definition, answers, applies_in(definition))[0]


def _as_answered_here(item: Item, answer: object, options: Mapping[str, str]) -> object:
    """The answer by the ids that options have here, and with the indicators that the item has here.

    It is the bare answer where nothing else is left of its evidence.
    """
    if isinstance(answer, str):
        return options.get(answer, answer)
    if isinstance(answer, list):  # one of several options
        return [_as_answered_here(item, option, options) for option in answer]
    if not (isinstance(answer, dict) and "answer" in answer):
        return answer
    known = [indicator.id for indicator in item.indicators]
    seen = [name for name in answer.get("indicators", ()) if name in known]
    evidence = {name: part for name, part in answer.items() if name != "indicators"} | \
        ({"indicators": seen} if seen else {}) | {"answer": _as_answered_here(item, answer["answer"], options)}
    return evidence if len(evidence) > 1 else evidence["answer"]
