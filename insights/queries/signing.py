"""What was signed, by day and by month and band, read from roll-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Func, IntegerField, Sum
from django.db.models.functions import TruncMonth

from dealdesk.kit.months import month_of
from insights.filters import Filter
from insights.models import DealDay
from insights.periods import WEEKS, Quarter
from insights.queries.slices import handovers, of_days
from insights.statistics.ketchup import SHUFFLED_UP_TO, WeekSum


@dataclass(frozen=True)
class SignedQuarter:
    """The weeks 1 to 13 of a quarter. `singles` are (week, dose) of each deal while there are few enough to
    shuffle, else empty: the sums are enough then. `days` holds the dose by day of the quarter, the first
    being 1, where there is any."""

    quarter: Quarter
    weeks: tuple[WeekSum, ...]
    singles: tuple[tuple[int, int], ...] = ()
    days: Mapping[int, int] = field(default_factory=dict)

    @property
    def deals(self) -> int:
        return sum(week.deals for week in self.weeks)

    @property
    def dose(self) -> int:
        return sum(week.dose for week in self.weeks)

    def dose_by(self, day: int) -> int:
        """Of the days up to this one of the quarter, itself included."""
        return sum(dose for each, dose in self.days.items() if each <= day)


def signed_quarter(chosen: Filter, quarter: Quarter, *, with_singles: bool = False) -> SignedQuarter:
    """One query, or two when the deals are wanted and few."""
    days = of_days(DealDay.objects.all(), chosen, quarter.first_on, quarter.last_on)
    rows = list(days.values_list("on").annotate(Sum("deals"), Sum("dose"), Sum("dose_squared")))
    weeks = _by_week(quarter, rows)
    by_day = {quarter.day_of(day): int(dose) for day, _, dose, _ in rows}
    if not with_singles or sum(week.deals for week in weeks) > SHUFFLED_UP_TO:
        return SignedQuarter(quarter, weeks, days=by_day)
    signed = handovers(chosen, quarter.first_on, quarter.last_on).order_by("pk")
    singles = tuple((quarter.week_of(day), dose) for day, dose in signed.values_list("signed_on", "dose"))
    return SignedQuarter(quarter, weeks, singles, by_day)


def _by_week(quarter: Quarter, rows: Iterable[tuple[date, int, int, int]]) -> tuple[WeekSum, ...]:
    sums: dict[int, list[int]] = {week: [0, 0, 0] for week in range(1, WEEKS + 1)}
    for day, *amounts in rows:
        kept = sums[quarter.week_of(day)]
        for index, amount in enumerate(amounts):
            kept[index] += int(amount)
    return tuple(WeekSum(week, *kept) for week, kept in sums.items())


@dataclass(frozen=True)
class SignedBand:
    """Deals and their value, in minor units of the company's currency."""

    deals: int
    value: int


def signed_bands(chosen: Filter) -> dict[tuple[date, str], SignedBand]:
    """By month and band, over the four quarters that end with the period."""
    days = of_days(DealDay.objects.all(), chosen, chosen.year_first_on, chosen.last_on)
    rows = days.values_list(TruncMonth("on"), "band").annotate(Sum("deals"), Sum("value"))
    found: dict[tuple[date, str], SignedBand] = {}
    for month, band, deals, value in rows:
        found[month_of(month), band] = SignedBand(deals, value)
    return found


@dataclass(frozen=True)
class Booked:
    """Of the deals signed in the period: value, and of the `scored` ones value * margin and RAV, minor units
    of the company's currency (docs/outcomes.md, section 4.4)."""

    deals: int
    scored: int
    value: int
    margin_value: int
    rav: int

    @property
    def rav_share(self) -> float | None:
        return self.rav / self.margin_value if self.margin_value else None


def booked(chosen: Filter) -> Booked:
    days = of_days(DealDay.objects.all(), chosen, chosen.first_on, chosen.last_on)
    sums = days.aggregate(
        deals=Sum("deals", default=0),
        scored=Sum(_total("scores"), default=0),
        value=Sum("value", default=0),
        margin_value=Sum("margin_value", default=0),
        rav=Sum("rav", default=0),
    )
    return Booked(**{name: int(amount) for name, amount in sums.items()})


def _total(histogram: str) -> Func:
    """All that a histogram counts."""
    template = "(SELECT sum(bin) FROM unnest(%(expressions)s) AS bin)"
    return Func(F(histogram), template=template, output_field=IntegerField())
