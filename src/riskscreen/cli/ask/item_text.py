"""How an item is put to somebody in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.cli.ask.replies import (
    SEVERAL,
    allows_unknown,
    expected,
    key,
    numbers_of,
    options_of,
    shown,
)
from riskscreen.cli.output import table, wrapped
from riskscreen.explain.words.catalogue import words_for
from riskscreen.model.answer import Answer
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN, NumberResponse, Option, TextResponse
from riskscreen.model.truth import YES


def opening(definition: Definition, language: str) -> str:
    """What is said before the first item: which instrument this is, what it is not for, and which keys there are."""
    words = words_for(language, "cli")
    keys = [(words("key.explain"), words("explanation")), (words("key.unknown"), words("unknown")),
            (SEVERAL, words("several")), (words("key.back"), words("back")), (words("key.stop"), words("stop"))]
    caution = [] if definition.about.status == "validated" else [wrapped(definition.about.not_for[language])]
    alone = [] if words.is_whole and language.startswith(words.language) else [wrapped(words("only_english"))]
    title = wrapped(definition.title[language])
    return "\n\n".join([f"{title}\n{definition.id} {definition.version}", *alone, *caution,
                        words("how_to_answer") + "\n" + table([(f"  {letter}", meaning) for letter, meaning in keys])])


def section_text(item: Item, definition: Definition, language: str, applicable: set[str]) -> str:
    """The title and the guidance of a section, where this is the first item of it that is asked; else nothing."""
    section = next(section for section in definition.sections if item in section.items)
    first = next(part for part in section.items if part.id in applicable)
    if first is not item:
        return ""
    title = section.title[language]
    guidance = [wrapped(section.guidance[language])] if section.guidance else []
    return "\n".join([title, "=" * min(len(title), 60), *guidance, "\n"])


def question(item: Item, place: tuple[int, int], language: str, entry: Answer, answer: object) -> str:
    """The item, what it can be answered with, and the answer that it has already."""
    words = words_for(language, "cli")
    number, total = place
    lines = [f"{words('item_of', number=number, total=total)} [{item.id}]", wrapped(item.text[language]),
             _choices(item, language)]
    if entry.applies != YES:
        lines.append(wrapped(words("may_not_apply"), "  "))
    if answer is not None:
        given = answer.get("answer", answer) if isinstance(answer, Mapping) else answer
        lines.append(f"  {words('now', answer=shown(given, item, language, words))} {words('enter_keeps')}")
    elif entry.applies != YES or isinstance(item.response, TextResponse):
        lines.append(f"  {words('enter_leaves_open')}")
    return "\n".join(lines)


def question_again(item: Item, language: str) -> str:
    """The item and its choices, for who comes back to it."""
    return "\n".join([f"\n{wrapped(item.text[language])}", _choices(item, language)])


def explanation(item: Item, language: str) -> str:
    """The guidance of an item, of its options, and what to look for."""
    words = words_for(language, "cli")
    lines = [wrapped(item.guidance[language], "  ")] if item.guidance else []
    shared = {option.id: option.guidance for option in options_of(item) if option.guidance}
    labels = {choice.id: choice.label[language] for choice in item.response.choices} | {
        UNKNOWN: words_for(language)("answer.unknown")}
    said = shared | dict(item.option_guidance)
    lines += [wrapped(f"{label}: {said[name][language]}", "  ") for name, label in labels.items() if name in said]
    if item.indicators:
        lines += [f"  {words('look_for')}", *(wrapped(f"- {part.text[language]}", "  ") for part in item.indicators)]
    return "\n".join(lines) or f"  {words('no_guidance')}"


def _choices(item: Item, language: str) -> str:
    words = words_for(language, "cli")
    options, numbers = options_of(item), numbers_of(item)
    rows = [(f"  {number}", _named(option, language)) for number, option in zip(numbers, options, strict=False)]
    rows = rows or [(f"  {option.id}", option.label[language]) for option in options]
    if allows_unknown(item):
        rows.append(("  " + key("unknown", item, words), words("unknown")))
    rows += [(f"  {typed}", words(name)) for name in ("back", "stop")
             if (typed := key(name, item, words)) != words(f"key.{name}")]
    kind = [] if options else [f"  {expected(item, language, words)}{_unit(item, language)}"]
    return "\n".join([*kind, table(rows)] if rows else kind)


def _named(option: Option, language: str) -> str:
    """The label of an option, with its id where the two differ."""
    label = option.label[language]
    return label if label.casefold() == option.id else f"{label} ({option.id})"


def _unit(item: Item, language: str) -> str:
    unit = item.response.unit if isinstance(item.response, NumberResponse) else None
    return f" ({unit[language]})" if unit else ""
