"""Finds what can be said of a result, and knows no words: sets of answers, hints, steps."""
