"""The command whatif: the same case with some answers otherwise, and what that makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.replies import number_of
from riskscreen.cli.score import data_of, heading, named_levels, scored
from riskscreen.errors import usage_error
from riskscreen.explain.comparison_text import comparison_blocks
from riskscreen.explain.layout import page
from riskscreen.explain.terms import Terms
from riskscreen.model.number import Number
from riskscreen.model.response import NumberResponse
from riskscreen.screening.instrument import Instrument


def what_if(options: Options) -> Output:
    """What differs, and the result that then comes out; the file stays as it is."""
    result, file, language = scored(options)
    then = result.what_if(_changes(options.changes, result.instrument))
    comparison = result.compare(then)
    terms = Terms(result.instrument.definition, language)
    return Output(
        text=lambda: heading(file, language) + page(comparison_blocks(terms, comparison)) + "\n\n"
        + then.explain(language),
        data=lambda: {**data_of(then, file), "comparison": comparison.to_dict()},
        is_undetermined=not then.determined,
        to_emphasise=[level.label[language] for level in named_levels(then)])


def _changes(words: Sequence[str], instrument: Instrument) -> dict[str, str | Number]:
    """The answers in words such as ``weapon=present``.

    Raises:
        UsageError: For other words, an item that the instrument does not have, or one that is given twice.
    """
    changes: dict[str, str | Number] = {}
    for word in words:
        name, equals, typed = word.partition("=")
        if not equals:
            raise usage_error("U-usage", "An answer is changed by its item and the new answer.", found=word,
                              expected="ITEM=ANSWER")
        item = instrument.items[name]
        if name in changes:
            raise usage_error("U-usage", "An item can have one new answer only.", found=name,
                              expected="each item once")
        number = number_of(typed) if isinstance(item.response, NumberResponse) else None
        changes[name] = typed if number is None else number
    return changes
