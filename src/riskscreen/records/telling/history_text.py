"""A history as plain text, as a note for the file."""

from __future__ import annotations

from riskscreen.explain.text.layout import page
from riskscreen.explain.words.terms import Terms
from riskscreen.records.change import CaseCourse
from riskscreen.records.telling.history_lines import (
    entry_block,
    head_block,
    history_telling,
    limit_blocks,
    open_block,
)


def history_text(course: CaseCourse, language: str | None, today: object) -> str:
    """The history in words; errors are those of `History.explain`."""
    told = history_telling(course, language, today, Terms)
    return page([head_block(told), *(entry_block(told, entry) for entry in told.course.entries), open_block(told),
                 *limit_blocks(told)])
