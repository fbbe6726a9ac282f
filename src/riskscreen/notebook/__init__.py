"""A form in a notebook: `Form(instrument)` shows it, and ``form.result`` is what comes out of it so far.

It needs the extra ``notebook``, and works in Jupyter, marimo and wherever else widgets of anywidget do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from riskscreen.errors import needing

if TYPE_CHECKING:
    from riskscreen.notebook.form import Form as Form

__all__ = ["Form"]


def __getattr__(name: str) -> object:
    """The widget is imported when it is used; without anywidget the error says what to install."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with needing("anywidget", "notebook"):
        return getattr(import_module("riskscreen.notebook.form"), name)
