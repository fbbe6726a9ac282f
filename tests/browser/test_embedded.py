"""The form in a frame, as a notebook has it: two beside each other, each with answers of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from riskscreen.form.page import form_page

pytestmark = pytest.mark.browser

WIDGET = Path(riskscreen.__file__).parent / "notebook" / "widget.js"
RED_FLAGS = riskscreen.load("stalking-red-flags")

HOST = """<!DOCTYPE html><html><body><div id="one"></div><div id="two"></div><script type="module">
{widget}
const model = (state) => {{
  const heard = [];
  return {{
    state,
    get: (name) => state[name],
    set(name, value) {{ state[name] = value; for (const each of heard) each(); }},
    save_changes() {{ state.saves = (state.saves ?? 0) + 1; }},
    on: (_, each) => heard.push(each),
    off: (_, each) => heard.splice(heard.indexOf(each), 1),
  }};
}};
for (const name of ["one", "two"]) {{
  window[name] = model({{ title: "Red flags", height: 500, page: {page}, answers_file: "" }});
  window[`show_${{name}}`] = () => render({{ model: window[name], el: document.getElementById(name) }});
  window[`stop_${{name}}`] = window[`show_${{name}}`]();
}}
window.show_one_twice = () => render({{ model: window.one, el: document.body }});
</script></body></html>"""


@pytest.fixture(name="host")
def _host(show: Any) -> Any:
    page = form_page(RED_FLAGS.definition, [RED_FLAGS.diagram(outcome) for outcome in RED_FLAGS.outcomes],
                     RED_FLAGS.digest, ["en", "nl"], is_embedded=True)
    widget = WIDGET.read_text(encoding="utf-8").replace("export default { render };", "")
    as_text = json.dumps(page).replace("<", "\\u003c")
    shown = show(HOST.format(widget=widget, page=as_text))
    for name in ("one", "two"):
        shown.frame_locator(f"#{name} iframe").locator("#o-r1-present").wait_for()
    return shown


def answers(host: Any, name: str) -> Any:
    """The answers that the cell has of a form."""
    text = host.evaluate(f"{name}.state.answers_file")
    return json.loads(text)["answers"] if text else None


def file_with(answers: dict[str, str]) -> str:
    """The text of an answers file."""
    return json.dumps({"format": "riskscreen-answers/1", "answers": answers,
                       "instrument": {"id": RED_FLAGS.id, "version": RED_FLAGS.version}})


def set_answers(host: Any, answers: dict[str, str]) -> None:
    """What Python does when a cell sets them."""
    host.evaluate(f"one.set('answers_file', {json.dumps(file_with(answers))})")


def wait(host: Any, name: str, said: str) -> None:
    """Until the cell has an answers file with this in it."""
    host.wait_for_function(f"{name}.state.answers_file.includes({json.dumps(said)})")


def test_each_form_tells_its_own_cell(host: Any) -> None:
    """What is clicked in one is not in the other, evidence and what is said of the case included."""
    one = host.frame_locator("#one iframe")
    one.locator("#o-r1-present").check()
    one.locator("#about-case").fill("case-7")
    host.frame_locator("#two iframe").locator("#o-r2-unknown").check()
    wait(host, "one", "case-7")
    wait(host, "two", "r2")

    assert answers(host, "one") == {"r1": "present"}
    assert answers(host, "two") == {"r2": "unknown"}


def test_answers_of_the_cell_come_into_the_form(host: Any) -> None:
    """Set from Python, they are there, and the form goes on from them; nothing goes round in circles."""
    host.frame_locator("#one iframe").locator("#o-r3-absent").check()
    wait(host, "one", "r3")
    saves = host.evaluate("one.state.saves")
    set_answers(host, {"r1": "present"})
    one = host.frame_locator("#one iframe")
    host.wait_for_function("document.querySelector('#one iframe') !== null")
    one.locator("#o-r1-present:checked").wait_for()

    assert not one.locator("#o-r3-absent").is_checked()
    assert host.evaluate("one.state.saves") == saves
    one.locator("#o-r2-absent").check()
    wait(host, "one", "r2")
    assert answers(host, "one") == {"r1": "present", "r2": "absent"}
    assert answers(host, "two") is None


def test_form_that_is_shown_anew_has_its_answers_again(host: Any) -> None:
    """A notebook takes cells away and puts them back while one scrolls."""
    host.frame_locator("#one iframe").locator("#o-r1-present").check()
    wait(host, "one", "r1")
    host.evaluate("() => { stop_one(); document.getElementById('one').replaceChildren(); show_one(); }")
    host.frame_locator("#one iframe").locator("#o-r1-present:checked").wait_for()

    assert answers(host, "one") == {"r1": "present"}


def test_strangers_are_not_heard(host: Any) -> None:
    """A message that does not come from the frame changes nothing here, and the frame is closed to the page."""
    host.evaluate("postMessage({ riskscreen: 'answers', text: '{}' }, '*')")
    host.wait_for_timeout(100)

    assert answers(host, "one") is None
    assert host.evaluate("document.querySelector('#one iframe').contentDocument") is None
    assert "allow-same-origin" not in host.locator("#one iframe").get_attribute("sandbox")


def test_answers_that_come_in_leave_the_keyboard_where_it_is(host: Any) -> None:
    """A cell that sets answers is still the one that is typed in."""
    host.evaluate("""() => { const cell = document.createElement('textarea'); cell.id = 'cell';
      document.body.prepend(cell); cell.focus(); }""")
    set_answers(host, {"r1": "present"})
    host.frame_locator("#one iframe").locator("#o-r1-present:checked").wait_for()
    host.keyboard.type("form.result")

    assert host.input_value("#cell") == "form.result"


def test_form_that_is_shown_twice_is_one_form(host: Any) -> None:
    """What is typed in one of them, letter by letter, stands in the other, which takes nothing away from it."""
    host.evaluate("() => { show_one_twice(); }")
    first, second = host.frame_locator("#one iframe"), host.frame_locator("body > iframe")
    second.locator("#about-notes").wait_for()
    first.locator("#about-notes").click()
    host.keyboard.type("He waited at the gate.", delay=20)
    second.locator("#o-r1-present").check()
    wait(host, "one", "r1")

    assert json.loads(host.evaluate("one.state.answers_file")) | {"instrument": {}} == {
        "format": "riskscreen-answers/1", "instrument": {}, "notes": "He waited at the gate.",
        "answers": {"r1": "present"}}
    first.locator("#o-r1-present:checked").wait_for()


def test_file_that_is_opened_in_a_cell_is_there_in_python(host: Any, tmp_path: Path) -> None:
    """By the button of the form itself: it is as if its answers had been typed."""
    path = tmp_path / "case.json"
    path.write_text(file_with({"r1": "present", "r2": "unknown"}), encoding="utf-8")
    host.frame_locator("#one iframe").locator("#file").set_input_files(path)
    wait(host, "one", "r2")

    assert answers(host, "one") == {"r1": "present", "r2": "unknown"}
    assert host.frame_locator("#one iframe").locator("#done").inner_text() != ""
