"""Questions about a case, each a walk over a table of nodes."""
