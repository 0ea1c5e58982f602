"""What came of it, in rows and figures to read."""
