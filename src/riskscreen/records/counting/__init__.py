"""How many records there are of what, and what of that can be passed on."""
