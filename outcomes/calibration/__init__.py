"""What outcomes teach the next score: pure functions (docs/outcomes.md, section 2)."""
