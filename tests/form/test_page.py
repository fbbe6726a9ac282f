"""The form as a page, without a browser: one file, its own fingerprints in its policy, and texts that stay texts."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given

import riskscreen
from engine.diagrams_as_data import DOORSTEP
from riskscreen import Instrument, UsageError
from riskscreen.testing.documents.whole import documents

HOSTILE = "</script><script>alert(1)</script><!--<script>&quot;\u2028]]>"


def part(page: str, pattern: str) -> str:
    """What the one match of a pattern holds."""
    [found] = re.findall(pattern, page, re.DOTALL)
    return str(found)


def data_of(page: str) -> dict[str, Any]:
    """What the script reads."""
    found: dict[str, Any] = json.loads(part(page, r'<script type="application/json" id="data">(.*?)</script>'))
    return found


def test_policy_lets_in_its_own_script_and_style_alone() -> None:
    """By their fingerprints; nothing else is allowed, and nothing names another place."""
    page = riskscreen.load("sash-style").to_form()
    policy = part(page, r'Content-Security-Policy" content="(.*?)"').replace("&#x27;", "'")

    def fingerprint(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    script, style = part(page, '<script type="module">(.*?)</script>'), part(page, "<style>(.*?)</style>")
    assert policy == (f"default-src 'none'; script-src {fingerprint(script)}; style-src {fingerprint(style)}; "
                      "base-uri 'none'; form-action 'none'")
    outside = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    assert re.findall(r"\b(?:https?:|//[a-z]+\.|url\(|@import|localStorage|sessionStorage|indexedDB|fetch\(|eval\(|"
                      r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|XMLHttpRequest|cookie)",
                      outside.replace("http://www.w3.org/2000/svg", "")) == []
    assert re.findall(r"<(?:link|img|iframe|object|base)\b|\bon[a-z]+=\"|style=\"", outside) == []


@given(documents())
def test_page_holds_the_form_of_any_instrument(document: dict[str, Any]) -> None:
    """All its texts but for marks that steer, and the same at every call."""
    instrument = Instrument.from_dict(document)
    page = instrument.to_form()

    found = data_of(page)["form"]
    assert {key: found[key] for key in ("format", "instrument", "diagrams", "result")} \
        == {key: instrument.form()[key] for key in ("format", "instrument", "diagrams", "result")}
    assert found["languages"] == list(instrument.languages)
    assert page == instrument.to_form()


def test_texts_cannot_leave_the_block_of_data() -> None:
    """Whatever a definition says, the page has two scripts, one style and no element that we did not write."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    document["title"] = {"en": HOSTILE, "nl": HOSTILE}
    document["sections"][0]["items"][0]["guidance"] = {"en": HOSTILE, "nl": HOSTILE}
    page = Instrument.from_dict(document).to_form()
    plain = riskscreen.load(DOORSTEP).to_form()

    assert re.findall(r"</?[a-zA-Z!-]+", re.sub(r">[^<]*alert[^<]*<", "><", page)).count("<script") \
        == plain.count("<script") == 2
    assert len(re.findall(r"</script", page)) == 2
    assert data_of(page)["form"]["title"]["en"].startswith("</script><script>alert(1)")


def test_languages_come_in_the_order_that_is_asked() -> None:
    """It opens in the first; a language that is named twice is there once."""
    instrument = riskscreen.load("sash-style")
    page = instrument.to_form(["nl", "en", "nl"])

    assert page.startswith('<!DOCTYPE html>\n<html lang="nl" dir="ltr"')
    assert data_of(page)["form"]["languages"] == ["nl", "en"]
    assert set(data_of(instrument.to_form(["nl"]))["form"]["title"]) == {"nl"}


@pytest.mark.parametrize("languages", [["ne"], ["nl", "ne"], []])
def test_other_languages_and_none_are_refused(languages: list[str]) -> None:
    """With those that there are."""
    with pytest.raises(UsageError, match=r"Expected: en, nl\..*\[U-unknown-language\]"):
        riskscreen.load("sash-style").to_form(languages)
