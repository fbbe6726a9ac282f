"""The command what-if: the same case with some answers otherwise, and what that makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.cli.commands.score import data_of, heading, named_levels, scored
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.errors import usage_error
from riskscreen.explain.text.layout import page
from riskscreen.explain.words.terms import Terms
from riskscreen.screening.instrument import Instrument


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
