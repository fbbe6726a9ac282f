"""Results, instruments and what was found about a case as plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from riskscreen.engine.trace import Trace
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.blocks.details import detail_blocks
from riskscreen.explain.blocks.instrument import (
    accepted_lines,
    item_blocks,
    outcome_blocks,
    purpose_blocks,
    rights_lines,
    scale_blocks,
    source_lines,
    status_words,
)
from riskscreen.explain.blocks.result import (
    filled_in_lines,
    follow_up_lines,
    head_lines,
    hint_lines,
    level_lines,
    limit_lines,
    loose_lines,
    may_come_next_lines,
    narrowed_lines,
    next_lines,
    not_for_lines,
    open_lines,
    others_lines,
    when_open_lines,
    why_lines,
    without_answer_lines,
)
from riskscreen.explain.find.hints import Hint
from riskscreen.explain.find.questions import Question
from riskscreen.explain.text.layout import page
from riskscreen.explain.words.context import context_lines
from riskscreen.explain.words.lines import Block, Line
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition


def view_text(definition: Definition, language: str | None, blocks_in: Callable[[Terms], Sequence[Block]]) -> str:
    """What *blocks_in* tells, between the instrument's name and the limits of what it may be used for.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    terms = Terms(definition, language_of(definition, language))
    return page([head_lines(terms), *blocks_in(terms), not_for_lines(terms), [Line(terms.words("last"))]])


def result_text(definition: Definition, trace: Trace, hints: Sequence[Hint], questions: Sequence[Question],
                language: str | None, *, details: bool, context: Mapping[str, object] | None = None) -> str:
    """The result in words: short, or with the whole trace; *questions* are about it, and tell what to ask next.

    With the trace stand the circumstances of the case, which are never scored.

    Where open answers leave more than one level, it says so first, and no level is named as the level.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    case = Case(Terms(definition, language_of(definition, language)), trace)
    blocks = [head_lines(case.terms), level_lines(case), follow_up_lines(case), when_open_lines(case),
              next_lines(case), may_come_next_lines(case), hint_lines(case, hints), why_lines(case),
              open_lines(case, questions), without_answer_lines(case), narrowed_lines(case), others_lines(case),
              loose_lines(case), filled_in_lines(case)]
    if details:
        blocks += [*detail_blocks(case), context_lines(case.terms.language, context)]
    return page([*blocks, limit_lines(case), [Line(case.terms.words("last"))]])


def instrument_text(definition: Definition, language: str | None = None) -> str:
    """The instrument in words, whole.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    terms = Terms(definition, language_of(definition, language))
    heads = [head_lines(terms), [Line(status_words(terms))], *purpose_blocks(terms)]
    parts = [*item_blocks(terms), *scale_blocks(terms), *outcome_blocks(terms)]
    return page([*heads, *parts, source_lines(terms), accepted_lines(terms), rights_lines(terms)])
