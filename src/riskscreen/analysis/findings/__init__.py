"""What in a definition makes no sense, each finding with its proof."""
