"""Reads the HTML of a view as a browser would, and says what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import attrs

WITHOUT_END = {"meta"}


@attrs.define(eq=False)
class Node:
    """An element with what is in it, in order."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    content: list[Node | str] = attrs.field(factory=list)

    @property
    def classes(self) -> set[str]:
        """The names of its classes."""
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """What a reader sees of it, with each run of white space as one space."""
        parts = [part if isinstance(part, str) else part.text for part in self.content
                 if isinstance(part, str) or part.tag != "style"]
        return " ".join("".join(parts).split())

    def all(self, wanted: Callable[[Node], bool] = lambda _: True) -> Iterator[Node]:
        """The elements in it for which *wanted* holds, in the order of the document."""
        for part in self.content:
            if isinstance(part, Node):
                if wanted(part):
                    yield part
                yield from part.all(wanted)

    def with_class(self, name: str) -> list[Node]:
        """The elements in it that have this class."""
        return list(self.all(lambda node: name in node.classes))

    def with_tag(self, tag: str) -> list[Node]:
        """The elements in it of this kind."""
        return list(self.all(lambda node: node.tag == tag))

    def texts(self) -> Iterator[tuple[str, Node]]:
        """Every piece of text in it, with the element that it stands in."""
        for part in self.content:
            if isinstance(part, str):
                yield part, self
            else:
                yield from part.texts()

    def is_in(self, tag: str) -> bool:
        """Whether it is an element of this kind, or stands in one."""
        return self.tag == tag or (self.parent is not None and self.parent.is_in(tag))


def read_html(source: str) -> Node:
    """The tree of a page or a fragment; what does not open and close as it should is an error."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    assert reader.place is reader.root, f"<{reader.place.tag}> is not closed"
    assert not reader.odd, reader.odd
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.place = Node("", {})
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) != len(attrs):
            self.odd.append(f"an attribute stands twice in <{tag}>")
        node = Node(tag, {name: text or "" for name, text in attrs}, self.place)
        self.place.content.append(node)
        if tag not in WITHOUT_END:
            self.place = node

    def handle_endtag(self, tag: str) -> None:
        assert self.place.tag == tag, f"</{tag}> ends <{self.place.tag}>"
        assert self.place.parent is not None
        self.place = self.place.parent

    def handle_data(self, data: str) -> None:
        self.place.content.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(f"a comment: {data[:80]}")

    def handle_pi(self, data: str) -> None:
        self.odd.append(f"an instruction: {data[:80]}")
