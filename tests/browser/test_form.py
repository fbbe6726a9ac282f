"""The form in a browser: filled in by hand, by keyboard and by chance, it says what scoring says and keeps nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import riskscreen
from browser.filling import UNKNOWN, Filling
from browser.test_pages import A4, OVERFLOW, pages_of, violations
from form import agreeing
from riskscreen import Instrument
from riskscreen.documents.answers_file import read_answers_file
from riskscreen.testing.completing import Gates

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CASES = ROOT / "examples" / "cases"
N_CASES = 200
SASH = riskscreen.load("sash-style")
HOSTILE = "</script><img src=x onerror=alert(1)><b onclick='alert(2)'>\"'&{case}${1}<!--<script>"
Open = Callable[..., Filling]


@pytest.fixture
def fill(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens the form of an instrument as a file, as a user would; what goes wrong in the page fails the test."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def opened(instrument: Instrument, *languages: str, width: int = 1280, scheme: str = "light",
               height: int = 900, with_axe: bool = False) -> Filling:
        path = tmp_path / f"form-{len(contexts)}.html"
        path.write_text(instrument.to_form(languages or None), encoding="utf-8")
        # The policy of the page stands, but where the checks of axe are put into it, which it would refuse.
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme,
                                      bypass_csp=with_axe, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((path.as_uri(), "blob:"))
                else troubles.append(f"asked for {request.url}"))
        page.goto(path.as_uri())
        return Filling(page, instrument)

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def small(**changes: Any) -> Instrument:
    """The small instrument of the tests, with parts of its document otherwise."""
    document = json.loads((ROOT / "tests" / "data" / "doorstep-check.json").read_text("utf-8"))
    return Instrument.from_dict(document | changes)


def with_items(*items: dict[str, Any]) -> Instrument:
    """The small instrument with further items, of every kind there is."""
    document = json.loads((ROOT / "tests" / "data" / "doorstep-check.json").read_text("utf-8"))
    document["sections"][0]["items"] += items
    return Instrument.from_dict(document)


def both(text: str) -> dict[str, str]:
    return {"en": text, "nl": text}


AGE = {"id": "weeks", "text": both("For how many weeks?"), "response": {
    "decimal": {"min": -5, "max": 95, "places": 1, "unit": both("weeks")},
    "bands": [{"id": "few", "label": both("Few"), "from": -5}, {"id": "many", "label": both("Many"), "from": 15}]}}
GRADE = {"id": "grade", "text": both("How grave?"), "response": {"options": [
    {"id": name, "label": both(name)} for name in ("none", "some", "much")]},
    "indicators": [{"id": "wound", "text": both("A wound"), "suggests": "much"}]}
STRICT = {"id": "strict", "text": both("Which of them?"), "response": {**GRADE["response"], "unknown": False}}
REMARKS = {"id": "remarks", "text": both("Remarks"), "response": {"text": {"max_length": 20}}}


def test_case_worker_fills_in_by_keyboard_alone_and_the_command_gives_the_same_levels(
        fill: Open, tmp_path: Path) -> None:
    """In Dutch, with three unknowns: Tab and arrows, print, send the file, and score it."""
    form = fill(SASH, "nl", "en")
    page, unknown = form.page, {"s2", "s7", "x2"}
    present = {"s1", "s6", "x1"}
    answers = {item.id: UNKNOWN if item.id in unknown else "present" if item.id in present else "absent"
               for item in SASH.items.values()} | {"former_partner": "yes"}
    page.keyboard.press("Tab")
    for _ in range(400):
        name = page.evaluate("document.activeElement.type === 'radio' && document.activeElement.name")
        if name and not page.evaluate("name => document.querySelector(`[name=${name}]:checked`)?.id ?? ''", name):
            ids = [*(option.id for option in SASH.items[name].response.choices), UNKNOWN]
            page.keyboard.press("Space")
            for _ in range(ids.index(answers[name])):
                page.keyboard.press("ArrowDown")
            assert page.is_checked(f"#o-{name}-{answers[name]}")
        elif page.evaluate("document.activeElement.id") == "do-save":
            break
        page.keyboard.press("Tab")
    shown = form.possible("nl")
    assert pages_of(page.pdf(prefer_css_page_size=True, print_background=True)) == [A4] * 2
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    assert path.name == "sash-style-answers.json"
    assert json.loads(path.read_text("utf-8"))["answers"] == answers
    command = [sys.executable, "-m", "riskscreen", "score", "sash-style", str(path), "--json"]
    scored = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    assert {name: outcome["possible"] for name, outcome in scored["outcomes"].items()} == shown
    assert len(scored["unknown"]) == 3


def test_random_cases_by_clicking_show_what_scoring_finds(fill: Open) -> None:
    """Partial cases, sets and evidence among them: the levels of every outcome, which items are asked, and the file."""
    instruments = [*agreeing.shipped(), *agreeing.generated()[:11]]
    random, n_tried = Random(200), 0
    for n, instrument in enumerate(instruments):
        form = fill(instrument)
        gates, language = Gates(instrument.definition), instrument.languages[0]
        for _ in range(N_CASES // len(instruments)):
            answers = agreeing.drawn_case(random, instrument, gates)
            given = {}
            for item in instrument.items:
                if item in answers and form.page.is_visible(f"#q-{item}"):
                    form.answer(item, answers[item])
                    given[item] = answers[item]
            result = instrument.score(given, partial=True)
            expected = {name: [level.id for level in outcome.possible] for name, outcome in result.outcomes.items()}
            assert form.possible(language) == expected, (instrument.id, given)
            assert set(form.shown()).isdisjoint(result.not_applicable), (instrument.id, given)
            assert {entry.item for entry in result.answers.entries if entry.applies == 2} <= set(form.shown())
            asked = [question.item for question in result.next_questions() if question.item in form.shown()
                     and any(prospect.possible != result.possible for prospect in question.prospects)]
            link = form.page.query_selector("#next a")
            told = link.get_attribute("href").removeprefix("#q-") if link else None
            if len(result.possible) > 1 and asked:
                assert told == asked[0], (instrument.id, given)
            read = read_answers_file(form.save(), instrument.definition, partial=True)
            assert instrument.score(read.answers, partial=True).answers == result.answers
            form.clear()
            n_tried += 1
        assert n or n_tried
    assert n_tried == N_CASES


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing(fill: Open, language: str, width: int, scheme: str) -> None:
    """Empty, filled in with everything open, and with problems on top."""
    form = fill(SASH, *sorted(SASH.languages, key=lambda each: each != language), width=width, scheme=scheme,
                with_axe=True)
    assert violations(form.page) == []
    form.answer("former_partner", UNKNOWN)
    form.answer("s3", {"answer": "present", "because": "seen", "source": "report"})
    form.answer("s1", UNKNOWN)
    form.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    if width == 320:
        form.page.click("#toggle")
    assert violations(form.page) == []
    form.page.click("#do-save")
    assert violations(form.page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_where_there_is_every_kind_of_item(fill: Open, width: int) -> None:
    """Numbers, ranges, sets, signs, texts and their problems."""
    form = fill(with_items(AGE, GRADE, STRICT, REMARKS), width=width, with_axe=True)
    form.answer("weeks", {"from": "3", "to": "2"})
    form.answer("grade", {"answer": ["none", "some"], "indicators": ["wound"]})
    form.answer("remarks", "longer than twenty characters")
    form.page.click("#do-save")
    assert violations(form.page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1440])
@pytest.mark.parametrize("name", ["sash-style", "rihg-style", "contact-arrangements"])
def test_form_fits_its_window(fill: Open, name: str, width: int) -> None:
    """Nobody has to scroll sideways, whatever is open."""
    form = fill(riskscreen.load(name), width=width)
    closed = form.page.evaluate(OVERFLOW)
    form.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert (closed, form.page.evaluate(OVERFLOW)) == (0, 0)


def test_all_that_is_clicked_is_large_enough_to_hit(fill: Open) -> None:
    """No target is under 24 pixels; the label around a radio counts, since it is clicked."""
    form = fill(with_items(AGE, GRADE, STRICT, REMARKS), width=320)
    form.answer("grade", ["none", "some"])
    form.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = form.page.evaluate("""() => [...document.querySelectorAll('button, a, summary, input, textarea')]
      .filter(part => part.checkVisibility() && !part.classList.contains('skip'))
      .map(part => [part.id || part.textContent, (part.closest('label') ?? part).getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)""")

    assert found == []


def test_focus_is_seen_on_all_that_takes_it(fill: Open) -> None:
    """What has the focus looks unlike what has not, and is not hidden under the bar, on a phone too."""
    page = fill(SASH, width=360, height=640).page
    for _ in range(90):
        page.keyboard.press("Tab")
        hidden = page.evaluate("""() => {
          const now = document.activeElement, shown = now.closest('.options label') ?? now;
          if (now === document.body) return '';
          const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
          const middle = Math.min(box.y + box.height / 2, innerHeight - 1);
          const top = document.elementFromPoint(box.x + box.width / 2, middle);
          if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no ring: ${now.id}`;
          return top && (shown.contains(top) || top.contains(shown)) ? '' : `covered: ${now.id}`;
        }""")
        assert hidden == ""


def test_questions_are_told_as_screen_readers_want_them(fill: Open) -> None:
    """A fieldset and a legend for each, nothing chosen, unknown among the answers, and a language."""
    page = fill(with_items(AGE), "nl", "en").page

    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.locator("fieldset.item > legend").count() == page.locator("fieldset.item").count() == 5
    assert page.locator("input:checked").count() == 0
    assert page.get_by_role("radio", name="Onbekend").count() == 3
    number = page.get_by_label("Getal", exact=True)
    described = page.evaluate("part => part.getAttribute('aria-describedby').split(' ').map(id => "
                              "document.getElementById(id).textContent).join('')", number.element_handle())
    assert described == "Een getal van -5 tot en met 95, met hoogstens 1 decimaal, in weeks"
    assert page.evaluate("[...document.querySelectorAll('input, textarea, form')]"
                         ".every(part => part.type === 'file' || part.autocomplete === 'off')")


def test_unknown_is_unlike_no_answer(fill: Open) -> None:
    """By words, by the line beside the question and in the file."""
    form = fill(SASH, "en")
    styles = []
    for answer in (None, UNKNOWN, "absent"):
        if answer:
            form.answer("s1", answer)
        styles.append((form.text("#status-s1"), form.page.evaluate(
            "getComputedStyle(document.getElementById('q-s1')).borderInlineStartStyle"), form.saved()["answers"]))

    assert styles == [("No answer yet", "dotted", {}),
                      ("Unknown: stays open, and never counts as reassuring", "dashed", {"s1": UNKNOWN}),
                      ("", "solid", {"s1": "absent"})]


def test_items_that_do_not_apply_go_and_come_back_with_what_was_filled_in(fill: Open) -> None:
    """Hidden, said aloud, not saved while they are away; unknown shows them with a note."""
    form = fill(SASH, "en")
    assert not {"x1", "x2", "x3"} & set(form.shown())
    assert "depends on question 1" in form.text("#part-former_partners")
    form.answer("former_partner", "yes")
    assert form.said().startswith("3 questions were added: question 15, question 16 and question 17.")
    form.answer("x1", {"answer": "present", "because": "hit her", "source": "report 7"})
    form.answer("former_partner", "no")
    assert form.said().startswith("3 questions no longer apply: question 15, question 16 and question 17. They do not")
    assert not form.page.is_visible("#part-former_partners")
    assert form.saved()["answers"] == {"former_partner": "no"}
    form.answer("former_partner", UNKNOWN)
    assert "Not certain yet whether this applies" in form.text("#maybe-x1")
    form.answer("former_partner", "yes")

    kept = {"answer": "present", "because": "hit her", "source": "report 7"}
    assert form.saved()["answers"] == {"former_partner": "yes", "x1": kept}
    assert form.page.is_checked("#o-x1-present")
    assert form.page.input_value("#because-x1") == "hit her"


def test_languages_switch_without_losing_an_answer(fill: Open) -> None:
    """Nor what it rests on, nor what is open; the page says which language it is in."""
    form = fill(with_items(AGE, GRADE), "en", "nl")
    form.answer("former_partner", "yes")
    form.answer("weeks", "1.5")
    form.answer("grade", {"answer": ["none", "some"], "because": "seen"})
    form.page.fill("#about-case", "case 7")
    before = form.saved()
    form.page.click("#language-nl")

    assert form.page.evaluate("document.activeElement.id") == "language-nl"
    assert form.saved() == before
    assert form.page.evaluate("[document.documentElement.lang, document.title]") == ["nl", "Deurcheck"]
    assert form.text("#q-former_partner legend") == "1. Waren zij partners?"
    assert form.page.is_visible("#because-grade")
    form.page.click("#language-en")
    assert form.saved() == before


def test_numbers_are_read_as_digits_with_a_comma_or_a_point(fill: Open) -> None:
    """What is no such number is told once it is left, counts as no answer, and cannot be saved unseen."""
    form = fill(with_items(AGE), "nl")
    for typed, saved in (("1,5", "1.5"), ("1.5", "1.5"), (" 20 ", "20"), ("-0,50", "-0.5"), ("007", "7")):
        form.answer("weeks", typed)
        assert form.saved()["answers"] == {"weeks": saved}, typed
    assert form.text("#status-weeks") == "Gelezen als 7 weeks: Few"
    form.page.fill("#typed-weeks", "96")
    form.page.keyboard.press("Tab")
    assert "Een getal van -5 tot en met 95" in form.text("#fault-weeks")
    assert form.page.get_attribute("#typed-weeks", "aria-invalid") == "true"
    form.page.click("#do-save_unfinished")
    assert "96" in form.text("#problems")
    assert form.page.evaluate("document.activeElement.id") == "problems"
    form.page.click("#problems a")
    assert form.page.evaluate("document.activeElement.id") == "typed-weeks"


def test_unknown_numbers_can_be_narrowed_to_a_range(fill: Open) -> None:
    """Either end may be left out; the whole of it is unknown, and one number is that number."""
    form = fill(with_items(AGE), "en")
    for ends, saved in (({"from": "2"}, {"from": "2", "to": "95"}), ({"from": "2", "to": "2,0"}, "2"),
                        ({"from": "-5", "to": "95"}, UNKNOWN), ({}, UNKNOWN)):
        form.answer("weeks", ends)
        assert form.saved()["answers"] == {"weeks": saved}
        form.clear()


def test_one_of_several_is_what_is_not_ruled_out(fill: Open) -> None:
    """Asked after *unknown*, of items with three options or more; the last one left cannot be ruled out."""
    form = fill(with_items(GRADE, STRICT), "en")
    assert not form.page.is_visible("#narrow-grade")
    form.answer("grade", ["some", "much"])
    assert form.text("#status-grade") == "One of these, not known which: some or much"
    assert form.saved()["answers"] == {"grade": ["some", "much"]}
    form.page.check("#out-grade-some")
    assert form.text("#status-grade") == "Only much is left: this counts as that answer"
    assert form.page.is_disabled("#out-grade-much")
    assert form.saved()["answers"] == {"grade": "much"}
    form.page.check("#o-strict-unknown")
    assert form.text("#status-strict") == "Tick what is ruled out; otherwise this is no answer yet"
    assert "strict" not in form.saved()["answers"]
    form.page.check("#out-strict-none")
    assert form.saved()["answers"]["strict"] == ["some", "much"]


def test_rating_below_a_sign_gets_a_hint_and_stays(fill: Open) -> None:
    """As `result.hints` does."""
    form = fill(with_items(GRADE), "en")
    form.answer("grade", {"answer": "some", "indicators": ["wound"]})
    assert form.text("#low-grade") == "“A wound” points to much. You chose lower: you may; note why."
    assert form.saved()["answers"] == {"grade": {"answer": "some", "indicators": ["wound"]}}
    form.answer("grade", "much")
    assert not form.page.is_visible("#low-grade")


def test_evidence_without_an_answer_is_told_and_not_lost_unsaid(fill: Open) -> None:
    """A file cannot hold it; the form says so, and still warns before it is left."""
    form = fill(SASH, "en")
    form.page.evaluate("document.getElementById('evidence-s1').open = true")
    form.page.fill("#because-s1", "A report")
    assert form.text("#status-s1").endswith("Without an answer it is not saved.")
    assert form.saved()["answers"] == {}
    assert "Not saved, as there is no answer: what is noted at question 2." in form.text("#done")


def test_check_and_save_lists_what_is_missing(fill: Open) -> None:
    """On top, with the focus, a link to each; nothing is saved before."""
    form = fill(small(), "en")
    form.answer("former_partner", "no")
    form.page.click("#do-save")
    assert form.text("#problems h2") == "2 questions have no answer yet. Unknown is an answer too."
    assert form.page.locator("#problems li").all_inner_texts() == ["2. Threats", "3. Weapon"]
    assert form.page.evaluate("document.activeElement.id") == "problems"
    assert form.text("#fault-threats") == "Choose an answer. Unknown is one too."
    form.page.click("#problems a >> nth=1")
    assert form.page.evaluate("document.activeElement.id") == "o-weapon-absent"
    form.answer("threats", UNKNOWN)
    form.answer("weapon", "absent")
    saved = json.loads(form.save("save"))
    assert saved["answers"] == {"former_partner": "no", "threats": UNKNOWN, "weapon": "absent"}
    assert not form.page.is_visible("#problems")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_every_example_case_can_be_opened_and_saved_again(fill: Open, path: Path, tmp_path: Path) -> None:
    """Nothing is lost or changed on the way, and the levels are those of `score`."""
    source = path.read_bytes()
    instrument = riskscreen.load(read_answers_file(source).instrument)
    form = fill(instrument, "en")
    form.load(path)
    first = read_answers_file(source, instrument.definition, partial=True)
    again = read_answers_file(form.save(), instrument.definition, partial=True)
    result = instrument.score(first.answers, partial=True)

    assert form.text("#problems") == ""
    assert instrument.score(again.answers, partial=True).answers == result.answers
    texts = ("case", "as_of", "source", "rater", "notes")
    assert [getattr(again, name) for name in texts] == [getattr(first, name) or None for name in texts]
    assert form.possible("en") == {name: [level.id for level in outcome.possible]
                                   for name, outcome in result.outcomes.items()}


def test_result_can_be_opened_in_place_of_an_answers_file(fill: Open, tmp_path: Path) -> None:
    """As the command line takes one."""
    result = SASH.score({"former_partner": "yes", "x1": "present", "s1": UNKNOWN}, partial=True)
    (tmp_path / "result.json").write_text(json.dumps(result.to_dict()), encoding="utf-8")
    form = fill(SASH, "en")
    form.load(tmp_path / "result.json")

    assert form.saved()["answers"] == {"former_partner": "yes", "s1": UNKNOWN, "x1": "present"}


@pytest.mark.parametrize(("answers", "told"), [
    ({"s1": "presnt", "s99": "absent"}, ["s99 is no question here.", "presnt is no answer here."]),
    ({"former_partner": "no", "x1": "present"}, ["this question does not apply, so it cannot have an answer."]),
    ({"s1": None}, ["null is no answer here."]),
])
def test_file_that_does_not_fit_changes_nothing(fill: Open, tmp_path: Path, answers: Any, told: list[str]) -> None:
    """Half a case is worse than none: all that is wrong with it is listed."""
    document = {"instrument": {"id": SASH.id, "version": SASH.version}, "case": "other", "answers": answers}
    (tmp_path / "file.json").write_text(json.dumps(document), encoding="utf-8")
    form = fill(SASH, "en")
    form.answer("s2", "present")
    before = form.saved()
    form.load(tmp_path / "file.json")

    for part in told:
        assert part in form.text("#problems")
    assert form.saved() == before


def test_file_for_another_version_is_refused(fill: Open, tmp_path: Path) -> None:
    """Which one it is for, and which one this is."""
    (tmp_path / "file.json").write_text('{"instrument": {"id": "sash-style", "version": "9.9.9"}, "answers": {}}')
    form = fill(SASH, "en")
    form.load(tmp_path / "file.json")

    told = f"The answers are for sash-style 9.9.9, and this form is sash-style {SASH.version}."
    assert told in form.text("#problems")


def test_nothing_is_there_after_a_reload_or_after_going_back(fill: Open) -> None:
    """A browser that refills a form would show the next user the last case."""
    form = fill(SASH, "en")
    url = form.page.url
    form.page.on("dialog", lambda dialog: dialog.accept())
    for leave in ("reload", "back"):
        form.answer("s1", {"answer": "present", "because": "a fact", "source": "a source"})
        form.page.fill("#about-case", "case 7")
        form.page.fill("#about-notes", "a note")
        if leave == "reload":
            form.page.reload()
        else:
            form.page.goto("about:blank")
            form.page.go_back()
            assert form.page.url == url
        assert form.page.locator("input:checked").count() == 0
        assert form.page.evaluate("[...document.querySelectorAll('input:not([type=radio], [type=checkbox]), textarea')]"
                                  ".map(part => part.value).join('')") == ""
        assert form.saved()["answers"] == {}


def test_page_that_a_browser_kept_whole_is_cleared_when_it_is_shown_again(fill: Open) -> None:
    """The cache of a browser keeps a page with its script running; `pageshow` is all that it hears."""
    form = fill(SASH, "en")
    form.answer("s1", "present")
    form.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert form.page.locator("input:checked").count() == 0
    assert form.saved()["answers"] == {}


def test_leaving_is_warned_of_while_something_is_not_saved(fill: Open) -> None:
    """And not before anything was filled in, or after it was saved."""
    form = fill(SASH, "en")
    asked: list[str] = []
    form.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.page.reload()
    assert asked == []
    form.answer("s1", "present")
    form.save()
    form.page.reload()
    assert asked == []
    form.answer("s1", "present")
    form.page.reload()
    assert asked == ["beforeunload"]


def test_page_keeps_nothing_and_its_policy_refuses_what_is_not_its_own(fill: Open) -> None:
    """No storage, no cookie; a script that somebody puts in does not run, and nothing can be loaded."""
    form = fill(SASH, "en")
    form.answer("s1", "present")
    page = form.page
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy

    context = page.context.browser.new_context()
    other = context.new_page()
    refused: list[str] = []
    other.on("console", lambda message: refused.append(message.text))
    path = page.url.removeprefix("file://")
    changed = Path(path).read_text("utf-8").replace("</body>", "<script>document.title = 'run'</script>"
                                                    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></body>")
    Path(path).with_name("changed.html").write_text(changed, encoding="utf-8")
    other.goto(page.url.rpartition("/")[0] + "/changed.html")
    title = other.title()
    context.close()
    assert title != "run"
    assert sum("Content Security Policy" in told for told in refused) == 2


def test_texts_of_a_definition_are_texts_and_nothing_else(fill: Open) -> None:
    """Definitions are written by others: whatever stands in them is shown as it stands, in both languages."""
    document = json.loads((ROOT / "tests" / "data" / "doorstep-check.json").read_text("utf-8"))

    def spoilt(part: Any) -> Any:
        if isinstance(part, dict) and set(part) == {"en", "nl"}:
            return dict.fromkeys(part, HOSTILE)
        if isinstance(part, dict):
            return {name: spoilt(value) for name, value in part.items()}
        return [spoilt(value) for value in part] if isinstance(part, list) else part

    document = spoilt(document)
    for item in document["sections"][1]["items"]:
        sign = {"id": "sign", "text": both(HOSTILE), "suggests": "present"}
        item |= {"guidance": both(HOSTILE), "indicators": [sign]}
    document["outcomes"][0]["when_open"] = [both(HOSTILE)]
    form = fill(Instrument.from_dict(document), "en", "nl")
    asked: list[str] = []
    form.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    for tag in ("en", "nl"):
        form.page.click(f"#language-{tag}")
        form.answer("former_partner", UNKNOWN)
        form.answer("threats", {"answer": "absent", "indicators": ["sign"], "because": HOSTILE})
        form.page.click("#do-save")
        assert form.page.evaluate("document.querySelectorAll('img, b[onclick]').length") == 0
        assert form.page.locator("script").count() == 2
        assert HOSTILE in form.page.text_content("#q-threats legend")
        assert HOSTILE in form.page.text_content("#low-threats")
        assert HOSTILE in form.page.text_content("h1")
        assert form.page.title() == HOSTILE.strip()
    assert asked == []


def test_marks_that_turn_or_hide_writing_are_shown_for_what_they_are(fill: Open) -> None:
    """As in all views."""
    form = fill(small(title={"en": "safe\u202eevil", "nl": "x"}), "en")

    assert form.text("h1") == "safe\\u202eevil"


def test_settled_highest_level_says_at_once_what_it_asks(fill: Open) -> None:
    """Its steps in a card of alarm, on a phone by a button; before, only what every possible level asks."""
    form = fill(SASH, "en", width=360)
    steps = [text["en"] for text in SASH.outcomes["concern"].levels[-1].follow_up]
    form.answer("s3", "present")
    assert form.page.text_content("#verdict") == "Settled: High"
    assert form.said() == "Level of concern: Settled: High"
    assert form.page.locator(".card.alarm").count() == 1
    form.page.click("#alarm")
    assert all(step in form.text(".card.alarm") for step in steps)
    form.answer("s3", "absent")
    assert form.page.locator(".card.alarm").count() == 0
    assert not any(step in form.text("#now") for step in steps[1:])
    assert all(text["en"] in form.text("#now") for text in SASH.outcomes["concern"].when_open)


def test_level_that_stands_in_for_missing_answers_is_not_called_settled(fill: Open) -> None:
    """A rule takes a missing answer as zero: the level is one, and an answer can still change it."""
    document = json.loads((ROOT / "tests" / "data" / "doorstep-check.json").read_text("utf-8"))
    document["scales"] = [{"id": "total", "sum": {"items": ["threats", "weapon"]},
                           "missing": {"allow": 1, "method": "as_zero"}}]
    document["outcomes"][0]["rules"] = [{"id": "both", "level": "high", "when": {"scale": "total", "at_least": 2}}]
    form = fill(Instrument.from_dict(document), "en")
    form.answer("threats", "present")
    assert form.possible("en") == {"concern": ["low"]}
    assert form.page.text_content("#verdict") == "With what is given so far: Low. An answer can still change this."
    assert "3. Weapon" in form.text("#next")
    form.answer("weapon", "absent")
    assert form.page.text_content("#verdict") == "Settled: Low"


def test_empty_form_prints_as_a_form_to_fill_in_by_hand(fill: Open) -> None:
    """With every question, also those that hang on an answer and when these apply, the explanations and lines."""
    page = fill(SASH, "en").page
    sheets = pages_of(page.pdf(prefer_css_page_size=True, print_background=True))
    page.emulate_media(media="print")
    hidden = page.evaluate("""() => [...document.querySelectorAll('.item legend, .item .guide dd, .options label')]
      .filter(part => !part.checkVisibility()).length""")

    assert set(sheets) == {A4}
    assert len(sheets) <= 4
    assert hidden == 0
    assert page.locator("#part-former_partners .gate").first.is_visible()
    assert page.locator(".line").first.is_visible()
    assert not page.locator("#standing").is_visible()
    assert not page.locator("button:visible").count()


def test_filled_form_prints_its_outcome_first_and_all_that_was_noted(fill: Open) -> None:
    """Long facts are whole on paper, though their field scrolls on the screen."""
    form = fill(SASH, "en")
    fact = "He waited at the gate. " * 30
    form.answer("s6", {"answer": "present", "because": fact, "source": "report 12"})
    page = form.page
    page.emulate_media(media="print")

    assert fact.strip() in page.text_content("#paper-s6")
    assert page.locator("#paper-s6").is_visible()
    assert page.locator("#standing").bounding_box()["y"] < page.locator("#q-former_partner").bounding_box()["y"]
    assert set(pages_of(page.pdf(prefer_css_page_size=True, print_background=True))) == {A4}


def test_routes_are_alternatives_and_none_is_an_alarm(fill: Open) -> None:
    """No bars, the last one first, and the words of every view."""
    form = fill(riskscreen.load("contact-arrangements"), "en")
    result = form.instrument.outcomes[form.instrument.definition.result]
    assert result.kind == "route"
    labels = [level.label["en"] for level in reversed(result.levels)]
    assert form.page.locator("#strip b").all_inner_texts() == labels
    assert form.page.locator("#strip svg").count() == 0
    form.answer("in_danger", "yes")
    assert form.page.text_content("#verdict") == f"Settled: {labels[0]}"
    assert form.page.locator(".card.alarm").count() == 0


def test_language_without_words_of_ours_is_marked(fill: Open) -> None:
    """The words around are English and say so; the texts of the instrument carry their own language."""
    document = json.loads((ROOT / "tests" / "data" / "doorstep-check.json").read_text("utf-8"))

    def in_persian(part: Any) -> Any:
        if isinstance(part, dict) and set(part) == {"en", "nl"}:
            return {"fa": part["en"]}
        if isinstance(part, dict):
            return {name: in_persian(value) for name, value in part.items()}
        return [in_persian(value) for value in part] if isinstance(part, list) else part

    form = fill(Instrument.from_dict(in_persian(document)))
    assert form.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert form.page.evaluate("[...document.querySelectorAll('#q-threats legend [lang]')].map(part => "
                              "[part.lang, part.dir])") == [["fa", "rtl"]]
    assert "no words of its own" in form.text("header")
