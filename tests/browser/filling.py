"""A form in a browser, filled in as somebody would: by clicking, typing and reading what it shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from riskscreen import Instrument
from riskscreen.model.item import Item
from riskscreen.model.response import NumberResponse, ResponseScale

UNKNOWN = "unknown"
# Every strip that the page shows, the result first: its levels with the words that stand beside each.
STRIPS = """() => [...document.querySelectorAll('ol.strip')].map(strip =>
  [...strip.querySelectorAll('li')].map(li => [li.querySelector('b').textContent, li.className.split(' ')[0]]))"""
SHOWN = """() => [...document.querySelectorAll('fieldset.item')].filter(item => item.checkVisibility())
  .map(item => item.id.slice(2))"""
DONE = "byId => document.getElementById('done').textContent"


class Filling:
    """One page with a form, and the instrument that it is of."""

    def __init__(self, page: Any, instrument: Instrument) -> None:
        self.page, self.instrument = page, instrument

    def answer(self, item: str, answer: Any) -> None:
        """Answer an item by clicking and typing."""
        found = self.instrument.items[item]
        evidence = answer if isinstance(answer, Mapping) and "answer" in answer else {}
        answer = evidence.get("answer", answer)
        if isinstance(found.response, ResponseScale):
            self._choose(found, answer)
        elif isinstance(found.response, NumberResponse):
            self._count(found, answer)
        else:
            self.page.fill(f"#typed-{item}", answer)
        self._note(item, evidence)

    def _choose(self, item: Item, answer: str | list[str]) -> None:
        options = [option.id for option in item.response.choices]
        if isinstance(answer, str) or len(answer) == 1:
            self.page.check(f"#o-{item.id}-{answer if isinstance(answer, str) else answer[0]}")
            return
        self.page.check(f"#o-{item.id}-{UNKNOWN}")
        for option in options:
            if option not in answer:
                self.page.check(f"#out-{item.id}-{option}")

    def _count(self, item: Item, answer: str | Mapping[str, str]) -> None:
        if isinstance(answer, str) and answer != UNKNOWN:
            self.page.fill(f"#typed-{item.id}", answer)
            return
        self.page.check(f"#o-{item.id}-{UNKNOWN}")
        for end, digits in {} if isinstance(answer, str) else answer.items():
            self.page.fill(f"#{end}-{item.id}", digits)

    def _note(self, item: str, evidence: Mapping[str, Any]) -> None:
        if not evidence:
            return
        self.page.evaluate("item => document.getElementById(`evidence-${item}`).open = true", item)
        for name in ("because", "source"):
            if name in evidence:
                self.page.fill(f"#{name}-{item}", evidence[name])
        for indicator in evidence.get("indicators", ()):
            self.page.check(f"#sign-{item}-{indicator}")

    def clear(self) -> None:
        """Empty the form by its own button."""
        self.page.click("#do-clear")
        self.page.click("#sure-yes")

    def save(self, button: str = "save_unfinished") -> str:
        """The text of the file that the form writes."""
        with self.page.expect_download() as download:
            self.page.click(f"#do-{button}")
        return Path(download.value.path()).read_text(encoding="utf-8")

    def saved(self) -> dict[str, Any]:
        """What the file says, unfinished or not."""
        found: dict[str, Any] = json.loads(self.save())
        return found

    def load(self, path: Path) -> None:
        """Open an answers file, and wait until the form has said what it makes of it."""
        self.page.evaluate("() => { document.getElementById('done').textContent = ''; }")
        self.page.set_input_files("#file", path)
        self.page.wait_for_function("() => document.getElementById('done').textContent "
                                    "|| !document.getElementById('problems').hidden")

    def possible(self, language: str) -> dict[str, list[str]]:
        """The levels that the strips show as possible, by outcome, lowest first."""
        strips = self.page.evaluate(STRIPS)
        result = self.instrument.definition.result
        order = [result, *(outcome for outcome in self.instrument.outcomes if outcome != result)]
        found = {}
        for name, strip in zip(order, strips, strict=True):
            outcome = self.instrument.outcomes[name]
            levels = outcome.levels[::-1] if outcome.kind == "route" else outcome.levels
            assert [label for label, _ in strip] == [level.label[language] for level in levels]
            left = [level.id for level, (_, state) in zip(levels, strip, strict=True) if state != "out"]
            assert {state for _, state in strip} <= {"out", "is" if len(left) == 1 else "may"}
            found[name] = left[::-1] if outcome.kind == "route" else left
        return found

    def shown(self) -> list[str]:
        """The items that can be seen."""
        found: list[str] = self.page.evaluate(SHOWN)
        return found

    def text(self, selector: str) -> str:
        """What stands there."""
        found: str = self.page.inner_text(selector)
        return found

    def said(self) -> str:
        """What was last said aloud."""
        found: str = self.page.evaluate("document.getElementById('live').textContent")
        return found
