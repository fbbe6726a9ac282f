"""Every link in the documentation leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.pages import anchor_of, headings_of, name_of, pages, prose_of

LINK = re.compile(r"\]\(([^()\s]+)\)")


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_relative_links_resolve(page: Path) -> None:
    """A link in the checkout names a file that is there and, with a #, a heading that is in it."""
    relative = [link for link in LINK.findall(prose_of(page)) if not re.match(r"[a-z]+:", link)]

    assert [link for link in relative if not leads_somewhere(page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether the file of a link is there, and has the heading that the link names."""
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in map(anchor_of, headings_of(target)))
