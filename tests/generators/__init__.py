"""Hypothesis strategies for whole instruments as plain documents, for answers to them, and for damaged documents."""

from generators.answering import answers_for, cases
from generators.basics import as_json
from generators.damage import damaged
from generators.instruments import documents

__all__ = ["answers_for", "as_json", "cases", "damaged", "documents"]
