"""What a case answers: read by kind of response from values that are not trusted, and checked by its definition."""
