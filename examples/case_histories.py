"""Tell how two cases of the study went on, from records of them, in English or in Dutch.

    python examples/case_histories.py [LANGUAGE]

It also makes the records in ``examples/records`` anew.  The answers are those of the example cases.  The moments, the
raters and the judgement are made up: the study gives none.
"""

from __future__ import annotations

import sys
from pathlib import Path

import riskscreen
from riskscreen import History
from riskscreen.types import Record

EXAMPLES = Path(__file__).parent
FOLDERS = {"en": (EXAMPLES / "cases", EXAMPLES / "records"),
           "nl": (EXAMPLES / "cases" / "nl", EXAMPLES / "records" / "nl")}
JUDGED = {"en": "No threats are known (made up, to show a judgement).",
          "nl": "Van dreigen is niets bekend (verzonnen, om een oordeel te laten zien)."}

UNITS = {"en": "unit", "nl": "team"}

# For each record: the example case, when it was made, and the number of the unit that made it.
MADE = {
    "21-1": ("21-at-intake-sash-style", "2026-01-12T10:00:00+01:00", 4),
    "21-2": ("21-later-sash-style", "2026-03-09T09:30:00+01:00", 4),
    "24-1": ("24-stalking-red-flags", "2026-01-19T09:00:00+01:00", 9),
    "24-2": ("24-sash-style", "2026-01-19T10:15:00+01:00", 9),
    "24-3": ("24-later-sash-style", "2026-04-02T13:00:00+02:00", 9),
}


def records(language: str) -> dict[str, Record]:
    """The records by name; each follows the one before it of its case."""
    made: dict[str, Record] = {}
    for name, (case, moment, unit) in MADE.items():
        answers = riskscreen.read_answers(FOLDERS[language][0] / f"{case}.json")
        result = riskscreen.load(answers.instrument).score(answers, partial=True)
        before = [kept for other, kept in made.items() if other[:2] == name[:2]]
        rater = f"{UNITS[language]} {unit}"
        made[name] = result.record(made_at=moment, rater=rater, follows=before[-1] if before else None)
    made["24-1"] = made["24-1"].judged(
        "urgency", "medium", because=JUDGED[language], by=f"{UNITS[language]} 9",
        at="2026-01-19T09:20:00+01:00")
    return made


def main(language: str = "en") -> None:
    """Write the records in both languages, and tell how each case went on in one of them."""
    for folder_language, (_, folder) in FOLDERS.items():
        folder.mkdir(exist_ok=True)
        for name, record in records(folder_language).items():
            (folder / f"{name}.json").write_text(record.to_json(), encoding="utf-8")
    made = records(language)
    for number in ("21", "24"):
        history = History(record for name, record in made.items() if name.startswith(number))
        print(history.explain(language, today="2026-05-01"), end="\n\n\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
