"""Every link within the built site leads to a page, and to a place on it: `python docs/site_links.py build/site`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The places on a page, and where its links lead."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for each element."""
        given: Mapping[str, str | None] = dict(attrs)
        self.places.update(filter(None, [given.get("id")]))
        self.links.update(filter(None, [given.get("href"), given.get("src")]))


def dead_links(site: Path) -> Iterator[tuple[Path, str]]:
    """The links within a site that lead nowhere, each with its page."""
    for path in sorted(site.rglob("*.html")):
        for link in sorted(_read(path).links):
            if not _leads_somewhere(path, link):
                yield path.relative_to(site), link


def _leads_somewhere(path: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True  # outside the site
    target = path.parent / unquote(parts.path) if parts.path else path
    if not target.exists():
        return False
    return not parts.fragment or target.suffix != ".html" or unquote(parts.fragment) in _read(target.resolve()).places


@cache
def _read(path: Path) -> Page:
    return Page(path)


def main() -> int:
    """Name the dead links; the number of them is no status."""
    site = Path(sys.argv[1]).resolve()
    found = list(dead_links(site))
    for page, link in found:
        sys.stderr.write(f"{page}: {link}\n")
    return 1 if found or not any(site.rglob("*.html")) else 0


if __name__ == "__main__":
    sys.exit(main())
