"""An answer with what it rests on: its reason, its source, and the indicators that were found."""

from __future__ import annotations

from typing import Any

from riskscreen.answers.hints import near, what_answers
from riskscreen.answers.texts import half_a_character, is_whole
from riskscreen.answers.untrusted import elements_of, members_of, plain_text, pointer_of
from riskscreen.errors import MOST_COUNTED, Problem, describe
from riskscreen.model.item import Item
from riskscreen.model.text import MOST_CHARACTERS

_RICH = ("answer", "because", "source", "indicators")
ABSENT = object()


def with_evidence(item: Item, raw: object, pointer: str,
                  problems: list[Problem]) -> tuple[object, dict[str, Any]]:
    """The answer itself, or ABSENT where there is none, and its evidence."""
    members = members_of(raw, MOST_COUNTED + len(_RICH))
    if members is None:
        problems.append(Problem("A-wrong-type", pointer, "This answer could not be read: its own code failed.",
                                item=item.id, found=describe(raw), expected=what_answers(item)))
        return ABSENT, {}
    parts: dict[str, object] = {}
    others = [name for name in _RICH if name not in {plain_text(given) for given, _ in members}]
    for given, part in members:
        name = plain_text(given)
        if name in _RICH:
            parts[name] = part
        else:
            problems.append(Problem("A-unknown-property", pointer + pointer_of(given), "An answer has no such "
                                    "property.", item=item.id, found=describe(given), expected=", ".join(_RICH),
                                    suggestions=near(name, others, problems)))
    evidence: dict[str, Any] = {name: text for name in ("because", "source") if name in parts
                                and (text := _evidence(item, parts[name], f"{pointer}/{name}", problems))}
    if "indicators" in parts:
        evidence["indicators"] = _indicators(item, parts["indicators"], f"{pointer}/indicators", problems)
    if "answer" not in parts:
        problems.append(Problem("A-missing", pointer, "There is evidence but no answer.", item=item.id,
                                expected=what_answers(item)))
    return parts.get("answer", ABSENT), evidence


def _evidence(item: Item, raw: object, pointer: str, problems: list[Problem]) -> str | None:
    text = plain_text(raw)
    if text is None:
        problems.append(Problem("A-wrong-type", pointer, "Evidence is a text.", item=item.id, found=describe(raw)))
    elif len(text) > MOST_CHARACTERS:
        problems.append(Problem("A-too-long", pointer, "This text is too long.", item=item.id,
                                found=f"a text of {len(text)} characters",
                                expected=f"at most {MOST_CHARACTERS} characters"))
    elif not is_whole(text):
        problems.append(half_a_character(item, pointer))
    return text


def _indicators(item: Item, raw: object, pointer: str, problems: list[Problem]) -> tuple[str, ...]:
    known = [indicator.id for indicator in item.indicators]
    elements = elements_of(raw, MOST_COUNTED) if issubclass(type(raw), list | tuple) else None
    if elements is None:
        problems.append(Problem("A-wrong-type", pointer, "Indicators are a list of ids.", item=item.id,
                                found=describe(raw)))
        return ()
    ticked: list[str] = []
    not_ticked = [name for name in known if name not in set(map(plain_text, elements))]
    for position, element in enumerate(elements):
        name = plain_text(element)
        if name is None or name not in known:
            problems.append(Problem("A-unknown-indicator", f"{pointer}/{position}", "The item has no such indicator.",
                                    item=item.id, found=describe(element),
                                    expected=", ".join(known) or "no indicators",
                                    suggestions=near(name, not_ticked, problems)))
        elif name in ticked:
            problems.append(Problem("A-duplicate-indicator", f"{pointer}/{position}", "This indicator is ticked twice.",
                                    item=item.id, found=describe(element), expected="each indicator once"))
        else:
            ticked.append(name)
    return tuple(ticked)
