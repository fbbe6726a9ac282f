"""A view of plain text, made easy to search."""

import re


def sentences(text: str) -> list[str]:
    """The lines of a text without bullets and indent."""
    return [re.sub(r"^ *(- )?", "", line) for line in text.splitlines()]


def flat(text: str) -> str:
    """The text as one line, so that it can be searched whatever its wrapping and indent."""
    return " ".join(word for line in sentences(text) for word in line.split())
