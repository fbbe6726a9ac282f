"""The least and the most over all ways of turning out, exactly: of shares, quotients, margins and wins."""
