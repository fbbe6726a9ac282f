"""The pieces that every HTML view is made of: headings, nested lines, ladders of levels, and the frame around them.

No piece has an id, so that a notebook can hold a view many times.  Class names begin with ``rs-``.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal

from riskscreen.explain.html.markup import Html, HtmlTerms, element, escaped, joined
from riskscreen.explain.words.lines import Line
from riskscreen.model.outcome import Level

StepMark = Literal["is", "may", "out"]

_BAR_WIDTH, _BAR_GAP, _BAR_HEIGHT = 5, 2, 16
_MOST_BARS = 9
_LOWEST_HEADING = 6
# Writing systems from right to left, by language and by script, as language tags name them.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", "Arab", "Hebr", "Thaa"})
# No script, no request, no style but our own: a browser would refuse them, should anything ever slip through.
_POLICY = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"
_OF_A_VIEW, _OF_A_PAGE = ("colours", "hand", "view"), ("colours", "hand", "view", "page")


def heading(rank: int, *content: str, class_: str = "rs-title") -> Html:
    """A heading of a rank; below the sixth there is none lower."""
    return element(f"h{min(rank, _LOWEST_HEADING)}", *content, class_=class_)


def block(rank: int, terms: HtmlTerms, lines: Sequence[Line], class_: str = "rs-block") -> Html:
    """Lines as a section that has the first of them as its heading; nothing where there are no lines."""
    if not lines:
        return Html()
    title, *rest = lines
    return element("section", heading(rank, terms.own(title.text)), nested(terms, rest), class_=class_)


def nested(terms: HtmlTerms, lines: Sequence[Line]) -> Html:
    """Lines as paragraphs and lists; what is indented deeper belongs to the line above it."""
    parts: list[Html] = []
    for kind, group in groupby(_with_beneath(lines), key=lambda entry: _list_of(entry[0])):
        told = [(line, joined([terms.own(line.text), nested(terms, beneath)])) for line, beneath in group]
        if kind is None:
            parts += [element("div", entry, class_="rs-line") for _, entry in told]
        else:
            entries = [element("li", entry, value=None if line.number is None else str(line.number))
                       for line, entry in told]
            parts.append(element(kind, *entries, class_="rs-list"))
    return joined(parts)


def _list_of(line: Line) -> str | None:
    if line.number is not None:
        return "ol"
    return "ul" if line.is_bullet else None


def _with_beneath(lines: Sequence[Line]) -> Iterator[tuple[Line, Sequence[Line]]]:
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end].depth > lines[start].depth:
            end += 1
        yield lines[start], lines[start + 1:end]
        start = end


def bars(level: Level) -> Html:
    """The rank of a level as a shape: so many of so many bars are filled.  The word stands beside it.

    The levels of a route have no shape, since none of them is more than another.
    """
    if level.kind == "route":
        return Html()
    n_bars = min(len(level.ladder), _MOST_BARS)
    n_filled = 1 + level.rank * (n_bars - 1) // max(1, len(level.ladder) - 1)
    width = n_bars * (_BAR_WIDTH + _BAR_GAP)
    drawn = [_bar(n, n_bars, is_filled=n < n_filled) for n in range(n_bars)]
    shape = element("svg", *drawn, class_="rs-bars", viewBox=f"0 0 {width} {_BAR_HEIGHT}", width=str(width),
                    height=str(_BAR_HEIGHT), aria_hidden="true", focusable="false")
    return joined([shape, " "])


def _bar(n: int, n_bars: int, *, is_filled: bool) -> Html:
    height = 5 + (_BAR_HEIGHT - 6) * (n + 1) // n_bars
    return element("rect", x=str(n * (_BAR_WIDTH + _BAR_GAP) + 1), y=str(_BAR_HEIGHT - 1 - height),
                   width=str(_BAR_WIDTH - 1), height=str(height), rx="1", stroke="currentColor",
                   fill="currentColor" if is_filled else "none")


def tone(level: Level) -> str:
    """The class that colours a level: the lowest, the highest, one between, or any of a route."""
    if level.kind == "route":
        return "rs-route"
    if level.rank == 0:
        return "rs-low"
    return "rs-top" if level.rank == len(level.ladder) - 1 else "rs-mid"


def level_mark(terms: HtmlTerms, level: Level) -> Html:
    """A level by shape and word."""
    return element("span", bars(level), terms.own(terms.text(level.label)), class_=f"rs-level {tone(level)}")


def ladder(terms: HtmlTerms, levels: Sequence[Level], possible: Sequence[Level]) -> Html:
    """All levels of an outcome, with the one found or those that are possible.

    They stand from the lowest to the highest; those of a route as they are listed in words, the last one first.
    """
    in_order = levels[::-1] if levels[0].kind == "route" else levels
    return element("ol", *(_step(terms, level, _step_of(level, possible)) for level in in_order),
                   class_="rs-ladder", role="list")


def _step_of(level: Level, possible: Sequence[Level]) -> StepMark:
    if level not in possible:
        return "out"
    return "is" if len(possible) == 1 else "may"


def _step(terms: HtmlTerms, level: Level, step: StepMark) -> Html:
    said = terms.words({"is": "ladder.is", "may": "ladder.may", "out": "ladder.out"}[step])
    return element("li", level_mark(terms, level), " ", element("span", said, class_="rs-said"),
                   class_=f"rs-step rs-{step} {tone(level)}")


def depth(rank: int, title: str, *content: str, is_open: bool = False, is_for_paper: bool = False) -> Html:
    """Something to open for who wants to know more; what is for paper is printed open, the rest as it is on screen."""
    return element("details", element("summary", heading(rank, title)), *content,
                   class_="rs-depth rs-paper" if is_for_paper else "rs-depth", open="" if is_open else None)


def table(caption: str, columns: Sequence[str], *bodies: str, class_: str = "rs-table") -> Html:
    """A table with a caption and a head."""
    head = element("thead", element("tr", *(element("th", column, scope="col") for column in columns)))
    return element("table", element("caption", caption), head, *bodies, class_=class_)


def fragment(terms: HtmlTerms, *content: str) -> Html:
    """A view that can stand in any page: it brings its style along."""
    return element("div", element("style", joined(map(stylesheet, _OF_A_VIEW))), *content, class_="riskscreen rs-view",
                   lang=terms.around, dir=direction(terms.around))


def whole_page(terms: HtmlTerms, title: str, *content: str, styles: Sequence[str] = ()) -> Html:
    """A page of its own that loads nothing; *styles* are the style sheets that it takes beside those of every page."""
    return page_in(terms.around, title, *content, styles=styles)


def page_in(language: str, title: str, *content: str, styles: Sequence[str] = ()) -> Html:
    """The same of no single instrument, in the language of our own words."""
    assert not isinstance(title, Html), "a browser shows the tags in a title: please report this"
    style = joined(map(stylesheet, (*_OF_A_PAGE, *styles)))
    head = element("head", Html('<meta charset="utf-8">'), *_metas(_POLICY.format(style=_source_of(style))),
                   element("title", title), element("style", style))
    body = element("body", element("main", *content, class_="riskscreen rs-view"))
    whole = element("html", head, body, lang=language, dir=direction(language))
    return Html(f"<!DOCTYPE html>\n{whole}\n")


def _metas(policy: str) -> Iterator[Html]:
    for name, text in (("viewport", "width=device-width, initial-scale=1"), ("color-scheme", "light dark"),
                       ("referrer", "no-referrer"), ("robots", "noindex")):
        yield Html(f'<meta name="{name}" content="{escaped(text)}">')
    yield Html(f'<meta http-equiv="Content-Security-Policy" content="{escaped(policy)}">')


@lru_cache
def _source_of(style: str) -> str:
    """What a policy calls a style that stands in the page: the digest of its text."""
    import hashlib  # noqa: PLC0415 -- only here, for it loads OpenSSL

    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def direction(language: str) -> str:
    """From which side a language is written.

    Examples:
        >>> direction("nl"), direction("fa-IR"), direction("az-Arab")
        ('ltr', 'rtl', 'rtl')
    """
    return "rtl" if _RIGHT_TO_LEFT.intersection(language.split("-")) else "ltr"


@lru_cache
def stylesheet(name: str) -> Html:
    """One of our own style sheets, as it stands in the package."""
    path = __file__.rpartition("parts.py")[0] + f"style/{name}.css"
    source: bytes = __spec__.loader.get_data(path)  # type: ignore[union-attr]  # loaders of files and of zips both have it
    return Html(source.decode())
