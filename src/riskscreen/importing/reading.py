"""A source of any kind that can be imported: a workbook by what it begins with, a CSV file otherwise."""

from __future__ import annotations

from riskscreen.errors import usage_error
from riskscreen.importing.code_book import code_book_draft
from riskscreen.importing.draft import Draft
from riskscreen.importing.languages import tag_of
from riskscreen.importing.workbook import is_workbook
from riskscreen.importing.xlsform import xlsform_draft


def read_source(source: bytes, *, language: str | None = None, origin: str = "another source") -> Draft:
    """The draft of a definition that a code book (CSV) or an XLSForm workbook gives.

    Nothing is guessed: where the source does not say, the draft has null, and its decisions say what is open.

    Args:
        source: The content of the file.
        language: The language of texts whose column does not say it, such as ``nl``.
        origin: What the source is called, to be named in the draft.

    Raises:
        InstrumentError: If the source is no code book and no form, with every problem, each with its row and column.
        UsageError: If *language* is none; or if a workbook is given and openpyxl is not installed (extra ``import``).

    Examples:
        >>> draft = read_source(b"id,text::en,options::en,scores\\ns1,Threats,no = No | yes = Yes,no = 0 | yes = 1\\n")
        >>> draft.document["sections"][0]["items"][0]["response"]["options"][1]
        {'id': 'yes', 'score': 1, 'label': {'en': 'Yes'}}
        >>> len(draft.decisions)
        11
    """
    if language is not None:
        language = _tag(language)
    if is_workbook(source):
        return xlsform_draft(source, language=language, origin=origin)
    return code_book_draft(source, language=language, origin=origin)


def _tag(language: str) -> str:
    tag = tag_of(language)
    if tag is None:
        raise usage_error("U-unknown-language", "This is not a language that is known.", found=language,
                          expected="its tag, such as en or nl")
    return tag
