"""A second implementation of what scoring means; it shares no code with the engine."""
