"""What a statistic answers below its minimum."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TooFew:
    """There are `n` cases and the statistic needs `needs`: it says so and stays silent."""

    n: int
    needs: int

    def sentence(self, what: str = "deals") -> str:
        return f"Too few to tell: {self.n} of the {self.needs} {what} that this needs."
