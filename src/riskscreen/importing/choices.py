"""The sheet *choices* of an XLSForm: lists of options, each of which becomes a response scale."""

from __future__ import annotations

from riskscreen.importing.columns import Row, Table
from riskscreen.importing.draft import Open
from riskscreen.importing.entries import number_of
from riskscreen.importing.grid import quoted
from riskscreen.importing.options import Choice

CHOICES = {"list": ("list name", "list"), "name": ("name", "value"), "label": ("label", "caption"),
           "score": ("score", "scores", "points")}


def choice_lists(table: Table, still_open: Open) -> dict[str, tuple[Choice, ...]]:
    """The options of each list, in order."""
    lists: dict[str, list[Choice]] = {}
    for row in table.rows:
        if listed := row.text("list"):
            lists.setdefault(listed, []).append(_choice(row, lists[listed]))
        elif said := row.rest():
            still_open.note(f"This option is in no list, and was left out: {said}", row)
    return {listed: tuple(options) for listed, options in lists.items()}


def _choice(row: Row, before: list[Choice]) -> Choice:
    code = row.text("name") or None
    no_code = row.flaw("name") or ("" if code else "This option has no name. Which id does it get?")
    twice = next((other for other in before if code is not None and other.code == code), None)
    if twice is not None:
        code, no_code = None, f"Which id does this option get? The list has {quoted(row.text('name'))} in row " \
                              f"{twice.row.number} already."
    score = number_of(row.text("score"))
    no_score = row.flaw("score") or (f"This is not a score: {quoted(row.text('score'))}." if row.text("score") else "")
    no_label = {language: cell.flaw for language, cell in row.cells_of("label").items() if cell.flaw}
    return Choice(row, code, row.texts("label"), score, no_code, no_score if score is None else "", no_label)
