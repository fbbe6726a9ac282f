"""The conversation of ask: one item after the other, back and forth, until all that applies has been asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from riskscreen.answers.check import Applies, check_answers
from riskscreen.answers.stale import without_stale
from riskscreen.cli.ask.item_text import explanation, opening, question, question_again, section_text
from riskscreen.cli.ask.replies import GivenReply, ReplyCommand, command_of, expected, options_of, reply_of
from riskscreen.cli.output import table, wrapped
from riskscreen.cli.terminal import hear, tell
from riskscreen.engine.applying import applies_in
from riskscreen.errors import AnswersError
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.model.answer import Answer
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.response import TextResponse
from riskscreen.model.truth import YES

Answered = Mapping[str, object]


@attrs.frozen
class Interview:
    """Which instrument is asked, in which language, and whether each answer is asked for its evidence."""

    definition: Definition
    language: str
    asks_evidence: bool = False
    applies: Applies = attrs.field(init=False, repr=False, eq=False)

    @applies.default
    def _applies(self) -> Applies:
        return applies_in(self.definition)

    @property
    def words(self) -> Words:
        """The fixed words of the conversation."""
        return words_for(self.language, "cli")


def answers_from(interview: Interview, answers: Answered, heard: Callable[[Answered], None],
                 *, goes_on: bool = False) -> Answered:
    """The answers that somebody types, in the order of the instrument; those that are there already can be kept.

    They are complete, unless the conversation was stopped or optional items were left open.  *heard* is told of all
    answers after each one.  Who goes on begins at the first item that has no answer, else at the first of all.
    """
    tell(opening(interview.definition, interview.language))
    asked = _open_item(interview, answers) if goes_on else _next_item(interview, answers, None)
    while asked is not None:
        reply = _reply_to(asked, interview, answers)
        if reply is ReplyCommand.STOP:
            break
        if reply is ReplyCommand.BACK:
            asked = _previous_item(interview, answers, asked)
            continue
        if isinstance(reply, dict):
            _tell_what_is_gone(interview.words, answers, reply)
            answers = reply
            heard(_in_order(interview, answers))
        asked = _next_item(interview, answers, asked)
    _tell_what_is_open(interview, answers)
    return _in_order(interview, answers)


def open_items(interview: Interview, answers: Answered) -> list[str]:
    """The items that still ask for an answer; a text may stay empty."""
    optional = {item.id for item in interview.definition.items if isinstance(item.response, TextResponse)}
    return [entry.item for entry in _applicable(interview, answers)
            if entry.state == "unanswered" and entry.item not in optional]


def _in_order(interview: Interview, answers: Answered) -> Answered:
    return {item.id: answers[item.id] for item in interview.definition.items if item.id in answers}


def answers_with(interview: Interview, answers: Answered, item: Item, answer: object) -> dict[str, object] | None:
    """The answers with one more, without those that no longer apply; None where it is no answer to the item."""
    try:
        return without_stale(interview.definition, {**answers, item.id: answer}, interview.applies, kept={item.id})[0]
    except AnswersError as error:
        if any(problem.item == item.id for problem in error.problems):
            return None
        raise


def _reply_to(item: Item, interview: Interview, answers: Answered) -> dict[str, object] | ReplyCommand | None:
    """The answers with the one that is typed, a command, or None where the item stays as it is."""
    entries = _applicable(interview, answers)
    position = [entry.item for entry in entries].index(item.id)
    section = section_text(item, interview.definition, interview.language, {entry.item for entry in entries})
    place = position + 1, len(entries)
    tell(f"\n{section}{question(item, place, interview.language, entries[position], answers.get(item.id))}")
    while True:
        line = hear("> ", interview.words)
        if line is None:
            return ReplyCommand.STOP
        reply = reply_of(line, item, interview.words)
        if reply is ReplyCommand.EXPLAIN:
            tell(explanation(item, interview.language))
        elif reply is ReplyCommand.BACK and position == 0:
            tell(interview.words("first_item"))
        elif isinstance(reply, ReplyCommand):
            return reply
        elif isinstance(reply, GivenReply):
            changed = _answered(interview, answers, item, reply)
            if changed is not None:
                return changed
        elif not line.strip() and may_stay(item, entries[position], answers):
            return None
        else:
            _tell_what_is_expected(interview, item)


def _answered(interview: Interview, answers: Answered, item: Item, reply: GivenReply) -> dict[str, object] | None:
    changed = answers_with(interview, answers, item, reply.answer)
    if changed is None:
        _tell_what_is_expected(interview, item)
    elif interview.asks_evidence:
        evidence = evidence_of(item, interview.language)
        if evidence is None:
            tell(question_again(item, interview.language))
            return None
        if evidence:
            changed[item.id] = {"answer": reply.answer, **evidence}
    return changed


def may_stay(item: Item, entry: Answer, answers: Answered) -> bool:
    """Whether an empty line may pass an item: it has an answer already, or none is required."""
    return item.id in answers or entry.applies != YES or isinstance(item.response, TextResponse)


def _applicable(interview: Interview, answers: Answered) -> list[Answer]:
    """The state of every item that applies, or may apply."""
    entries = check_answers(interview.definition, answers, interview.applies, partial=True).entries
    return [entry for entry in entries if entry.state != "not_applicable"]


def _next_item(interview: Interview, answers: Answered, after: Item | None) -> Item | None:
    applicable = {entry.item for entry in _applicable(interview, answers)}
    start = 0 if after is None else interview.definition.items.index(after) + 1
    return next((item for item in interview.definition.items[start:] if item.id in applicable), None)


def _open_item(interview: Interview, answers: Answered) -> Item | None:
    unanswered = {entry.item for entry in _applicable(interview, answers) if entry.state == "unanswered"}
    return next((item for item in interview.definition.items if item.id in unanswered), None)


def _previous_item(interview: Interview, answers: Answered, before: Item) -> Item:
    applicable = {entry.item for entry in _applicable(interview, answers)}
    earlier = interview.definition.items[:interview.definition.items.index(before)]
    return next((item for item in reversed(earlier) if item.id in applicable), before)


def _tell_what_is_expected(interview: Interview, item: Item) -> None:
    words = interview.words
    known = expected(item, interview.language, words)
    tell(words("not_understood" if options_of(item) else "not_fitting", known=known))


def _tell_what_is_gone(words: Words, before: Answered, after: Answered) -> None:
    if gone := [item for item in before if item not in after]:
        tell(words("no_longer_asked", items=", ".join(gone)))


def _tell_what_is_open(interview: Interview, answers: Answered) -> None:
    still_open = open_items(interview, answers)
    if answers and still_open:
        tell("\n" + interview.words("still_open", items=", ".join(still_open)))


def evidence_of(item: Item, language: str) -> dict[str, object] | None:
    """The evidence that is typed, where there is any; None where somebody wants back to the item."""
    words = words_for(language, "cli")
    evidence: dict[str, object] = {}
    for name, prompt in (("because", words("because")), ("source", words("source"))):
        text = _evidence_text(prompt, item, language)
        if text is None:
            return None
        if text:
            evidence[name] = text
    if item.indicators and (seen := _indicators(item, language, words)):
        evidence["indicators"] = seen
    return evidence


def _evidence_text(prompt: str, item: Item, language: str) -> str | None:
    """A line of evidence; what asks for an explanation, or for the way back, is none."""
    words = words_for(language, "cli")
    while True:
        typed = (hear(f"  {prompt}: ", words) or "").strip()
        command = command_of(typed, item, words)
        if command is ReplyCommand.BACK:
            return None
        if command is not ReplyCommand.EXPLAIN:
            return typed
        tell(wrapped(words("because_help"), "  "))


def _indicators(item: Item, language: str, words: Words) -> list[str]:
    """The indicators that are named, by number or id, in the order of the item."""
    known = [indicator.id for indicator in item.indicators]
    by_name = {**{str(n): name for n, name in enumerate(known, 1)}, **{name: name for name in known}}
    tell(table([(f"  {n}", wrapped(indicator.text[language])) for n, indicator in enumerate(item.indicators, 1)]))
    while True:
        typed = (hear(f"  {words('indicators')}: ", words) or "").replace(",", " ").split()
        strange = [name for name in typed if name not in by_name]
        if not strange:
            return [name for name in known if name in {by_name[part] for part in typed}]
        tell("  " + words("no_such_indicator", name=", ".join(strange)))
