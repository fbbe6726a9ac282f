"""The trace of one scored case, by name, and what stands open in it."""

from __future__ import annotations

from riskscreen.engine.trace import OutcomeTrace, ScaleTrace, Trace
from riskscreen.model.answer import Answer
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item, Section
from riskscreen.model.scale import Scale, Selection
from riskscreen.model.truth import NO, UNDECIDED, YES


class NamedTrace:
    """A trace beside the definition that it is of, each part by its id."""

    def __init__(self, definition: Definition, trace: Trace) -> None:
        self.definition, self.trace = definition, trace
        self.answers: dict[str, Answer] = {entry.item: entry for entry in trace.items}
        self.scales: dict[str, ScaleTrace] = {scale.scale: scale for scale in trace.scales}
        self.outcomes: dict[str, OutcomeTrace] = {outcome.outcome: outcome for outcome in trace.outcomes}
        self.items: dict[str, Item] = {item.id: item for item in definition.items}
        self.section_of: dict[str, Section] = {item.id: section for section in definition.sections
                                               for item in section.items}
        self.scales_by_id: dict[str, Scale] = {scale.id: scale for scale in definition.scales}

    @property
    def result(self) -> OutcomeTrace:
        """The outcome that is the result."""
        return self.outcomes[self.definition.result]

    @property
    def is_settled(self) -> bool:
        """Whether the result has one level, whatever the open answers turn out to be."""
        return self.result.at_least == self.result.at_most

    @property
    def filled_in(self) -> tuple[ScaleTrace, ...]:
        """The scales for which a published rule for missing answers was used."""
        return tuple(traced for traced in self.trace.scales if traced.filled_in is not None)

    @property
    def may_be_filled_in(self) -> bool:
        """Whether a rule for missing answers may have stood in for some, so that not all answers were tried."""
        return any(traced.n_missing for traced in self.trace.scales)

    @property
    def open_items(self) -> tuple[str, ...]:
        """The items that scoring can see, that apply or may apply, and that nobody could answer."""
        return tuple(name for name, entry in self.answers.items() if self.is_open(name))

    @property
    def without_answer(self) -> tuple[str, ...]:
        """The items that are unknown, and those that could count and were not answered."""
        return tuple(name for name, entry in self.answers.items() if entry.state == "unknown"
                     or (self.is_open(name) and entry.state != "narrowed"))

    def is_open(self, item: str) -> bool:
        """Whether an item's answer may still turn out one way or another."""
        entry = self.answers[item]
        may_differ = len(entry.left) > 1 if entry.left else bool(self.items[item].response.choices)
        return entry.applies != NO and may_differ

    def may_not_apply(self, item: str) -> bool:
        """Whether it hangs on other open answers if an item applies."""
        return self.answers[item].applies == UNDECIDED

    def takes_part(self, item: str) -> bool:
        """Whether an item counts in every completion: it applies, and no answer that it may have takes it out."""
        entry = self.answers[item]
        every = self.items[item].response.choices
        choices = [choice for choice in every if choice.id in entry.left] or every
        return entry.applies == YES and not any(choice.not_applicable for choice in choices)


def selected_items(definition: Definition, selection: Selection) -> list[Item]:
    """The items that a scale reads, in the order of the instrument."""
    chosen = [item for section in definition.sections for item in section.items
              if selection.kind == "all" or (item.id if selection.kind == "items" else section.id) in selection.names]
    return [item for item in chosen if item.response.choices]
