"""What a new instrument begins with: a small one that is whole, with cases worked out by hand."""
