"""Coordinates of the charts, pure: numbers in, places in the units of the picture out."""
