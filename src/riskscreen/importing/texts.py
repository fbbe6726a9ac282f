"""The texts of a definition as a spreadsheet for translators, and back: a row a text, a column a language.

Each row has the place of its text, by which it finds back.  A place is a number in a list, so the words beside it have
to fit: no text lands on another question once somebody has put one before it.  Rows may be left out, put in another
order, or have no text in some language: nothing that a sheet does not say is taken away from a definition.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

import attrs

from riskscreen.definition.faults.all import texts_in
from riskscreen.definition.places import pointer_at
from riskscreen.errors import Problem, near_names, parts_of
from riskscreen.importing.apostrophes import bare_text, guarded_text
from riskscreen.importing.columns import nothing_in
from riskscreen.importing.csv_grid import csv_grid
from riskscreen.importing.grid import Grid, GridCell, refused
from riskscreen.importing.languages import tag_of
from riskscreen.importing.no_text import why_no_text

MOST_BYTES = 1 << 23
MOST_ROWS = 100_000  # more than fit into a definition
_PLACE, _WHAT = "place", "what it is"
_BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows that this is UTF-8

Document = dict[str, Any]
Texts = dict[str, str]


@attrs.frozen
class Translated:
    """A definition with the texts of a sheet: how many differ from before, and the languages of the sheet."""

    document: Document
    n_changed: int
    languages: tuple[str, ...]


def texts_of(document: Document) -> dict[str, Texts]:
    """Every text of a definition by its place, a JSON Pointer.

    Examples:
        >>> texts_of({"title": {"en": "Doorstep check"}, "sections": [{"id": "now", "title": {"en": "Now"}}]})
        {'/title': {'en': 'Doorstep check'}, '/sections/0/title': {'en': 'Now'}}
    """
    return {pointer_at(place): cast(Texts, texts) for place, texts in texts_in(document, None)}


def texts_sheet(document: Document, languages: Sequence[str] = ()) -> str:
    """The texts as CSV: a column for each language of the title, and an empty one for each other of *languages*."""
    columns = tuple(dict.fromkeys([*document["title"], *languages]))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_PLACE, _WHAT, *columns])
    for place, texts in texts_of(document).items():
        writer.writerow([place, what_it_is(document, place),
                         *(guarded_text(texts.get(language, "")) for language in columns)])
    return _BYTE_ORDER_MARK + out.getvalue()


def what_it_is(document: Document, place: str) -> str:
    """A text in words: the ids on the way to it, and the property that it is.

    Examples:
        >>> what_it_is({"sections": [{"id": "now", "title": {"en": "Now"}}]}, "/sections/0/title")
        'section now: title'
    """
    value: Any = document
    names: list[str] = []
    parts = parts_of(place)
    for name, part in zip(("", *parts), parts, strict=False):
        is_listed = isinstance(value, list)
        value = value[int(part)] if is_listed else value[part]
        if is_listed and isinstance(value, dict) and "id" in value:
            names[-1] = f"{name[:-1].replace('_', ' ')} {value['id']}"
        elif is_listed:
            names[-1] = f"{names[-1]} {int(part) + 1}"
        else:
            names.append(part.replace("_", " ") if part in _PROPERTIES else part)
    *above, last = [name for name in names if name != "response"]
    return f"{', '.join(above)}: {last}" if above else last


_PROPERTIES = ("follow_up", "when_open", "intended_use", "not_for", "authorised_users", "response_scales",
               "option_guidance")


def with_texts(document: Document, source: bytes) -> Translated:
    """The definition with the texts of a sheet in place of its own; it is not checked yet.

    Raises:
        InstrumentError: If the sheet cannot be read, or names what the definition has not, with every problem.
    """
    grid = csv_grid(source, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
    if not grid.rows:
        raise refused([nothing_in(grid)])
    found = deepcopy(document)
    own = texts_of(found)
    columns, problems = _columns(grid, document["title"])
    if not problems:
        rows = list(_rows(grid, columns))
        problems = [*_place_faults(rows, own), *_moved(rows, document, own), *_flaws(rows, own)]
    if problems:
        raise refused(problems)
    n_changed = sum(_put(own[row.place.text], language, cell.text) for row in rows for language, cell in row.cells)
    return Translated(found, n_changed, tuple(columns.values()))


@attrs.frozen
class TextRow:
    """A row of the sheet: its place, what it is in words, and the cells with a text, by their language.

    The words are None where the sheet has no column for them.
    """

    place: GridCell
    what: GridCell | None
    cells: tuple[tuple[str, GridCell], ...]


def _columns(grid: Grid, known: Texts) -> tuple[Mapping[int, str], list[Problem]]:
    """The language of each column that has one, as the definition writes it, and what is wrong with the headers."""
    headers = [header for header in grid.rows[0] if header.text]
    others = [header for header in headers if header.text not in (_PLACE, _WHAT)]
    columns = {header.column: tag for header in others
               if (tag := header.text if header.text in known else tag_of(header.text))}
    problems = [header.problem("I-unknown-language", "This column is headed by no language.",
                               expected=f"{_PLACE}, {_WHAT}, or a language by its tag, such as nl")
                for header in others if header.column not in columns]
    problems += [header.problem("I-unknown-language", "This language has a column already. Keep one of the two.")
                 for n, header in enumerate(others)
                 if columns.get(header.column) in [columns.get(other.column, "") for other in others[:n]]]
    if not any(header.text == _PLACE for header in headers):
        problems.append(GridCell("", grid.rows[0][0].row, 1, "").problem(
            "I-no-column", f"There is no column {_PLACE!r}.", expected="a sheet that riskscreen texts has written",
            suggestions=near_names(_PLACE, [header.text for header in headers])))
    return columns, problems


def _rows(grid: Grid, columns: Mapping[int, str]) -> Iterator[TextRow]:
    headers, *rows = grid.rows
    at = {header.text: header.column for header in headers if header.text in (_PLACE, _WHAT)}
    for row in rows:
        yield TextRow(_cell(row, at[_PLACE], _PLACE), _cell(row, at[_WHAT], _WHAT) if _WHAT in at else None, tuple(
            (columns[cell.column], attrs.evolve(cell, text=bare_text(cell.text).replace("\r\n", "\n"),
                                                header=columns[cell.column]))
            for cell in row if cell.column in columns and cell.text))


def _cell(row: Sequence[GridCell], column: int, header: str) -> GridCell:
    found = next((cell for cell in row if cell.column == column), GridCell("", row[0].row, column, ""))
    return attrs.evolve(found, header=header)


def _place_faults(rows: Iterable[TextRow], own: Mapping[str, Texts]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        place = row.place
        if place.text not in own and row.cells:
            yield place.problem("I-unknown-place", "The definition has no text at this place. Write the sheet again, "
                                "from the definition as it is now.", suggestions=near_names(place.text, own))
        elif place.text in seen:
            yield place.problem("I-duplicate-place", f"This place stands in row {seen[place.text]} already. Keep one "
                                "of the two.")
        seen.setdefault(place.text, place.row)


def _moved(rows: Iterable[TextRow], document: Document, own: Mapping[str, Texts]) -> Iterator[Problem]:
    """Rows whose words say that they are of another text than the one that stands at their place now."""
    for row in rows:
        if row.what is not None and row.place.text in own:
            expected = what_it_is(document, row.place.text)
            if row.what.text != expected:
                yield row.what.problem("I-moved-place", "Another text stands at this place. Write the sheet again, "
                                       "from the definition as it is now.", expected=expected)


def _flaws(rows: Iterable[TextRow], own: Mapping[str, Texts]) -> Iterator[Problem]:
    """What a spreadsheet would work out, and what else is no text that somebody wrote."""
    for row in rows:
        for _, cell in row.cells:
            if cell.flaw:
                yield cell.problem("I-formula", "A formula stands here. Write the text that is meant.")
            elif why := why_no_text(cell.text, own.get(row.place.text, {}).values()):
                yield cell.problem("I-no-text", why)


def _put(texts: Texts, language: str, said: str) -> bool:
    """Put a text in its place; spaces around it, which a sheet does not show, make no difference."""
    before = texts.get(language, "")
    is_new = said != before.strip().replace("\r\n", "\n")
    if is_new:
        texts[language] = said
    return is_new
