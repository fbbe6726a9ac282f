"""The example records: the histories of two cases of the study read like notes for the file, in both languages."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from docs.pages import ROOT
from riskscreen import History, read_record

EXAMPLES = ROOT / "examples"
FOLDERS = {"en": EXAMPLES / "records", "nl": EXAMPLES / "records" / "nl"}


def history(number: str, language: str) -> History:
    """The history of a case, from the records that lie there."""
    return History(read_record(path) for path in sorted(FOLDERS[language].glob(f"{number}-*.json")))


def told(number: str, language: str) -> str:
    """The note, without its lines' ends."""
    return " ".join(history(number, language).explain(language, today="2026-05-01").split())


@pytest.mark.parametrize("language", FOLDERS)
def test_records_are_what_the_script_makes(language: str) -> None:
    """Where an instrument or a case changed, run ``python examples/case_histories.py`` and commit what it makes."""
    made: dict[str, Any] = runpy.run_path(str(EXAMPLES / "case_histories.py"))["records"](language)
    kept = {path.stem: path.read_text(encoding="utf-8") for path in FOLDERS[language].glob("*.json")}

    assert kept == {name: record.to_json() for name, record in made.items()}, "run examples/case_histories.py"


@pytest.mark.parametrize("path", [path for folder in FOLDERS.values() for path in sorted(folder.glob("*.json"))],
                         ids=lambda path: "-".join(Path(path).parts[-2:]))
def test_example_record_replays(path: Path) -> None:
    """By the definitions that are installed."""
    assert read_record(path).replay().same


def test_history_of_case_21_tells_what_was_new_and_what_rests_on_it() -> None:
    """Later it had gone on after a warning, and the victim was very afraid: so it goes on with high concern."""
    english, dutch = told("21", "en"), told("21", "nl")

    assert english.startswith("Case study-case-21 2 screenings, from 12 January 2026 to 9 March 2026 "
                              "12 January 2026, 10:00: ")
    assert english.count("- Level of concern: High") == 2
    assert "- Since 12 January 2026, 10:00: - Going on after a warning or an order: Unknown; then Present (" in english
    assert "That it is now at least High rests on new answers: Going on after a warning or an order: Present" in english
    assert "last filled in on 9 March 2026, 09:30, 53 days ago" in english
    assert dutch.startswith("Zaak studiezaak-21 2 screenings, van 12 januari 2026 tot en met 9 maart 2026 ")
    assert "- Sinds 12 januari 2026, 10:00 uur: " in dutch
    assert "Dat het nu ten minste Hoog is, berust op nieuwe antwoorden: " in dutch
    assert "53 dagen geleden" in dutch


def test_history_of_case_24_tells_of_the_flags_the_judgement_and_the_screen() -> None:
    """The flags left high possible when a rater concluded to medium; the screen of the same day was high."""
    english, dutch = told("24", "en"), told("24", "nl")

    assert "Judged: Medium, while Medium or High is still possible, by unit 9, 19 January 2026, 09:20." in english
    assert "Beoordeeld: Midden, terwijl Midden of Hoog nog mogelijk is, door team 9, 19 januari 2026" in dutch
    assert english.index("Judged: Medium") < english.index("- Level of concern: High")
    assert "- what comes out stays the same" in english
    assert [entry.judged for entry in history("24", "nl").timeline()] == ["medium", None, None]


@pytest.mark.parametrize("number", ["21", "24"])
def test_dutch_history_has_the_words_of_a_dutch_file(number: str) -> None:
    """No English sentence of ours, and none of the case, stands in it."""
    dutch = told(number, "nl")

    for word in (" the ", " and ", " were ", "Unknown", "Filled in"):
        assert word not in dutch.replace("Meer dan een ruzie", "")
