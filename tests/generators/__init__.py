"""Hypothesis strategies for instruments as plain documents, for answers to them, and for damaged documents."""

from generators.answering import answers_for, cases
from generators.damage import damaged
from generators.text import as_json
from riskscreen.testing.documents.whole import documents

__all__ = ["answers_for", "as_json", "cases", "damaged", "documents"]
