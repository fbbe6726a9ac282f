"""What is done with it: scales, conditions and outcomes on whole columns."""
