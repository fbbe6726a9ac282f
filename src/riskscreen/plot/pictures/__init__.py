"""The pictures: each takes what the table beside it takes, and says in words and shapes what stands there."""
