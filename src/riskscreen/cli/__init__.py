"""The command line: the only place that prints, and the only one that ends with a status."""

from riskscreen.cli.main import main

__all__ = ["main"]
