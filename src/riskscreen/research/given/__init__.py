"""What comes in: the levels that each case can have, what happened in it, and what a caller may say besides."""
