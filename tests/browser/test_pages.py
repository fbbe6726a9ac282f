"""The HTML views in a browser: readable on a phone and on a desk, on paper, in the dark, and with a screen reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from browser.conftest import Show, found
from riskscreen import Result
from riskscreen.documents.answers_file import read_answers_file
from riskscreen.store import RecordStore

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[2] / "examples" / "cases"
VIEWS = {
    "settled, much unknown": ("22-sash-style", "en"),
    "not settled, in Dutch": ("07-rihg-style", "nl"),
    "low": ("synthetic-low-sash-style", "en"),
    "short": ("20-stalking-red-flags", "nl"),
    "route": ("09-contact-arrangements", "nl"),
    "one level between is ruled out": ("low or high", "en"),
}
LONGEST = "x" * 10_000
A4 = (595, 842)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('details').forEach(part => part.open = true)"
HIDDEN = "selector => [...document.querySelectorAll(selector)].filter(part => !part.checkVisibility()).length"
# What JupyterLab says of tables in its outputs.
OF_A_NOTEBOOK = """
.jp-RenderedHTMLCommon table { border-collapse: collapse; border-spacing: 0; font-size: 12px; table-layout: fixed;
  margin-left: auto; margin-right: auto; margin-bottom: 1em; border: none; }
.jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th, .jp-RenderedHTMLCommon tr { vertical-align: middle;
  padding: 0.5em; line-height: normal; white-space: normal; max-width: none; border: none; text-align: right; }
