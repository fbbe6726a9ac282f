"""An instrument as one SQL query, for those who audit a scoring or run it where the data is."""
