"""The nouns of an instrument: frozen values, no logic beyond look-up."""
