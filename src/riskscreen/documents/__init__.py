"""Our documents: the JSON Schema of each, what it finds wrong with one, and the readers of files that hold them."""
