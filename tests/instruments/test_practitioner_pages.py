"""The pages for practitioners say what the definitions say, in one language each, and every one can be found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import riskscreen
from docs.pages import ROOT
from instruments import changes_pages, practitioner_pages
from instruments.practitioner_pages import EXAMPLES, FOLDER, LANGUAGES
from riskscreen.catalogue import packaged_names

NAMES = packaged_names()
USERS = {"en": FOLDER / "for-users.md", "nl": FOLDER / "voor-gebruikers.md"}
ENGLISH = re.compile(r"(?<![\w-])(the|and|with|which|from|this|that|not|because|does|only|answers?|levels?)(?![\w-])",
                     re.IGNORECASE)
DUTCH = re.compile(r"(?<![\w-])(het|niet|wordt|zijn|geen|deze|waarom|als)(?![\w-])", re.IGNORECASE)
# What is the same in every language: titles of publications, names in files, and addresses of pages.
SHARED = re.compile(r"Meer dan een ruzie|^- [\w-]+-(?:19|20)\d\d: .*$|(?<!`)`[^`\n]+`(?!`)|\]\([^)]*\)", re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_page_is_current(name: str, language: str) -> None:
    """It goes stale with a definition or an example: `python -m instruments.practitioner_pages` makes it again."""
    written = practitioner_pages.path_of(name, language).read_text(encoding="utf-8")

    assert written == practitioner_pages.page(name, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_page_of_changes_is_current(name: str, language: str) -> None:
    """It goes stale with a definition: `python -m instruments.changes_pages` makes it again."""
    written = changes_pages.path_of(name, language).read_text(encoding="utf-8")

    assert written == changes_pages.page(name, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_page_tells_all_that_a_practitioner_reads(name: str, language: str) -> None:
    """Every question, when to choose what, every reason, meaning and step, and what it is not for."""
    definition = riskscreen.load(name).definition
    texts = [definition.title, definition.about.intended_use, definition.about.not_for]
    for item in definition.items:
        texts += [item.name, *(text for _, text in item.option_guidance), *([item.guidance] if item.guidance else []),
                  *(indicator.text for indicator in item.indicators)]
    for outcome in definition.outcomes:
        texts += [outcome.title, *outcome.when_open, *(rule.because for rule in outcome.rules if rule.because)]
        texts += [text for level in outcome.levels for text in (*level.follow_up, *([level.meaning] if level.meaning
                                                                                   else []))]
    visible = practitioner_pages.path_of(name, language).read_text(encoding="utf-8").partition("<details>")[0]

    assert [text[language] for text in texts if text[language] not in visible] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_page_is_in_one_language(path: Path) -> None:
    """A Dutch page holds no English, and an English one no Dutch; titles and names in files stay what they are."""
    is_dutch = path.name.endswith(".nl.md") or path == USERS["nl"]
    others = ENGLISH if is_dutch else DUTCH

    prose = SHARED.sub("", path.read_text(encoding="utf-8"))

    assert [line for line in prose.splitlines() if others.search(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_for_users_leads_to_every_page(language: str) -> None:
    """Whoever reads what a level means finds each instrument by its title, and what changed in it."""
    page = USERS[language].read_text(encoding="utf-8")

    for name in NAMES:
        assert f"[{riskscreen.load(name).title[language]}]({name}.{language}.md)" in page
        assert f"({name}-changes.{language}.md)" in page
    assert USERS[language].name in (ROOT / "docs" / "README.md").read_text(encoding="utf-8")


def test_there_is_an_example_and_a_released_version_of_each() -> None:
    """None of the instruments is left out of the pages."""
    assert sorted(EXAMPLES) == sorted(NAMES)
    assert [changes_pages.released(name).id for name in NAMES] == list(NAMES)
    assert all(changes_pages.released(name).version != riskscreen.load(name).version for name in NAMES)
