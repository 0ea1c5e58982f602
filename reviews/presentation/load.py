"""What the signature would put on the functions' calendars."""

from dataclasses import dataclass

from reviews.loads import months_from
from reviews.models import Score
from reviews.presentation.reasons import Names


@dataclass(frozen=True)
class LoadRow:
    """Whole per cents of capacity in the function's fullest month, as components/load.html reads them."""

    label: str
    committed: int
    added: int

    @property
    def total(self) -> int:
        return self.committed + self.added


def load_rows(score: Score, names: Names) -> list[LoadRow]:
    """One row for each function on which the draft puts work, the fullest first."""
    calendar: dict[str, list[list[int]]] = score.inputs.get("cal", {})
    rows = [
        _fullest(score, names.function(code), months)
        for code, months in calendar.items()
        if any(own for *_, own in months)
    ]
    return sorted(rows, key=lambda row: -row.total)


def _fullest(score: Score, function: str, months: list[list[int]]) -> LoadRow:
    ends = months_from(score.submission.first_month_on, len(months))
    index, (committed, pipeline, capacity, own) = max(
        ((index, month) for index, month in enumerate(months) if month[3]),
        key=lambda entry: (sum((entry[1][0], entry[1][1], entry[1][3])) / entry[1][2], -entry[0]),
    )
    before = round(100 * (committed + pipeline) / capacity)
    return LoadRow(f"{function}, {ends[index]:%b}", before, round(100 * own / capacity))
