"""The form in the notebooks that people use: a real JupyterLab and a real marimo, in a browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from browser.conftest import absent

pytestmark = pytest.mark.notebooks

MAKE = 'import riskscreen\nfrom riskscreen.notebook import Form\nform = Form(riskscreen.load("stalking-red-flags"))'
SAID = "says: high ('r2',)"
SAY = "says:"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(folder: Path, address: str, *words: str) -> Iterator[None]:
    """A notebook server, for as long as it is needed."""
    environment = {**os.environ, "PYTHONPATH": str(Path(riskscreen.__file__).parents[1]), "HOME": str(folder)}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", *words], cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            for _ in range(600):
                assert process.poll() is None, (folder / "server.log").read_text()
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(name="window")
def _window(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def fill_in(window: Any) -> None:
    """A threat, and something unknown."""
    form = window.frame_locator("iframe[title^='Red flags']")
    form.locator("#o-r1-present").check()
    form.locator("#o-r2-unknown").check()


def test_form_in_jupyterlab(window: Any, tmp_path: Path) -> None:
    """Filled in with the mouse, and its result is there in the next cell, and where somebody observes it."""
    if not _is_there("jupyterlab"):
        absent("jupyterlab is not installed, which the extra notebooks brings")
    observed = 'form.observe(lambda change: open("seen", "w").write(repr(change["new"])), "result")\nform'
    cells = [MAKE + "\n" + observed, f'print("{SAY}", form.result.level.id, form.result.unknown)']
    (tmp_path / "form.ipynb").write_text(json.dumps({
        "nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {
            "name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [{"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": [],
                   "execution_count": None} for n, source in enumerate(cells)]}))
    port = free_port()
    with served(tmp_path, f"http://127.0.0.1:{port}/lab", "jupyterlab", "--no-browser", "--allow-root",
                f"--port={port}", "--IdentityProvider.token=", "--ServerApp.password="):
        window.goto(f"http://127.0.0.1:{port}/lab/tree/form.ipynb?reset")
        window.locator(".jp-Notebook .jp-Cell").first.click()
        window.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
        window.keyboard.press("Escape")
        window.keyboard.press("Shift+Enter")
        fill_in(window)
        _wait_for(tmp_path / "seen", "high")
        window.locator(".jp-Notebook .jp-Cell").nth(1).locator(".jp-InputArea-editor").click()
        window.keyboard.press("Shift+Enter")
        window.get_by_text(SAID).wait_for()
        assert window.get_by_text(SAID).count() == 1


def test_form_in_marimo(window: Any, tmp_path: Path) -> None:
    """Each answer runs the cells that rest on it, as everything does in marimo."""
    if not _is_there("marimo"):
        absent("marimo is not installed, which the extra notebooks brings")
    (tmp_path / "form.py").write_text(f'''import marimo
app = marimo.App()

@app.cell
def _():
    import marimo as mo
    {MAKE.replace(chr(10), chr(10) + "    ")}
    shown = mo.ui.anywidget(form)
    shown
    return mo, shown

@app.cell
def _(mo, shown):
    shown.value
    found = shown.widget.result
    mo.md("nothing yet" if found is None else f"{SAY} {{found.level.id}} {{found.unknown}}")
    return

if __name__ == "__main__":
    app.run()
''')
    port = free_port()
    with served(tmp_path, f"http://127.0.0.1:{port}", "marimo", "run", "form.py", "--headless", f"--port={port}",
                "--no-token"):
        window.goto(f"http://127.0.0.1:{port}")
        window.get_by_text("nothing yet").wait_for()
        fill_in(window)
        window.get_by_text(SAID).wait_for()
        assert window.get_by_text("nothing yet").count() == 0


def _is_there(module: str) -> bool:
    from importlib.util import find_spec  # noqa: PLC0415  # asked where it matters only

    return find_spec(module) is not None


def _wait_for(path: Path, said: str) -> None:
    for _ in range(300):
        if path.exists() and said in path.read_text():
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody was told of {said!r}")
