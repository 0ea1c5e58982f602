"""Statistics of docs/outcomes.md, section 4: pure functions of plain numbers."""
