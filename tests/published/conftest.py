"""pytest runs the vectors beside an instrument by itself, but not these: a key of their answers can name many items."""

collect_ignore_glob = ["*.vectors.json"]
