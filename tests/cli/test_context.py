"""The context of a case on the command line: kept, shown with the details and on the page, and never counted."""

from __future__ import annotations

import json
from pathlib import Path

import riskscreen
from cli.running import Run
from riskscreen.documents.answers_file import read_answers_file

FLAGS = riskscreen.load("stalking-red-flags")
CONTEXT = {"category": "stalking", "age_of_victim": "25_34", "children": True, "other": {"team": "north"}}


def case_file(folder: Path, **more: object) -> Path:
    """A file of answers in which nothing is known but one flag."""
    path = folder / f"case-{len(more)}.json"
    answers = dict.fromkeys(FLAGS.items, "absent") | {"r6": "present"}
    path.write_text(json.dumps({"instrument": {"id": FLAGS.id, "version": FLAGS.version}, **more, "answers": answers}),
                    encoding="utf-8")
    return path


def test_score_keeps_a_context_and_counts_nothing_of_it(run: Run, tmp_path: Path) -> None:
    """The short result is that without; the JSON has the context beside it, and can be read as an answers file."""
    bare, kept = case_file(tmp_path), case_file(tmp_path, context=CONTEXT)

    assert run("score", FLAGS.id, kept).out == run("score", FLAGS.id, bare).out
    found, without = (json.loads(run("score", FLAGS.id, path, "--json").out) for path in (kept, bare))

    assert found.pop("context") == CONTEXT
    assert found == without
    again = read_answers_file(json.dumps(found | {"context": CONTEXT}), FLAGS.definition)
    assert again.context == read_answers_file(kept.read_bytes()).context


def test_details_and_page_show_a_context(run: Run, tmp_path: Path) -> None:
    """Whoever opens the details reads it, in the language of the result."""
    page = tmp_path / "page.html"

    ended = run("score", FLAGS.id, case_file(tmp_path, context=CONTEXT), "--details", "--lang", "nl", "--html", page)

    assert "Leeftijd van het slachtoffer: 25 tot en met 34" in ended.out
    assert "Leeftijd van het slachtoffer: 25 tot en met 34" in page.read_text(encoding="utf-8")
