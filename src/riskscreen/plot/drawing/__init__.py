"""How pictures are drawn: colours that hold for everybody, texts that fit, rows of bars."""
