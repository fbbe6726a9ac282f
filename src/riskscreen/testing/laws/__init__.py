"""The laws of scoring, each in words and as something that can be tried on any instrument."""
