"""The conversation of the command ask."""
