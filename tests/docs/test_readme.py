"""What the README shows and names is there, and what is said in two places is said alike."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location

import pytest

import riskscreen
from docs.pages import ROOT
from riskscreen import UsageError
from riskscreen.errors import needing

README = (ROOT / "README.md").read_text(encoding="utf-8")
CITATION = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
EXTRAS_PAGE = (ROOT / "docs" / "how-to" / "add-to-a-project.md").read_text(encoding="utf-8")


def test_pictures_are_those_that_the_script_takes() -> None:
    """Every picture can be taken again, and none is heavy."""
    spec = spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    shown = set(re.findall(r"!\[.{20,}\]\(docs/pictures/(.+)\)", README))

    assert shown
    assert shown <= set(script.pictures())
    assert all((ROOT / "docs" / "pictures" / name).stat().st_size < 100_000 for name in script.pictures())


def test_citation_names_this_version_and_these_licences() -> None:
    """Who cites a version cites this one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert f"\nversion: {riskscreen.__version__}\n" in CITATION
    assert " AND ".join(re.findall(r"(?m)^  - ((?:Apache|CC)-.+)$", CITATION)) == project["license"]
    assert CITATION.startswith("cff-version: 1.2.0\nmessage: ")
    assert all(f"\n{key}:" in CITATION for key in ("title", "authors", "type", "license"))


def test_every_extra_is_named() -> None:
    """A new extra is told to those who install riskscreen."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert [extra for extra in project["optional-dependencies"] if f"`{extra}`" not in EXTRAS_PAGE] == []


def test_missing_extra_is_added_as_the_page_says() -> None:
    """The error for a library that is not there gives the very line of the page."""
    with pytest.raises(UsageError, match="not installed") as missing, needing("no_such_library", "frame"):
        import_module("no_such_library")
    line = str(missing.value.problems[0].expected).partition("in a checkout: ")[2]

    assert f"\n{line} " in EXTRAS_PAGE
