"""A definition document, and the model it describes: checked in, written out."""
