"""The modules of riskscreen that can be imported here."""

from __future__ import annotations

import importlib
import pkgutil
import runpy
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import riskscreen

# The modules that wait for a library, as the examples in them do; README's test command has none of these libraries.
NEEDS: dict[str, str] = runpy.run_path(str(Path(__file__).resolve().parents[1] / "src" / "conftest.py"))["NEEDS"]


def every_module() -> Iterator[ModuleType]:
    """All modules but one that runs something, and those whose library is not installed."""
    for found in pkgutil.walk_packages(riskscreen.__path__, "riskscreen."):
        library = NEEDS.get(found.name.replace(".", "/") + ".py")
        if not found.name.endswith("__main__") and (library is None or find_spec(library)):
            yield importlib.import_module(found.name)
