"""What is kept of screenings: records, the judgements on them, their replay, and the history of a case."""
