"""Small mistakes in a definition, and the vectors that notice them."""
