"""What users hold, the finding and its words together: reasons, changes, questions, comparisons."""
