"""A source of any kind that can be imported: a workbook by what it begins with, a CSV file otherwise."""

from __future__ import annotations

from riskscreen.importing.code_book import code_book_draft
from riskscreen.importing.draft import Draft
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
        InstrumentError: With every problem of the source, each with its row and column.
        UsageError: If a workbook is given and openpyxl is not installed (extra ``import``).

    Examples:
        >>> draft = read_source(b"id,text::en,options::en,scores\\ns1,Threats,no = No | yes = Yes,no = 0 | yes = 1\\n")
        >>> draft.document["sections"][0]["items"][0]["response"]["options"][1]
        {'id': 'yes', 'score': 1, 'label': {'en': 'Yes'}}
        >>> len(draft.decisions)
        11
    """
    if is_workbook(source):
        return xlsform_draft(source, language=language, origin=origin)
    return code_book_draft(source, language=language, origin=origin)
