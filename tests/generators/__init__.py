"""Hypothesis strategies for instruments as plain documents, for answers to them, and for damaged documents."""

from generators.answering import answers_for, cases
from generators.damage import damaged
from generators.gaps import cases_of_stacked_outcomes, cases_with_gaps
from generators.text import as_json
from riskscreen.testing.documents.whole import documents

__all__ = ["answers_for", "as_json", "cases", "cases_of_stacked_outcomes", "cases_with_gaps", "damaged", "documents"]
