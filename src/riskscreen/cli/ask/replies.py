"""What a typed line means as the answer to an item: pure, so that it can be read and tested apart from a terminal."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import attrs

from riskscreen.explain.words.catalogue import Words
from riskscreen.model.item import Item
from riskscreen.model.number import Number, number_in, plain
from riskscreen.model.response import UNKNOWN, NumberResponse, Option, ResponseScale, TextResponse


class ReplyCommand(enum.Enum):
    """What a line can ask for instead of answering; what is typed for it stands in the catalogue."""

    EXPLAIN = "explain"
    BACK = "back"
    STOP = "stop"


SEVERAL, RANGE = "2,3", ".."


@attrs.frozen
class GivenReply:
    """An answer as it is handed to scoring; a list or a range where it is one of several."""

    answer: str | Number | list[str] | dict[str, Number]


Reply = ReplyCommand | GivenReply | None


def reply_of(line: str, item: Item, words: Words) -> Reply:
    """What the line means; None for a line that means nothing here, an empty one among them.

    The id of an option is always that option, even where it looks like a number or a key.
    """
    typed = line.strip()
    if typed in _ids_of(item):
        return GivenReply(typed)
    command = command_of(typed, item, words)
    if command is not None and typed.casefold() == key(command.value, item, words):
        return command
    if allows_unknown(item) and typed.casefold() in (
            key("unknown", item, words), words("unknown.short").casefold(), UNKNOWN):
        return GivenReply(UNKNOWN)
    if isinstance(item.response, TextResponse):
        return GivenReply(typed) if typed else None
    if isinstance(item.response, NumberResponse):
        number = number_in(typed)
        return (_range(typed) or command) if number is None else GivenReply(number)
    return _option(typed, item) or _several(typed, item) or command


def command_of(typed: str, item: Item, words: Words) -> ReplyCommand | None:
    """The command that a line is: its key, or a word for it, in English or in the language of the conversation."""
    said = typed.casefold()
    for command in ReplyCommand:
        if said == key(command.value, item, words) or said in _ENGLISH[command] or said in words(
                f"word.{command.value}").split():
            return command
    return _begun(said, item, words)


def _begun(said: str, item: Item, words: Words) -> ReplyCommand | None:
    """The command of which the beginning of a word was typed, where it can be nothing else: no other, and no option."""
    labels = [label.casefold() for option in options_of(item) for _, label in option.label.by_language]
    if len(said) < _SHORTEST_BEGINNING or any(name.casefold().startswith(said) for name in (*_ids_of(item), *labels)):
        return None
    meant = {command for command, names in _ENGLISH.items()
             for name in (*names, *words(f"word.{command.value}").split()) if name.startswith(said)}
    return meant.pop() if len(meant) == 1 else None


_SHORTEST_BEGINNING = 3

_ENGLISH: Mapping[ReplyCommand, tuple[str, ...]] = {
    ReplyCommand.EXPLAIN: ("help",), ReplyCommand.BACK: ("back",), ReplyCommand.STOP: ("quit", "stop")}


def key(name: str, item: Item, words: Words) -> str:
    """What is typed for something at this item: a letter, with a stroke before it where that is the id of an option."""
    letter = words(f"key.{name}")
    return f"/{letter}" if letter in _ids_of(item) else letter


def numbers_of(item: Item) -> tuple[str, ...]:
    """The number of each option; none where an id is a number itself, which would make 1 mean two things."""
    ids = _ids_of(item)
    return () if any(name.isdigit() for name in ids) else tuple(str(n) for n in range(1, len(ids) + 1))


def allows_unknown(item: Item) -> bool:
    """Whether the item can be answered with unknown; a text cannot, it is left out."""
    return not isinstance(item.response, TextResponse) and item.response.allows_unknown


def shown(answer: object, item: Item, language: str, words: Words) -> str:
    """An answer in words."""
    if answer == UNKNOWN and allows_unknown(item):
        return words("unknown.short")
    labels = {option.id: option.label[language] for option in options_of(item)}
    if isinstance(answer, list | tuple):
        return words("one_of", answers=", ".join(labels[option] for option in answer))
    if isinstance(answer, Mapping):
        return RANGE.join(str(answer.get(end, "")) for end in ("from", "to"))
    return labels[answer] if isinstance(answer, str) and answer in labels else str(answer)


def expected(item: Item, language: str, words: Words) -> str:
    """What can be answered, for those who typed something else."""
    response = item.response
    if isinstance(response, ResponseScale):
        numbers = numbers_of(item)
        known = [*numbers, *(_called(option, language) if numbers else option.id for option in response.options)]
        return ", ".join([*known, key("unknown", item, words)] if response.allows_unknown else known)
    if isinstance(response, TextResponse):
        return words("text", most=response.max_length)
    ends = {"least": plain(response.least), "most": plain(response.most)}
    return words("decimal_number", places=response.places, **ends) if response.is_decimal else \
        words("whole_number", **ends)


def _called(option: Option, language: str) -> str:
    label = option.label[language]
    return option.id if label.casefold() == option.id else label


def options_of(item: Item) -> tuple[Option, ...]:
    """The options to choose from; none for numbers and texts."""
    return item.response.options if isinstance(item.response, ResponseScale) else ()


def _ids_of(item: Item) -> tuple[str, ...]:
    return tuple(option.id for option in options_of(item))


def _several(typed: str, item: Item) -> GivenReply | None:
    """One of several options, with commas between; None where one of them is none, or stands there twice."""
    found = [_option(part.strip(), item) for part in typed.split(",")]
    chosen = [str(one.answer) for one in found if isinstance(one, GivenReply)]
    return GivenReply(chosen) if 1 < len(found) == len(set(chosen)) else None


def _range(typed: str) -> GivenReply | None:
    """A number between two, either of which may be left out."""
    first, dots, last = typed.partition(RANGE)
    ends = {name: number_in(end.strip()) for name, end in (("from", first), ("to", last)) if end.strip()}
    numbers = {name: number for name, number in ends.items() if number is not None}
    return GivenReply(dict(numbers)) if dots and numbers and len(numbers) == len(ends) else None


def _option(typed: str, item: Item) -> GivenReply | None:
    """An option by its number, or by its id or label in any case, where only one fits."""
    ids = _ids_of(item)
    if typed in ids:
        return GivenReply(typed)
    if typed in (numbers := numbers_of(item)):
        return GivenReply(ids[numbers.index(typed)])
    folded = typed.casefold()
    fitting = [option.id for option in options_of(item)
               if folded in {option.id, *(label.casefold() for _, label in option.label.by_language)}]
    return GivenReply(fitting[0]) if len(fitting) == 1 else None
