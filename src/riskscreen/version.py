"""The version of the engine, as every result carries it."""

VERSION = "0.1.0"
# The number of what scoring means: it rises when a definition and valid answers could get other levels or numbers.
SCORING = 1
