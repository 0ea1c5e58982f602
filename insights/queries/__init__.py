"""Figures for executives, read from roll-ups."""
