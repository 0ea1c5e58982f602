"""Statistics of docs/scoring.md, section 10: pure functions of plain numbers."""
