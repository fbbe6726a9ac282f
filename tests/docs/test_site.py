"""The site: its reference has every public name, and each page can be reached from the front page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest

from docs.pages import ROOT, pages

STABILITY = ROOT / "docs" / "reference" / "stability.md"


@pytest.fixture(scope="module", name="site")
def _site() -> Iterator[ModuleType]:
    spec = spec_from_file_location("site_pages", ROOT / "docs" / "site_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["site_pages"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["site_pages"]


def test_every_promised_module_is_in_the_reference(site: ModuleType) -> None:
    """What the page of promises names as public, the reference explains."""
    promised = {module for module in site.MODULES if f"`{module}`" in STABILITY.read_text(encoding="utf-8")}

    assert promised == {module for module in site.MODULES if (ROOT / "src" / module.replace(".", "/")).is_dir()
                        or (ROOT / "src" / (module.replace(".", "/") + ".py")).exists()}


def test_every_public_name_has_an_entry(site: ModuleType) -> None:
    """A name stands under a heading of its own, with its docstring or with the way to it."""
    made = dict(site.reference_pages())

    for module in site.MODULES:
        if f"{module}.md" in made:
            for name in import_module(module).__all__:
                assert name.startswith("__") or f"\n## `{name}`\n" in made[f"{module}.md"]


def test_every_command_is_in_the_reference(site: ModuleType) -> None:
    """Each command is there with all its options, as its help tells them."""
    from riskscreen.cli.parser import COMMANDS  # noqa: PLC0415  # beside what it is compared with

    text = site.commands_page()

    for name, command in COMMANDS.items():
        part = text.partition(f"\n## `riskscreen {name}`\n")[2].partition("\n## ")[0]
        assert all(names[0] in part or settings.get("metavar", "") in part for names, settings in command.arguments)


def test_every_page_can_be_reached(site: ModuleType) -> None:
    """From the front page a reader comes to every page; Sphinx would warn of one that is left out."""
    named = {page for name in site.LISTS if (ROOT / f"{name}.md").exists()
             for _, below in site.below(ROOT / f"{name}.md") for page in below}
    written = {"/" + page.relative_to(ROOT).with_suffix("").as_posix() for page in pages()}

    assert written - named - {"/docs/README"} == set()
