"""Looking things up in a document that is being drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.testing.documents.basics import Document, DrawnNames, WrittenPart


def items_of(document: Document) -> Iterator[tuple[WrittenPart, WrittenPart]]:
    """Every item in document order, each behind its section."""
    for section in document["sections"]:
        for item in section["items"]:
            yield section, item


def response_of(document: Document, item: WrittenPart) -> WrittenPart:
    """The response of an item, looked up where it names a shared one."""
    response = item["response"]
    found: WrittenPart = document["response_scales"][response] if isinstance(response, str) else response
    return found


def options_of(document: Document, item: WrittenPart) -> Sequence[WrittenPart]:
    """The options or bands of an item; none where it is never scored."""
    response = response_of(document, item)
    options: Sequence[WrittenPart] = response["options"] if "options" in response else response.get("bands", [])
    return options


def names_of_items(document: Document) -> DrawnNames:
    """The items so far that a condition can refer to."""
    items = {item["id"]: options_of(document, item) for _, item in items_of(document)}
    return DrawnNames(items={name: tuple(option["id"] for option in options)
                             for name, options in items.items() if options})


def ordinary_options(document: Document) -> dict[str, tuple[str, ...]]:
    """Scored item to its options, without those that take the item out."""
    items = {item["id"]: options_of(document, item) for _, item in items_of(document)}
    return {
        name: tuple(option["id"] for option in options if not option.get("not_applicable", False))
        for name, options in items.items()
    }
