"""Beats after a signature: promises kept, check-ins answered, terms found, renewals decided. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from dealdesk.demo.beats import Beat
from dealdesk.demo.content import Json, functions
from dealdesk.demo.hours import weekday
from dealdesk.demo.planning import WHOLE_DAY, Planner
from dealdesk.kit.months import months_after

CHECK_INS = {"day_30": 30, "day_60": 60, "day_90": 90}
ASKED_DAYS_BEFORE_END = 150
"""On that day before the contract's end its renewal begins to be prepared."""

FORGOTTEN = 0.08
"""Share of check-ins that are answered a month late; the young ones among them are overdue today."""

LATE, WAIVED = 0.12, 0.03
"""Shares of promises that are kept late, and not to be kept."""


@cache
def team_of(function: str) -> tuple[str, ...]:
    return tuple(next(team for team in functions() if team["code"] == function)["members"])


def after(deal: Json, today: date) -> list[Beat]:
    """Nothing for a deal that was not signed."""
    if deal["ending"] != "signed":
        return []
    return Aftermath(Planner(deal["key"], deal["customer"], today, is_old=True), deal).beats()


class Aftermath:
    """Plans what follows one signed story of which `today` has seen a part."""

    def __init__(self, planner: Planner, deal: Json) -> None:
        self.planner, self.deal, self.luck = planner, deal, planner.luck
        self.today: date = planner.today
        self.signed_on = weekday(self.today - timedelta(days=deal["signed_days_ago"]))
        self.ends_on = months_after(self.signed_on, deal["months"]) - timedelta(days=1)
        self.asked = {review["function"]: review["by"] for review in deal["reviews"]}

    def beats(self) -> list[Beat]:
        told = [*self._promises(), *self._found(), *self._check_ins(), *self._renewal()]
        told.sort(key=lambda entry: entry[0])
        return [beat for day, beat in told if day < self.today]

    def _at(self, day: date, verb: str, by: str, **facts: object) -> tuple[date, Beat]:
        ago = max(0, (self.today - day).days)
        return weekday(day), self.planner.beat(verb, by, ago, WHOLE_DAY, 5, told=self.deal, **facts)

    def _promises(self) -> Iterator[tuple[date, Beat]]:
        """Each function keeps its own at go-live; those of every month then month by month."""
        live_on = min(months_after(self.signed_on, self.deal["delivery_months"]), self.ends_on)
        for function, by in self.asked.items():
            chance = self.luck.random()
            if chance < WAIVED:
                yield self._at(live_on, "waive", team_of(function)[0], function=function)
                continue
            late = self.luck.randint(6, 30) if chance > 1 - LATE else -self.luck.randint(0, 9)
            yield self._at(live_on + timedelta(days=late), "keep", by, function=function)
            for month in range(1, self._months_of_work(function)):
                yield self._at(months_after(live_on, month), "keep", by, function=function)

    def _months_of_work(self, function: str) -> int:
        """So many monthly turns have come by today, if the function has any work that comes every month."""
        if not any(r["monthly_hours"][2] for r in self.deal["reviews"] if r["function"] == function):
            return 0
        return max(0, (self.today - self.signed_on).days // 30 - self.deal["delivery_months"] + 1)

    def _found(self) -> Iterator[tuple[date, Beat]]:
        for term in self.deal.get("found", []):
            day = self.signed_on + timedelta(days=term["day"])
            by = team_of(next(iter(term["cells"])))[-1]
            yield self._at(day, "find_term", by, term=term, found_on=weekday(day))

    def _check_ins(self) -> Iterator[tuple[date, Beat]]:
        """Each function answers on the day or in the week after; some need a month."""
        for moment, days in CHECK_INS.items():
            asked = self._answering() if moment == "day_90" else self.asked
            for function, by in asked.items():
                wait = (
                    self.luck.randint(22, 35) if self.luck.random() < FORGOTTEN else self.luck.randint(0, 8)
                )
                day = self.signed_on + timedelta(days=days + wait)
                if self.signed_on + timedelta(days=days) <= self.ends_on:
                    yield self._at(day, "check_in", by, moment=moment, function=function)

    def _answering(self) -> dict[str, str]:
        """Who answers for each function, those of terms found later included."""
        found = {name for term in self.deal.get("found", []) for name in term["cells"]}
        return {name: team_of(name)[-1] for name in sorted(found)} | self.asked

    def _renewal(self) -> Iterator[tuple[date, Beat]]:
        """Decided around the notice date; one that is being prepared today is an open deal of its own."""
        prepare_on = self.ends_on - timedelta(days=ASKED_DAYS_BEFORE_END)
        decided_on = self.ends_on - timedelta(days=self.luck.randint(35, 110))
        if prepare_on >= self.today:
            return
        if self.deal.get("renewal") == "deal":
            yield from self._last_check_ins()
            return
        if decided_on >= self.today or self.deal.get("renewal") == "open":
            yield self._at(prepare_on + timedelta(days=1), "open_renewal", self.deal["owner"])
            return
        yield self._at(decided_on, "settle", self.deal["owner"], result=self.deal["renewal"])
        yield from self._last_check_ins()

    def _last_check_ins(self) -> Iterator[tuple[date, Beat]]:
        for function, by in self._answering().items():
            yield self._at(
                self.ends_on - timedelta(days=self.luck.randint(1, 9)),
                "check_in",
                by,
                moment="renewal",
                function=function,
            )
