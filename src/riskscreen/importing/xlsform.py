"""An XLSForm workbook, its sheets *survey*, *choices* and *settings*, as a draft."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from riskscreen.errors import InstrumentError, Problem, near_names
from riskscreen.importing.columns import SheetRow, SheetTable, languages_in, nothing_in, table_of
from riskscreen.importing.draft import Draft, Open, draft_of
from riskscreen.importing.entries import number_of
from riskscreen.importing.grid import Grid, GridCell, quoted, refused
from riskscreen.importing.languages import tag_of, tags_of
from riskscreen.importing.options import ListedChoice
from riskscreen.importing.survey import SurveySheet
from riskscreen.importing.workbook import grids_of

SURVEY = {
    "type": ("type",), "name": ("name",), "label": ("label", "caption"), "hint": ("hint",),
    "relevant": ("relevant", "relevance"), "constraint": ("constraint",), "disabled": ("disabled",),
    "calculation": ("calculation", "calculate"), "parameters": ("parameters",), "choice_filter": ("choice filter",),
    "repeat_count": ("repeat count", "count", "jr:count"), "default": ("default",),
}
SETTINGS = {"form_title": ("form title", "title"), "form_id": ("form id", "id string"), "version": ("version",),
            "default_language": ("default language",), "allow_choice_duplicates": ("allow choice duplicates",)}
_SHEETS = ("survey", "choices", "settings")
_IN_LANGUAGES = ("label", "hint")
_VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")


def xlsform_draft(source: bytes, *, language: str | None, origin: str) -> Draft:
    """The draft that an XLSForm workbook gives.

    Raises:
        InstrumentError: If there is no form in it, with what was found instead.
        UsageError: If openpyxl, which reads workbooks, is not installed.
    """
    grids, others = grids_of(source, _SHEETS)
    if "survey" not in grids:
        raise refused([Problem("I-no-sheet", "", "There is no sheet 'survey', as every XLSForm has.",
                               found=", ".join([*grids, *others]), suggestions=near_names("survey", others))])
    if not grids["survey"].rows:
        raise refused([nothing_in(grids["survey"])])
    still_open = Open()
    settings = _settings(grids.get("settings"), still_open)
    language = language or tag_of(settings.text("default_language"))
    choices_grid = grids.get("choices") or Grid("choices", ())
    tags = tags_of([name for grid, names in ((grids["survey"], SURVEY), (choices_grid, CHOICES)) if grid.rows
                    for name in languages_in(grid, names, _IN_LANGUAGES)],
                   language)
    survey = table_of(grids["survey"], SURVEY, required=("type",), in_languages=_IN_LANGUAGES, tags=tags)
    choices = _choices(choices_grid, tags, still_open)
    languages = tuple(dict.fromkeys((*survey.languages, *(choices.languages if choices else ()))))
    for sheet in filter(None, (survey, choices)):
        still_open.unread(sheet, languages)
    if others:
        still_open.note(f"These sheets were not read: {', '.join(map(quoted, others))}")
    found = SurveySheet(survey, languages, choice_lists(choices, still_open) if choices else {}, still_open)
    if not found.sections:
        raise refused([GridCell("survey", 1, 1, "").problem("I-empty", "There is no question in this sheet.")])
    names = {tag: name for name, tag in tags.items()}
    parts = {"response_scales": found.response_scales, "sections": found.sections, "scales": found.scales,
             **_identity(settings, language, still_open)}
    return draft_of(parts, {tag: names[tag] for tag in languages}, origin, still_open)


def _settings(grid: Grid | None, still_open: Open) -> SheetRow:
    """The first row of the sheet *settings*; an empty one where there is none."""
    if grid is None or len(grid.rows) < 2:
        return SheetRow("settings", 2, {})
    table = table_of(grid, SETTINGS, required=(), in_languages=(), tags={})
    still_open.unread(table)
    for row in table.rows[1:]:
        still_open.note(f"Only the first row of the settings was read, not this one: {row.rest()}", row)
    return table.rows[0]


def _choices(grid: Grid, tags: Mapping[str, str], still_open: Open) -> SheetTable | None:
    """The sheet *choices*, as far as it has options; a form without questions that need them has none."""
    try:
        return table_of(grid, CHOICES, required=("list", "name"), in_languages=_IN_LANGUAGES, tags=tags)
    except InstrumentError as error:
        if len(grid.rows) > 1:
            for problem in error.problems:
                still_open.note(f"The sheet {quoted(grid.name)} was not read. {attrs.evolve(problem, pointer='')}")
        return None


def _identity(settings: SheetRow, language: str | None, still_open: Open) -> dict[str, object]:
    """Id, version and title, as far as the settings say them in a form that a definition can take."""
    form_id, version = settings.cell("form_id"), settings.cell("version")
    said, title = settings.text("version"), settings.text("form_title")
    is_version = _VERSION.fullmatch(said) is not None
    if version and not is_version:
        still_open.gap("/version", version.flaw or f"The form has the version {quoted(said)}. Which one is that, as in "
                       "1.0.0?", settings)
    if form_id and form_id.flaw:
        still_open.gap("/id", form_id.flaw, settings)
    return {"id": settings.text("form_id") or None, "version": said if is_version else None,
            "title": title or None, "title_language": language,
            "called": f"The form calls it {quoted(title)}." if title else settings.flaw("form_title")}


CHOICES = {"list": ("list name", "list"), "name": ("name", "value"), "label": ("label", "caption"),
           "score": ("score", "scores", "points")}


def choice_lists(table: SheetTable, still_open: Open) -> dict[str, tuple[ListedChoice, ...]]:
    """The options of each list, in order."""
    lists: dict[str, list[ListedChoice]] = {}
    for row in table.rows:
        if listed := row.text("list"):
            lists.setdefault(listed, []).append(_choice(row, lists[listed]))
        elif said := row.rest():
            still_open.note(f"This option is in no list, and was left out: {said}", row)
    return {listed: tuple(options) for listed, options in lists.items()}


def _choice(row: SheetRow, before: list[ListedChoice]) -> ListedChoice:
    code = row.text("name") or None
    no_code = row.flaw("name") or ("" if code else "This option has no name. Which id does it get?")
    twice = next((other for other in before if code is not None and other.code == code), None)
    if twice is not None:
        code, no_code = None, f"Which id does this option get? The list has {quoted(row.text('name'))} in row " \
                              f"{twice.row.number} already."
    score = number_of(row.text("score"))
    no_score = row.flaw("score") or (f"This is not a score: {quoted(row.text('score'))}." if row.text("score") else "")
    no_label = {language: cell.flaw for language, cell in row.cells_of("label").items() if cell.flaw}
    return ListedChoice(row, code, row.texts("label"), score, no_code, no_score if score is None else "", no_label)
