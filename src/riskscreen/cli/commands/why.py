"""The commands why and what-if: what a level rests on, and what other answers would make of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from riskscreen.cli.commands.score import case_data, data_of, heading, named_levels, scored
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.documents.answers_file import AnswersFile
from riskscreen.errors import usage_error
from riskscreen.explain.find.groups import plain_answer
from riskscreen.explain.text.layout import page
from riskscreen.explain.text.views import view_text
from riskscreen.explain.told.changes import Changes
from riskscreen.explain.told.questions import Questions
from riskscreen.explain.told.reasons import Reasons, ruled_out, sets_blocks
from riskscreen.explain.words.lines import Block
from riskscreen.explain.words.terms import Terms
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import Result


def why(options: Options) -> Output:
    """The reasons for a level, or for its bounds; while these differ, with the questions that are open.

    Where a level is asked for, also what would have to be otherwise for it.
    """
    result, file, language = scored(options)
    outcome = result.outcomes[options.outcome or result.instrument.definition.result]
    reasons = [result.why_at_least(outcome.id)]
    if outcome.at_most.id != outcome.at_most.ladder[-1]:
        reasons.append(result.why_at_most(outcome.id))
    questions = None if outcome.determined else result.next_questions(outcome.id)
    changes = None if options.to is None else result.changes(options.to, outcome.id)
    told = [found for found in reasons if found.level.kind == "degree" or ruled_out(found)] or reasons[:1]
    return Output(
        text=lambda: heading(file, language) + view_text(result.instrument.definition, language, lambda terms: _blocks(
            terms, told, questions, changes, options.sets)),
        data=lambda: _data(result, file, reasons, questions, changes, options.sets),
        is_undetermined=not outcome.determined,
        to_emphasise=[level.label[language] for level in named_levels(result, outcome.id)])


def _blocks(terms: Terms, reasons: list[Reasons], questions: Questions | None, changes: Changes | None,
            n_sets: int) -> list[Block]:
    blocks = [block for found in reasons
              for block in (*found.blocks(terms), *sets_blocks(terms, found, n_sets))]
    return [*blocks, *([] if questions is None else questions.blocks(terms)),
            *([] if changes is None else changes.blocks(terms))]


def _data(result: Result, file: AnswersFile, reasons: list[Reasons], questions: Questions | None,
          changes: Changes | None, n_sets: int) -> dict[str, object]:
    told = result.to_dict()
    return {
        **case_data(file),
        **{name: told[name] for name in ("instrument", "scoring", "not_for") if name in told},
        **{f"why_{found.claim}": {**found.to_dict(), **({"sets": _sets(found, n_sets)} if n_sets else {})}
           for found in reasons},
        **({} if questions is None else {"next_questions": questions.to_dict()}),
        **({} if changes is None else {"changes": changes.to_dict()})}


def _sets(reasons: Reasons, n_sets: int) -> list[dict[str, object]]:
    """The first sets, each as item to answer, in the order of the instrument."""
    items = [item.id for item in reasons.definition.items]
    return [{item: plain_answer(given[item]) for item in items if item in given}
            for given in map(dict, islice(reasons.expand(), n_sets))]


def what_if(options: Options) -> Output:
    """What differs, and the result that then comes out; the file stays as it is."""
    result, file, language = scored(options)
    then = result.what_if(_changes(options.changes, result.instrument))
    comparison = result.compare(then)
    terms = Terms(result.instrument.definition, language)
    return Output(
        text=lambda: heading(file, language) + page(comparison.blocks(terms)) + "\n\n"
        + then.explain(language),
        data=lambda: {**data_of(then, file), "comparison": comparison.to_dict()},
        is_undetermined=not then.determined,
        to_emphasise=[level.label[language] for level in named_levels(then)])


def _changes(words: Sequence[str], instrument: Instrument) -> dict[str, str]:
    """The answers in words such as ``weapon=present``.

    Raises:
        UsageError: For other words, an item that the instrument does not have, or one that is given twice.
    """
    changes: dict[str, str] = {}
    for word in words:
        name, equals, typed = word.partition("=")
        if not equals:
            raise usage_error("U-usage", "An answer is changed by its item and the new answer.", found=word,
                              expected="ITEM=ANSWER")
        instrument.items[name]  # refuses an item that the instrument does not have
        if name in changes:
            raise usage_error("U-usage", "An item can have one new answer only.", found=name,
                              expected="each item once")
        changes[name] = typed
    return changes
