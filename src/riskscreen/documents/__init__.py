"""Our documents: readers of files that hold them."""