.jp-RenderedHTMLCommon tbody tr:nth-child(odd) { background: #f5f5f5; color: #eeeeee; }
.jp-RenderedHTMLCommon h1, .jp-RenderedHTMLCommon h2, .jp-RenderedHTMLCommon h3 { color: #dddddd; margin: 4em 0; }
.jp-RenderedHTMLCommon :not(pre) > code { background: #dddddd; padding: 1px 5px; }
"""


def scored(name: str) -> tuple[Result, dict[str, str]]:
    """An example case with its result, and what its file says of it."""
    if name == "low or high":
        flags = riskscreen.load("stalking-red-flags")
        return flags.score(dict.fromkeys(flags.items, "absent") | {"r1": "unknown"}), {"case": "pseudonym-7"}
    source = (CASES / f"{name}.json").read_bytes()
    instrument = riskscreen.load(read_answers_file(source).instrument)
    file = read_answers_file(source, instrument.definition)
    texts = {"case": file.case, "as_of": file.as_of, "source": file.source, "rater": file.rater}
    return instrument.score(file.answers), {key: text for key, text in texts.items() if text}


def page_of(view: str) -> str:
    """The page of an example case."""
    name, language = VIEWS[view]
    result, texts = scored(name)
    return result.to_html(language, **texts)


def violations(page: Any) -> list[str]:
    """What axe finds, every one of its rules taken."""
    axe = found("axe_playwright_python.sync_playwright").Axe()
    response = axe.run(page).response
    assert response["passes"], "axe has looked at something"
    return [f"{entry['id']}: {node['html'][:200]}" for entry in response["violations"] for node in entry["nodes"]]


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """The size of every page of a PDF file, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize("width", [320, 400, 1280])
@pytest.mark.parametrize("view", VIEWS)
def test_page_fits_its_window(show: Show, view: str, width: int) -> None:
    """Nobody has to scroll sideways, on a phone or on a desk, whatever is opened."""
    page = show(page_of(view), width=width)
    closed = page.evaluate(OVERFLOW)
    page.evaluate(OPEN_ALL)

    assert (closed, page.evaluate(OVERFLOW)) == (0, 0)


@pytest.mark.parametrize("width", [360, 1200])
def test_instrument_fits_its_window(show: Show, width: int) -> None:
    """The longest instrument too."""
    page = show(riskscreen.load("rihg-style").to_html("nl"), width=width)

    assert page.evaluate(OVERFLOW) == 0


def test_longest_word_fits_a_phone(show: Show) -> None:
    """A word of ten thousand characters is broken, and pushes nothing out of sight."""
    answer = {"answer": "present", "because": LONGEST, "source": LONGEST}
    result = riskscreen.load("stalking-red-flags").score({"r1": answer}, partial=True)
    page = show(result.to_html(case=LONGEST), width=360)
    page.evaluate(OPEN_ALL)

    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_a_result(show: Show, view: str, scheme: str) -> None:
    """Contrast, names, headings, tables and landmarks are as a screen reader and weak eyes need them."""
    page = show(page_of(view), scheme=scheme)
    page.evaluate(OPEN_ALL)

    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_instrument(show: Show, scheme: str) -> None:
    """The page of an instrument is as accessible as that of a result."""
    assert violations(show(riskscreen.load("rihg-style").to_html("nl"), scheme=scheme)) == []


def record_pages(folder: Path) -> dict[str, str]:
    """The pages of records: a judgement beside what is open, a route, a history, all that is kept of a case."""
    made = [riskscreen.read_record(path) for path in sorted((CASES.parent / "records" / "nl").glob("24-*.json"))]
    route = riskscreen.load("contact-arrangements").score({}, partial=True)
    levels = route.instrument.outcomes["route"].levels
    kept = route.record(case="x", rater="unit 4", made_at="2026-11-30T14:05:00+01:00").judged(
        "route", levels[0], because="Agreed.", by="unit 4", at="2026-11-30T14:05:00+01:00")
    with RecordStore(folder / "screenings.db", actor="intake desk") as store:
        for record in made:
            store.append(record)
        store.export(folder / "out", made[0].case, language="nl")
    return {"record": made[0].to_html("nl"), "route": kept.to_html("en"),
            "history": riskscreen.History(made).to_html("nl"),
            "counts": counted(5), "all counts": counted(1), "no counts": riskscreen.counts([]).to_html("nl"),
            "case": (folder / "out" / "case.html").read_text(encoding="utf-8"),
            "history of a route": riskscreen.History([kept]).to_html()}


def counted(smallest: int) -> str:
    """The page of counts of two instruments, one of them with a route, and with an owner of the longest name."""
    flags, arrangements = riskscreen.load("stalking-red-flags"), riskscreen.load("contact-arrangements")
    results = [flags.score({"r1": "present" if n % 3 else "unknown"}, partial=True) for n in range(24)]
    results += [arrangements.score({}, partial=True) for _ in range(7)]
    records = [result.record(case=f"c{n}", rater="unit 4", owner=LONGEST if n % 4 else None, id=str(n),
                             made_at=f"2026-{1 + n % 5:02}-30T14:05:00+01:00".replace("02-30", "02-20"))
               for n, result in enumerate(results)]
    return riskscreen.counts(records, ["instrument", "level", "month", "owner"],
                             today="2026-12-01").to_html("nl", smallest=smallest)


@pytest.mark.parametrize("width", [320, 400, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_records_and_histories_fit_their_window_and_axe_finds_nothing(
        show: Show, tmp_path: Path, scheme: str, width: int) -> None:
    """A chart that is wider than a phone is scrolled by itself, with the keyboard too; the page never is."""
    for source in record_pages(tmp_path).values():
        page = show(source, scheme=scheme, width=width)
        page.evaluate(OPEN_ALL)
        assert page.evaluate(OVERFLOW) == 0
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fragments_stand_together_in_a_notebook(show: Show, scheme: str) -> None:
    """Several in one page, among the styles of a notebook that is light also where the reader prefers dark."""
    settled, open_ = (scored(VIEWS[view][0])[0] for view in ("settled, much unknown", "not settled, in Dutch"))
    outputs = [part._repr_html_() for part in (settled, open_, settled, settled.instrument)]
    page = show(f'<!DOCTYPE html><html lang="en"><title>Notebook</title><style>{OF_A_NOTEBOOK}</style>'
                f'<main><h1>Cases</h1><div class="jp-RenderedHTMLCommon">{"".join(outputs)}</div></main></html>',
                width=900, scheme=scheme)
    page.evaluate(OPEN_ALL)

    assert page.evaluate(OVERFLOW) == 0
    assert violations(page) == []
    assert page.evaluate("document.querySelectorAll('[id]').length") == 0


@pytest.mark.parametrize("view", VIEWS)
def test_usual_case_is_one_sheet_of_paper(show: Show, view: str) -> None:
    """A result with all its answers and their evidence prints on the two sides of one A4 at most."""
    pages = pages_of(show(page_of(view)).pdf(prefer_css_page_size=True, print_background=True))

    assert set(pages) == {A4}
    assert len(pages) <= 2


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_that_matters_is_to_be_opened(show: Show, view: str) -> None:
    """The level, what is needed, why with its facts, what is open and the limits are seen at once, and on paper."""
    page = show(page_of(view))
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)

        assert page.evaluate(HIDDEN, ".rs-card, .rs-step, .rs-block, .rs-fact, .rs-chips li, .rs-limits") == 0


def test_policy_of_a_page_takes_its_own_style(browser: Any, tmp_path: Path) -> None:
    """Under its own policy the page is styled, and nothing is reported as refused."""
    path = tmp_path / "page.html"
    path.write_text(page_of("low"), encoding="utf-8")
    context = browser.new_context()
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())

    assert page.evaluate("getComputedStyle(document.querySelector('.rs-ladder')).display") == "flex"
    assert said == []
    context.close()


def test_paper_shows_the_answers_though_they_are_closed_on_the_screen(show: Show) -> None:
    """On paper nothing can be opened: the answers are; numbers and rules are printed where they are open."""
    page = show(page_of("settled, much unknown"))
    hidden_on_screen = page.evaluate(HIDDEN, ".rs-answer, .rs-evidence")
    page.emulate_media(media="print")

    assert hidden_on_screen > 0
    assert page.evaluate(HIDDEN, ".rs-answer, .rs-evidence:not(:empty), .rs-limits") == 0
    assert page.evaluate(HIDDEN, ".rs-because") > 0
    page.evaluate(OPEN_ALL)
    assert page.evaluate(HIDDEN, ".rs-because") == 0


def test_instrument_is_whole_on_paper(show: Show) -> None:
    """Every part of an instrument is printed, also of the view that a notebook shows closed."""
    page = show(f'<!DOCTYPE html><title>Notebook</title>{riskscreen.load("sash-style")._repr_html_()}')
    page.emulate_media(media="print")

    assert page.evaluate(HIDDEN, ".rs-item, .rs-line") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(show: Show, scheme: str) -> None:
    """Who reads in the dark prints in black on white all the same."""
    page = show(page_of("low"), scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)

    colour = page.evaluate("getComputedStyle(document.querySelector('.riskscreen')).backgroundColor")
    assert colour == "rgb(255, 255, 255)"
