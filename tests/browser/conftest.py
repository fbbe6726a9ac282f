"""A browser without a window, and pages in it.  Where one is missing the tests skip; the full check requires it."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REQUIRED = os.environ.get("RISKSCREEN_BROWSER") == "required"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

Show = Callable[..., Any]


def found(module: str) -> Any:
    """A module of the extra ``browser``, or the end of the test with a reason."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return absent(f"{module} is not installed: pip install riskscreen[browser]")


def absent(reason: str) -> Any:
    """Skip, or fail where a browser is required."""
    if REQUIRED:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium as the system has it, with a fresh profile."""
    playwright = found("playwright.sync_api")
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        absent("no Chromium on the path: apt install chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=executable, args=FLAGS,
                                          downloads_path=tmp_path_factory.mktemp("downloads"))
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Show]:
    """Opens HTML in a window of a width, in light or dark, and refuses whatever it tries to load."""
    contexts: list[Any] = []

    def shown(html: str, *, width: int = 1200, scheme: str = "light") -> Any:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        # The checks of axe are put into the page by the test, which the policy of the page would refuse.
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
        contexts.append(context)
        page = context.new_page()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(path.as_uri())
        assert loaded == [path.as_uri()], "a view loads nothing"
        return page

    yield shown
    for context in contexts:
        context.close()
