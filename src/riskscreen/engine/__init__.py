"""The scoring engine: a definition compiled once into tables of integers, then cases scored from them."""
