"""The pictures of the documentation: the real pages, in a browser.

Run it as ``python docs/pictures.py``, with the extra ``browser`` and Chromium; it writes to ``docs/pictures``.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import attrs

import riskscreen

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
NAMES = ("chromium", "chromium-browser", "google-chrome")


@attrs.frozen
class Picture:
    """A page, how wide and high it is shown, what is clicked first, and what then stands on top."""

    html: str
    width: int
    height: int
    clicked: tuple[str, ...] = ()
    top: str = "body"


def pictures() -> Mapping[str, Picture]:
    """The pictures by the names of their files."""
    instrument = riskscreen.load("sash-style")
    file = riskscreen.read_answers(ROOT / "examples" / "cases" / "21-at-intake-sash-style.json")
    result = instrument.score(file.answers)
    return {
        "result.png": Picture(str(result.to_html()), 900, 640),
        "form.png": Picture(str(instrument.to_form()), 900, 640, ("former_partner-yes", "s1-present", "s2-unknown"),
                            "fieldset"),
    }


def main() -> None:
    """Take them all."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # wanted by who takes them only

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = next(filter(None, map(shutil.which, NAMES)))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, picture in pictures().items():
            page = browser.new_page(viewport={"width": picture.width, "height": picture.height}, color_scheme="light")
            page.set_content(picture.html)
            for choice in picture.clicked:
                page.check(f"#o-{choice}")
            page.evaluate(f"document.querySelector({picture.top!r}).scrollIntoView()")
            page.screenshot(path=FOLDER / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
