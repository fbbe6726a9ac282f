"""What kind of answer an item has, in the words of code books and of XLSForm."""

from __future__ import annotations

CODE_BOOK = {
    "options": ("options", "option", "single choice", "select one", "radio", "dropdown", "categorical"),
    "integer": ("integer", "whole number"),
    "decimal": ("decimal",),
    "text": ("text", "string", "notes", "free text"),
    "several": ("checkbox", "multiple choice", "select multiple"),
    "yes_no": ("yesno", "truefalse", "yes/no", "true/false", "boolean"),
    "other": ("number", "numeric", "date", "time", "datetime", "file", "slider", "sql"),
    "no_item": ("calc", "calculated", "descriptive", "note"),
}

XLSFORM = {
    "integer": ("integer", "int"),
    "decimal": ("decimal",),
    "text": ("text", "string"),
    "other": ("date", "time", "datetime", "geopoint", "geotrace", "geoshape", "image", "photo", "audio", "video",
              "file", "barcode", "range", "rank", "acknowledge", "background audio", "select one external"),
    "no_item": ("note", "calculate", "hidden", "start", "end", "today", "deviceid", "subscriberid", "simserial",
                "phonenumber", "username", "email", "audit", "start geopoint", "xml external", "csv external"),
}

QUESTIONS = {
    "several": "More than one option can be chosen here. An item has one answer: make an item of each option, or leave "
               "this out.",
    "yes_no": "The source only says that this is answered with yes or no. Which options are there, and do they score?",
    "other": "This kind of answer is not one that an instrument has. Which options or numbers take its place?",
    None: "How is this answered? The source does not say.",
}


def kind_of(word: str, kinds: dict[str, tuple[str, ...]]) -> str | None:
    """The kind that a word stands for; None where it stands for none."""
    return next((kind for kind, words in kinds.items() if word in words), None)


def words_of(kinds: dict[str, tuple[str, ...]]) -> list[str]:
    """All words that are known."""
    return [word for words in kinds.values() for word in words]
