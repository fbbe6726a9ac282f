"""Counts over all answer sets, or over a sample that says so."""
