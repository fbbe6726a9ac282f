"""An XLSForm workbook, its sheets *survey* and *choices*, as a draft."""

from __future__ import annotations

import re
from collections.abc import Mapping

from riskscreen.errors import InstrumentError, Problem, near_names
from riskscreen.importing.choices import CHOICES, choice_lists
from riskscreen.importing.columns import Table, plain_header, table_of
from riskscreen.importing.draft import Draft, Open, draft_of
from riskscreen.importing.grid import Grid, refused
from riskscreen.importing.survey import Survey
from riskscreen.importing.workbook import grids_of

SURVEY = {
    "type": ("type",), "name": ("name",), "label": ("label",), "hint": ("hint",),
    "relevant": ("relevant", "relevance"), "constraint": ("constraint",), "disabled": ("disabled",),
}
SETTINGS = {"form_title": ("form title", "title"), "form_id": ("form id", "id string"), "version": ("version",),
            "default_language": ("default language",)}
_TAG_IN_BRACKETS = re.compile(r".*\(\s*([^()]*?)\s*\)\s*")
_VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")


def xlsform_draft(source: bytes, *, language: str | None, origin: str) -> Draft:
    """The draft that an XLSForm workbook gives.

    Raises:
        InstrumentError: With every problem, each with its sheet, row and column.
        UsageError: If openpyxl, which reads workbooks, is not installed.
    """
    grids = {plain_header(name): grid for name, grid in grids_of(source).items()}
    if "survey" not in grids:
        raise refused([Problem("I-no-sheet", "", "There is no sheet 'survey', as every XLSForm has.",
                               found=", ".join(grids), suggestions=near_names("survey", grids))])
    settings = _settings(grids.get("settings"))
    language = language or _tag(settings.get("default_language"))
    survey, choices = _tables(grids, language)
    problems: list[Problem] = []
    still_open = Open()
    languages = tuple(dict.fromkeys((*survey.languages, *(choices.languages if choices else ()))))
    lists = choice_lists(choices, languages, still_open, problems) if choices else {}
    _tell_unread({"survey": survey, **({"choices": choices} if choices else {})}, still_open)
    found = Survey(survey, languages, lists, still_open, problems)
    if problems:
        raise refused(problems)
    return draft_of({"response_scales": found.response_scales, "sections": found.sections,
                     **_identity(settings, language, still_open)}, languages, origin, still_open)


def _settings(grid: Grid | None) -> Mapping[str, str]:
    """The first row of the sheet *settings*, where there is one."""
    if grid is None or len(grid.rows) < 2:
        return {}
    table = table_of(grid, SETTINGS, required=(), in_languages=(), language=None)
    return {kind: cell.text for (kind, _), cell in table.rows[0].cells.items()}


def _tag(language: str | None) -> str | None:
    """The tag of a language that is written as *Dutch (nl)* or as *nl*."""
    if language is None:
        return None
    match = _TAG_IN_BRACKETS.fullmatch(language)
    tag = match[1] if match else language
    return tag if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) else None


def _tables(grids: Mapping[str, Grid], language: str | None) -> tuple[Table, Table | None]:
    """The sheets *survey* and, where there are options, *choices*; or one error with what is wrong in both."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for name, names, required, in_languages in (("survey", SURVEY, ("type", "name"), ("label", "hint")),
                                                ("choices", CHOICES, ("list", "name"), ("label",))):
        if name == "survey" or (name in grids and grids[name].rows):
            try:
                tables[name] = table_of(grids[name], names, required=required, in_languages=in_languages,
                                        language=language)
            except InstrumentError as error:
                problems += error.problems
    problems += _without_choices(tables["survey"]) if [*tables] == ["survey"] and not problems else []
    if problems:
        raise refused(problems)
    return tables["survey"], tables.get("choices")


def _without_choices(survey: Table) -> list[Problem]:
    """The first question that needs the sheet *choices*, which is not there or is empty."""
    cells = (row.cell("type") for row in survey.rows)
    return [cell.problem("I-no-sheet", "There is no sheet 'choices', so this has no options.")
            for cell in cells if cell and plain_header(cell.text).startswith("select one ")][:1]


def _tell_unread(tables: Mapping[str, Table], still_open: Open) -> None:
    for name, table in tables.items():
        if table.unread:
            still_open.gap("", f"These columns of {name} were not read: {', '.join(table.unread)}. Does anything in "
                           "them belong in the definition?")


def _identity(settings: Mapping[str, str], language: str | None, still_open: Open) -> dict[str, object]:
    """Id, version and title, as far as the settings say them in a form that a definition can take."""
    version = settings.get("version", "")
    if version and not _VERSION.fullmatch(version):
        still_open.gap("/version", f"The form has the version {version!r}. Which one is that, as in 1.0.0?")
    return {"id": settings.get("form_id"), "version": version if _VERSION.fullmatch(version) else None,
            "title": {language: settings["form_title"]} if language and "form_title" in settings else {}}
