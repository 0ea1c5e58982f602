"""Keep the roll-ups true."""
