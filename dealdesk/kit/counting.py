"""A number and what it counts, in words."""


def counted(number: int, noun: str) -> str:
    """0 deals, 1 deal, 1,200 deals. `noun` is the singular of one that takes an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
