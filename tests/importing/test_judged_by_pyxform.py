"""What another reader of XLSForm makes of a form, beside what a draft makes of it.

pyxform is the reader that the format's own tools use.  It wants exact versions of other libraries, so it stands in an
environment of its own, where only these tests are run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importing.forms import form, items
from riskscreen.importing.reading import read_source

pytestmark = pytest.mark.pyxform

XFORMS = "{http://www.w3.org/2002/xforms}"
TAGS = {"English (en)": "en", "Dutch (nl)": "nl", "en": "en", "nl": "nl"}
KINDS = {"select one": "select_one", "int": "integer", "decimal": "decimal", "string": "text"}

NOTHING = "-"  # what pyxform writes where a form has no text in a language

Texts = dict[str, str]

texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P"), exclude_characters="$_*\\`#<>"), min_size=1,
                max_size=12).filter(lambda text: text != NOTHING)
kinds = st.sampled_from(["select_one presence", "integer", "decimal", "text"])
questions = st.tuples(kinds, texts, texts, texts, texts)


@st.composite
def forms(draw: st.DrawFn) -> bytes:
    """Some questions, some of them in a group, and the options of one list."""
    rows: list[tuple[str, ...]] = []
    for n, (kind, *said) in enumerate(draw(st.lists(questions, min_size=1, max_size=5))):
        row = (kind, f"q{n}", *said)
        grouped = [("begin_group", f"g{n}", "Group", "Groep"), row, ("end_group",)]
        rows += grouped if draw(st.booleans()) else [row]
    names = draw(st.lists(st.from_regex("[a-z]{1,8}", fullmatch=True), min_size=2, max_size=4, unique=True))
    options = [("presence", name, draw(texts), draw(texts), n) for n, name in enumerate(names)]
    return form(*rows, choices=options)


class XForm:
    """The form that pyxform writes for other tools."""

    def __init__(self, source: bytes) -> None:
        from pyxform.xls2xform import convert  # noqa: PLC0415  # it stands in an environment of its own

        self.root = ElementTree.fromstring(convert(source, form_name="form", file_type=".xlsx").xform)
        self.said: dict[str, Texts] = {}
        for language in self.root.iter(f"{XFORMS}translation"):
            for text in language.iter(f"{XFORMS}text"):
                value = text.find(f"{XFORMS}value")
                if value is not None and value.text and value.text != NOTHING:
                    self.said.setdefault(text.attrib["id"], {})[TAGS[language.attrib["lang"]]] = value.text

    def questions(self) -> Iterator[tuple[str, str, Texts, Texts]]:
        """Name, kind, text and guidance of every question, in order."""
        selects = {select.attrib["ref"] for select in self.root.iter(f"{XFORMS}select1")}
        for bind in self.root.iter(f"{XFORMS}bind"):
            path = bind.attrib["nodeset"]
            if "/meta/" not in path:
                kind = "select_one" if path in selects else KINDS[bind.attrib["type"]]
                yield path.rpartition("/")[2], kind, self.said[f"{path}:label"], self.said[f"{path}:hint"]

    def options(self) -> list[tuple[str, Texts]]:
        """Name and label of every option of the one list."""
        entries = self.root.iterfind(f".//{XFORMS}instance[@id='presence']/{XFORMS}root/{XFORMS}item")
        return [(str(entry.findtext(f"{XFORMS}name")), self.said[str(entry.findtext(f"{XFORMS}itextId"))])
                for entry in entries]


def kind_of(response: Any) -> str:
    """The kind of question that a draft's response stands for."""
    return "select_one" if response == "presence" else next(iter(response))


@given(forms())
def test_draft_has_what_another_reader_finds(source: bytes) -> None:
    """The same questions, in the same order, with the same texts in both languages, and the same options."""
    draft, judged = read_source(source), XForm(source)

    assert [(item["id"], kind_of(item["response"]), item["text"], item["guidance"]) for item in items(draft)] == \
        list(judged.questions())
    if any(item["response"] == "presence" for item in items(draft)):
        options = draft.document["response_scales"]["presence"]["options"]
        assert [(option["id"], option["label"]) for option in options] == judged.options()
