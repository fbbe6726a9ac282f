"""What comes in: rows of answers, as columns of codes and bits."""
