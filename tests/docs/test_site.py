"""The site: its reference has every public name, and each page can be reached from the front page."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from docs.pages import ROOT, pages
from riskscreen import UsageError

STABILITY = (ROOT / "docs" / "reference" / "stability.md").read_text(encoding="utf-8")
PROMISED_LINES = STABILITY.partition("the names (`__all__`)")[2].partition("\n- ")[0]
PROMISED = re.findall(r"`(riskscreen(?:\.[a-z]+)?)`", PROMISED_LINES)


def loaded(name: str) -> ModuleType:
    """A module among those that make the site."""
    spec = spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", name="site")
def _site() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "docs"))  # they import each other, as Sphinx has them do
    yield loaded("site_pages")
    sys.path.remove(str(ROOT / "docs"))


def test_every_promised_module_is_in_the_reference(site: ModuleType) -> None:
    """What the page of promises names as public, the reference explains, whatever is installed; and nothing else."""
    assert sorted(site.public_modules()) == sorted(PROMISED)


@pytest.mark.parametrize("module", PROMISED)
def test_site_is_built_with_what_a_module_needs(module: str) -> None:
    """The libraries that a public module names where they are missing are in the extra ``docs``: else its names could
    not be told."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = {re.split("[<>=\\[]", each)[0] for each in project["optional-dependencies"]["docs"]}
    folder = ROOT / "src" / module.replace(".", "/")
    sources = folder.rglob("*.py") if module != "riskscreen" else [folder / "__init__.py"]
    needed = {name for source in sources
              for name in re.findall(r'needing\("(\w+)"', source.read_text(encoding="utf-8"))}

    assert needed - installed - {"pg8000"} == set()  # which is asked for at the first connection


@pytest.mark.parametrize("module", PROMISED)
def test_every_public_name_has_an_entry(site: ModuleType, module: str) -> None:
    """A name stands under a heading of its own, with its docstring or with the way to it."""
    try:
        page = site.module_page(module)
    except UsageError as error:
        pytest.skip(str(error))

    for name in import_module(module).__all__:
        assert name.startswith("__") or f"\n## `{name}`\n" in page


def test_every_command_is_in_the_reference(site: ModuleType) -> None:
    """Each command is there with all its options, as its help tells them."""
    from riskscreen.cli.parser import COMMANDS  # noqa: PLC0415  # beside what it is compared with

    text = site.commands_page()

    for name, command in COMMANDS.items():
        part = text.partition(f"\n## `riskscreen {name}`\n")[2].partition("\n## ")[0]
        assert all(names[0] in part or settings.get("metavar", "") in part for names, settings in command.arguments)


def test_site_begins_as_the_readme_does(site: ModuleType) -> None:
    """With one sentence and a picture, which is there as seen from the front page."""
    sentence, picture = site.lead().strip().split("\n\n")
    path = re.fullmatch(r"!\[.{20,}\]\((pictures/.+)\)", picture)

    assert f"# riskscreen\n\n{sentence}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert path is not None
    assert (ROOT / "docs" / path[1]).exists()


def test_every_notebook_is_in_the_gallery(site: ModuleType) -> None:
    """With its title, and with a part of what it shows."""
    parts = site.gallery_page().split("\n## ")[1:]

    assert [re.search(r"\(/examples/(.+)\)\n?$", part.strip())[1] for part in parts] == sorted(
        path.name for path in (ROOT / "examples").glob("*.ipynb"))
    assert all("```text\n" in part or "<img " in part for part in parts)


def test_every_page_can_be_reached(site: ModuleType) -> None:
    """From the front page a reader comes to every page; Sphinx would warn of one that is left out."""
    named = {page for name in site.LISTS if (ROOT / f"{name}.md").exists()
             for _, below in site.below(ROOT / f"{name}.md") for page in below}
    written = {"/" + page.relative_to(ROOT).with_suffix("").as_posix() for page in pages()}

    assert written - named - {"/docs/README"} == set()


def test_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    """A page that is not there, and a place that is not on its page; not what is outside, or there."""
    (tmp_path / "a.html").write_text('<p id="here"><a href="https://example.org/x">1</a> <a href="b.html#there">2</a>'
                                     ' <a href="#here">3</a> <a href="b.html#gone">4</a> <a href="c.html">5</a>')
    (tmp_path / "b.html").write_text('<p id="there"><a href="a.html#here">1</a> <img src="gone.png">')

    assert [(page.name, link) for page, link in loaded("site_links").dead_links(tmp_path)] == [
        ("a.html", "b.html#gone"), ("a.html", "c.html"), ("b.html", "gone.png")]
