"""What outcomes teach the next score: pure functions (docs/scoring.md, section 8)."""
