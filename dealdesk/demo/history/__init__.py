"""Two years of signed deals before today's stories: one line a deal, told by the same verbs (README.md)."""
