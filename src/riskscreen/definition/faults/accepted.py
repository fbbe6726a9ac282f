"""Findings that a definition accepts: each of them once.

Whether there is such a finding, and at that place, is for the check to say: it changes while a definition is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.definition.faults.names import Names, Part, parts
from riskscreen.errors import Problem, describe


def accepted_faults(document: Part, known: Names) -> Iterator[Problem]:
    """A finding that is accepted twice at one place."""
    first: dict[tuple[str, str], str] = {}
    for n, entry in parts(document, "accepted"):
        finding, place = entry.get("finding"), entry.get("at")
        if not (isinstance(finding, str) and isinstance(place, str)):
            continue
        here = f"/accepted/{n}"
        if (finding, place) in first:
            yield Problem("D-duplicate-id", here, f"The finding {describe(finding)} is accepted at this place already.",
                          expected=f"one reason, at {first[finding, place]}")
        first.setdefault((finding, place), here)
