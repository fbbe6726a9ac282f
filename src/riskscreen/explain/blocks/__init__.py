"""What a view says, line by line, before anybody lays it out."""
