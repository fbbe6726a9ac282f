"""Puts the instruments and the example cases, which live beside the source, inside the package when it is built."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INTO_THE_PACKAGE = {
    "instruments": "riskscreen/instruments",
    "examples/cases": "riskscreen/examples/cases",
}


class PackageData(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's parameter is of no use to a hook
    """Adds the folders to standard builds only.

    An editable install must not have them: a copy would go stale while the author edits the originals, which the
    package finds in the checkout by itself.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update(INTO_THE_PACKAGE)
