"""What kind of answer an item has, in the words of code books, of REDCap and of XLSForm."""

from __future__ import annotations

CODE_BOOK = {
    "options": ("options", "option", "single choice", "select one", "radio", "dropdown", "categorical"),
    "integer": ("integer", "whole number"),
    "decimal": ("decimal",),
    "text": ("text", "string", "notes", "free text"),
    "several": ("checkbox", "multiple choice", "select multiple"),
    "yes_no": ("yesno", "truefalse", "yes/no", "true/false", "boolean"),
    "other": ("number", "numeric", "date", "time", "datetime", "file", "slider", "sql", "signature"),
    "calculated": ("calc", "calculated"),
    "no_item": ("descriptive", "note"),
}

XLSFORM = {
    "integer": ("integer", "int"),
    "decimal": ("decimal",),
    "text": ("text", "string"),
    "other": ("date", "time", "datetime", "date time", "geopoint", "geotrace", "geoshape", "location", "gps", "image",
              "photo", "audio", "video", "file", "barcode", "range", "acknowledge", "background audio", "percentage"),
    "calculated": ("calculate",),
    "no_item": ("note", "hidden", "start", "end", "today", "start time", "end time", "deviceid", "device id", "imei",
                "subscriberid", "subscriber id", "simserial", "sim id", "phonenumber", "username", "email", "audit",
                "start geopoint", "background geopoint", "xml external", "csv external"),
}

# REDCap calls a number or a date a text, and says elsewhere how that text is checked.
VALIDATED = {
    "integer": ("integer", "int"),
    "decimal": ("number", "float", "number comma decimal",
                *(f"number {n}dp{comma}" for n in range(1, 5) for comma in ("", " comma decimal"))),
    "other": ("date dmy", "date mdy", "date ymd", "datetime dmy", "datetime mdy", "datetime ymd",
              "datetime seconds dmy", "datetime seconds mdy", "datetime seconds ymd", "time", "time hh mm ss",
              "time mm ss", "date", "datetime"),
    "text": ("email", "phone", "phone australia", "phone uk", "zipcode", "ssn", "alpha only", "vmrn", "mrn 10d",
             "mrn generic", "postalcode australia", "postalcode canada", "postalcode french", "postalcode germany"),
}

QUESTIONS = {
    "several": "More than one option can be chosen here, and the source does not say which there are. An item has one "
               "answer: make an item of each option, or leave this out.",
    "yes_no": "The source only says that this is answered with yes or no. Which options are there, and do they score?",
    "other": "This kind of answer is not one that an instrument has. Which options or numbers take its place?",
    "options": "The source names no options. Which are there, and do they score?",
    None: "How is this answered? The source does not say.",
}


def kind_of(word: str, kinds: dict[str, tuple[str, ...]]) -> str | None:
    """The kind that a word stands for; None where it stands for none."""
    return next((kind for kind, words in kinds.items() if word in words), None)


def words_of(kinds: dict[str, tuple[str, ...]]) -> list[str]:
    """All words that are known."""
    return [word for words in kinds.values() for word in words]
