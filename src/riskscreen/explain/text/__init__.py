"""Lines as plain text, for a terminal or a file."""
