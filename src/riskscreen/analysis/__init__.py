"""What can be proven about an instrument, over all answer sets at once."""
