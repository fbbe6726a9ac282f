"""What answers an item, and what to do about something that does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from riskscreen.errors import MOST_PROBLEMS, Problem, near_names
from riskscreen.model.item import Item
from riskscreen.model.number import Number, decimals
from riskscreen.model.response import UNKNOWN, NumberResponse, TextResponse

ReadAnswer: TypeAlias = "tuple[str | Number | None, str | None]"


def hint(item: Item, raw: object) -> str:
    """What to do instead, told from the type alone: what is no text may do anything when it is asked."""
    kind, asks_a_number = type(raw), isinstance(item.response, NumberResponse)
    way_out = "; answer 'unknown' where nobody could tell." if item.response.allows_unknown else "."
    if raw is None or kind.__name__ in ("NAType", "NaTType") or _is_nan(raw):
        return "An empty value is not an answer" + way_out
    if type(raw) is str and not raw.strip():
        return "An empty text is not an answer" + way_out
    if type(raw) is str and asks_a_number:
        return "A number is written in plain digits, without an exponent, a comma, a blank or a plus."
    if kind.__name__.startswith("float"):
        return "Floats are not exact; " + (
            "give a whole number, a Decimal, or the digits as a text." if asks_a_number else "give the option's id.")
    if kind.__name__ in ("bool", "bool_"):
        return "Truth values are not answers; " + ("give the number." if asks_a_number else "give the option's id.")
    if kind.__name__ == "Decimal" and not asks_a_number:
        return "This decimal names no option; give the option's id."
    if any(base.__name__ == "Enum" for base in kind.__mro__):
        return "This is an enumeration member; give its text, such as member.value."
    return "This is not an answer to the item."


def _is_nan(raw: object) -> bool:
    kind = type(raw)
    if issubclass(kind, float):
        return float.__ne__(raw, raw)  # type: ignore[operator]  # a float
    return kind.__name__ == "Decimal" and str(raw).lower().lstrip("-s").startswith("nan")


def what_answers(item: Item) -> str:
    response = item.response
    if isinstance(response, TextResponse):
        return f"a text of 1 to {response.max_length} characters"
    if isinstance(response, NumberResponse):
        kind = f"a number with at most {decimals(response.places)}" if response.is_decimal else "a whole number"
        known = f"{kind} from {response.least} to {response.most}"
    else:
        known = ", ".join(option.id for option in response.options)
    return known + (f", or {UNKNOWN}" if response.allows_unknown else "")


def near(name: str | None, known: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    """Near names, as long as the problem is one of those that an error shows."""
    return near_names(name, known) if name is not None and len(problems) < MOST_PROBLEMS else ()
