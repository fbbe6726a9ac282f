"""What a result means, in words that a practitioner, a judge and a reviewer can follow."""
