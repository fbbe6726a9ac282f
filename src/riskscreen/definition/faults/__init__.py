"""What is wrong with a document whose shape is right."""
