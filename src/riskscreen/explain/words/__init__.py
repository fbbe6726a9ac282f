"""What the parts of an instrument, and what is found, are called in a language."""
