"""Whole instruments as plain documents, drawn part by part in the order of the document."""
