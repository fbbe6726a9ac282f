"""What users hold: an instrument, and the result of scoring a case with it."""
