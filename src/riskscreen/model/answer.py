"""The answers of one case: what was given to each item, and what state that leaves it in."""

from __future__ import annotations

from collections import Counter
from typing import Literal, TypeAlias, get_args

import attrs

from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.errors import check_word
from riskscreen.model.number import Number
from riskscreen.model.response import UNKNOWN
from riskscreen.model.truth import NO, YES, Truth

State = Literal["answered", "narrowed", "unknown", "unanswered", "not_applicable"]
STATES: tuple[State, ...] = get_args(State)
_SAID = ("answered", "narrowed", "unknown")


@attrs.frozen(repr=False)
class NumberRange(Cell):
    """The numbers from ``least`` to ``most``, both inside, of which one is the answer."""

    least: Number
    most: Number

    def to_dict(self) -> dict[str, Number]:
        """The range as it is given to `Instrument.score`."""
        return {"from": self.least, "to": self.most}


Given: TypeAlias = "str | Number | tuple[str, ...] | NumberRange"


@attrs.frozen(repr=False)
class Answer(Cell):
    """What is known of one item.

    ``given`` is the option id, number or text that the rater gave; ``choice`` is what scoring sees of it, the option or
    band id.  Where the answer is narrowed, ``given`` has the options or the range of numbers of which one is right, and
    ``choices`` what scoring sees of them.  ``applies`` says whether the item applies in all completions (2), some (1)
    or none (0).
    """

    item: str
    state: State
    applies: Truth = YES
    given: Given | None = None
    choice: str | None = None
    because: str | None = None
    source: str | None = None
    indicators: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it applies, or may, and scoring does not see one choice; so it is with a text too."""
        return self.applies != NO and self.choice is None

    @property
    def left(self) -> tuple[str, ...]:
        """The choices of which one is right, as far as the rater said; none where anything may be."""
        return self.choices if self.choice is None else (self.choice,)


@attrs.frozen(repr=False)
class Answers(Cell):
    """The state of every item of one case, in the order of the instrument."""

    entries: tuple[Answer, ...]

    def with_state(self, state: State) -> tuple[str, ...]:
        """The ids of the items in this state.

        Raises:
            UsageError: For a word that is no state; near ones are suggested.
        """
        check_word("U-unknown-state", "state", state, STATES)
        return tuple(entry.item for entry in self.entries if entry.state == state)

    def to_dict(self) -> dict[str, object]:
        """The answers as they are given to `Instrument.score`: simple ones as they are, others with their evidence."""
        return {entry.item: _written(entry) for entry in self.entries if entry.state in _SAID}

    def to_json(self) -> dict[str, object]:
        """The same for JSON, where a number with decimals is a text, so that no reader makes a float of it."""
        return {name: _without_decimals(answer) for name, answer in self.to_dict().items()}

    def __repr__(self) -> str:
        counts = Counter(entry.state for entry in self.entries)
        return f"<Answers to {len(self.entries)} items: {', '.join(f'{n} {state}' for state, n in counts.items())}>"

    def _sheet(self) -> Sheet:
        rows = [(entry.item, entry.state, "" if entry.given is None else str(written(entry.given)))
                for entry in self.entries]
        return Sheet(repr(self)[1:-1], tables=[CellTable("", ("item", "state", "answer"), rows)])


def written(given: Given | None) -> object:
    """An answer as it is given to `Instrument.score`: a list for a set of options, ``from`` and ``to`` for a range."""
    if isinstance(given, NumberRange):
        return given.to_dict()
    return list(given) if isinstance(given, tuple) else given


def _written(entry: Answer) -> object:
    answer = UNKNOWN if entry.state == "unknown" else written(entry.given)
    evidence = {name: value for name, value in (("because", entry.because), ("source", entry.source),
                                                ("indicators", list(entry.indicators))) if value}
    return {"answer": answer, **evidence} if evidence else answer


def _without_decimals(answer: object) -> object:
    if isinstance(answer, dict):
        return {name: _without_decimals(part) for name, part in answer.items()}
    return answer if isinstance(answer, str | int | list) else str(answer)
