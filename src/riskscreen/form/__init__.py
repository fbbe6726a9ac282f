"""A form of an instrument: its questions as data, and a page that asks them and walks its diagrams."""
