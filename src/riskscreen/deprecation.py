"""Names that are on their way out: each says what takes its place, and until when it still works."""

from __future__ import annotations

import warnings

import attrs


@attrs.frozen
class Deprecation:
    """An old name, what takes its place, and the day until which both work: at least a year after it began to warn."""

    old: str
    new: str
    until: str

    def __str__(self) -> str:
        return f"{self.old} is called {self.new} now. The old name works until {self.until}."

    def warn(self) -> None:
        """Tell whoever wrote the call of the old name; called by that name alone, directly."""
        warnings.warn(str(self), DeprecationWarning, stacklevel=3)
