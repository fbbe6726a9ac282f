"""The table of all error codes, made from the pages that explain them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.pages import ROOT

PAGE = ROOT / "docs" / "reference" / "errors.md"
PAGES = [PAGE.with_suffix("") / f"{name}.md"
         for name in ("json", "definitions", "imports", "answers", "records", "calls")]
MARK = "<!-- all codes: made by python -m docs.errors_table -->\n"
TITLE = re.compile(r"(?m)^# (.+)$")
LINK = re.compile(r"\[([^]]+)\]\([^)]*\)")
CODE = re.compile(r"(?m)^#+ `([JDAIRU]-[a-z0-9-]+)`\n\n((?:.+\n)+)")


def with_table(page: str) -> str:
    """The page with the table as it is now."""
    return page.partition(MARK)[0] + MARK + "\n" + "\n".join(_tables())


def _tables() -> Iterator[str]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        title = TITLE.findall(text)[0]
        yield f"## {title}\n\n| code | what it means |\n| --- | --- |\n" + "".join(_rows(page, text))


def _rows(page: Path, text: str) -> Iterator[str]:
    for code, paragraph in CODE.findall(text):
        sentence = re.split(r"(?<=\.)\s", " ".join(LINK.sub(r"\1", paragraph).split()) + " ")[0].replace("|", r"\|")
        yield f"| [`{code}`](errors/{page.name}#{code.lower()}) | {sentence} |\n"


def main() -> None:
    """Write it anew."""
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
