"""What the site has beside what is written by hand: what stands below what, and the reference made from the code."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from inspect import isclass
from pathlib import Path
from pprint import pformat
from typing import Any

from site_gallery import gallery_page

from riskscreen.cli.parser import COMMANDS, request_of

ROOT = Path(__file__).resolve().parents[1]
GENERATED = ROOT / "docs" / "reference" / "generated"

# The public modules, each with what it is for, in the order of the reference.
MODULES = {
    "riskscreen": "load an instrument, score a case",
    "riskscreen.types": "the types of what users hold",
    "riskscreen.testing": "test an instrument of your own",
    "riskscreen.store": "keep records in a database",
    "riskscreen.research": "statistics that respect what is open",
    "riskscreen.plot": "pictures",
    "riskscreen.notebook": "a form in a notebook",
}
# What is neither a class nor a function has no docstring of its own.
DATA = {
    "FORMATS": "The formats of our documents: for each, the name of its schema and what reads it.",
    "SCORING": "The number of what scoring means; another number says that the same answers can get another result.",
}
_LINK = re.compile(r"\]\(([^()\s#]+)(?:#[^()\s]*)?\)")
# What is made stands first under these headings of the front page.
_MADE = {"First steps": ("/docs/reference/generated/notebooks",),
         "To look something up": ("/docs/reference/generated/api", "/docs/reference/generated/commands")}
_SECTION = re.compile(r"(?m)^\*\*(.+?)\*\*")


def setup_pages(app: Any) -> None:  # noqa: ANN401  # Sphinx, which mypy need not know
    """Make the reference when a build begins, and say which page stands below which when one is read."""
    app.connect("config-inited", lambda _app, _config: write_reference())
    app.connect("source-read", _with_contents)
    app.connect("html-page-context", _for_all_readers, priority=900)  # when the theme has said its part


def _for_all_readers(_app: object, docname: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """A screen reader knows that a page is Dutch and how deep a caption is, and a keyboard can scroll what is wide."""
    body = context.get("body", "").replace("<pre>", '<pre tabindex="0">')
    context["body"] = f'<div lang="nl">{body}</div>' if is_dutch(docname) else body
    if "furo_navigation_tree" in context:
        captions = context["furo_navigation_tree"]
        context["furo_navigation_tree"] = captions.replace('role="heading"', 'role="heading" aria-level="2"')


def is_dutch(docname: str) -> bool:
    """Whether a page is written in Dutch."""
    return docname.endswith((".nl", "/voor-gebruikers"))


def write_reference() -> None:
    """Write the pages that are made from the code, each only where it is new."""
    GENERATED.mkdir(exist_ok=True)
    wanted = dict(reference_pages())
    for page in GENERATED.iterdir():
        if page.name not in wanted:
            page.unlink()
    for name, text in wanted.items():
        page = GENERATED / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def reference_pages() -> Iterator[tuple[str, str]]:
    """The names and texts of the pages that are made from the code."""
    modules = public_modules()
    yield "api.md", _contents("The Python reference", "Every public name, from its docstring.", modules)
    for module in modules:
        yield f"{module}.md", module_page(module)
    yield "commands.md", commands_page()
    yield "notebooks.md", gallery_page()


def public_modules() -> list[str]:
    """Those that this version has; one that lacks a library is an error when it is imported, and not left out."""
    return [module for module in MODULES if find_spec(module)]


def public_names(module: str) -> list[str]:
    """The names that a module promises."""
    return [name for name in import_module(module).__all__ if not name.startswith("__")]


def _contents(title: str, purpose: str, pages: Iterable[str]) -> str:
    lines = [f"- [`{page}`]({page}.md): {MODULES[page]}." for page in pages]
    return "\n".join([f"# {title}", "", purpose, "", *lines, ""])


def module_page(module: str) -> str:
    """Every name of a module under a heading of its own."""
    parts = [f"# `{module}`", f"```{{eval-rst}}\n.. automodule:: {module}\n   :no-members:\n```"]
    parts += [f"## `{name}`\n\n{_entry(module, name)}" for name in public_names(module)]
    return "\n\n".join(parts) + "\n"


def _entry(module: str, name: str) -> str:
    found = getattr(import_module(module), name)
    if name in DATA:
        shown = pformat(dict(found)) if isinstance(found, Mapping) else repr(found)
        return f"{DATA[name]}\n\n```python\n{shown}\n```"
    home = _home(found, name)
    if home != module:
        return f"See [`{home}.{name}`]({home}.md#{name.lower()})."
    kind, options = ("autoclass", "   :members:\n") if isclass(found) else ("autofunction", "")
    return f"```{{eval-rst}}\n.. {kind}:: {module}.{name}\n{options}```"


def _home(found: object, name: str) -> str:
    """The first module that gives this name; there it is explained."""
    return next(module for module in public_modules() if name in public_names(module)
                and getattr(import_module(module), name) is found)


def commands_page() -> str:
    """Every command as its own `--help` tells it."""
    parts = ["# The command line", "Made from what each command says with `--help`.", _help()]
    parts += [f"## `riskscreen {name}`\n\n{_help(name)}" for name in COMMANDS]
    return "\n\n".join(parts) + "\n"


def _help(*command: str) -> str:
    request = request_of([*command, "--help"])
    return f"```text\n{request.run(request.options).text().rstrip()}\n```"


def _with_contents(_app: object, docname: str, source: list[str]) -> None:
    """A page stands below the one that names it first: the front page, and the lists that it leads to."""
    page = ROOT / f"{docname}.md"
    if docname == LISTS[0]:
        title, rest = source[0].split("\n", maxsplit=1)
        source[0] = f"{title}\n\n{lead()}\n{rest}"
    for title, pages in below(page):
        source[0] += _contents_of(title, [*_MADE.get(title, ()), *pages])


def lead() -> str:
    """What the README begins with, its sentence and its picture, for those who meet the site first."""
    _, sentence, picture, *_ = (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")
    return f"{sentence}\n\n{picture.replace('](docs/', '](')}\n"


def _contents_of(title: str, pages: Iterable[str]) -> str:
    return f"\n\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n" + "\n".join(pages) + "\n```\n"


LISTS = ("docs/README", "README", "docs/instruments/for-users", "docs/instruments/voor-gebruikers",
         "docs/reference/generated/api", "docs/reference/errors")


def below(page: Path) -> Iterator[tuple[str, list[str]]]:
    """The pages that stand below one, by the heading under which it names them; each page stands below one only."""
    name = page.relative_to(ROOT).with_suffix("").as_posix()
    taken = {found for earlier in LISTS[: LISTS.index(name)] for found in _named(earlier)} if name in LISTS else set()
    if name in LISTS:
        for title, text in _sections(page.read_text(encoding="utf-8")):
            pages = [found for found in _linked(page, text) if found not in taken and found not in LISTS[:1]]
            taken.update(pages)
            if pages:
                yield title, ["/" + found for found in pages]


def _named(name: str) -> list[str]:
    page = ROOT / f"{name}.md"
    return _linked(page, page.read_text(encoding="utf-8")) if page.exists() else []


def _sections(text: str) -> Iterator[tuple[str, str]]:
    parts = _SECTION.split(text)
    yield "riskscreen", parts[0]
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _linked(page: Path, text: str) -> list[str]:
    found = []
    for link in _LINK.findall(text):
        target = (page.parent / link).resolve()
        if target.suffix in (".md", ".ipynb") and target.is_relative_to(ROOT) and target.exists():
            found.append(target.relative_to(ROOT).with_suffix("").as_posix())
    return list(dict.fromkeys(found))


def main() -> None:
    """Write the pages by themselves."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    write_reference()


if __name__ == "__main__":
    main()
