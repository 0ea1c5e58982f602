"""The week of an executive as lines, the same on the page and in the mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_short
from dealdesk.kit.spans import day_in_words
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.panels import deals_url
from insights.queries.forward_load import MonthLoad
from insights.queries.surprises import Surprise
from insights.queries.unheard import AHEAD_DAYS, OPEN_DAYS, Unheard
from insights.queries.week import Week
from outcomes.models import Realised
from reviews.engine.scoring import tenths_of
from reviews.models import Submission

BECAUSE = {
    "score": "a real score of 70 or more",
    "termination": "it was terminated",
    "churn": "it was not renewed",
    "cost": "it cost more than the predicted P95",
}
ENDINGS = ("termination", "churn")


@dataclass(frozen=True)
class Line:
    """`title` links to `path`, where the reader may go there; `text` says the rest. Parts of both are
    people's words."""

    title: str
    text: str
    path: str = ""


@dataclass(frozen=True)
class Part:
    """`calm` stands where there is nothing; `more` says how many lines are left out."""

    code: str
    title: str
    lines: Sequence[Line]
    calm: str
    more: int = 0


def parts_of(week: Week) -> list[Part]:
    return [
        Part(
            "waits",
            "What waits",
            [*map(_waiting, week.waiting), *_late(week), *_unheard(week.unheard)],
            "Nothing waits for your approval, no function is late, and every customer who may leave "
            "soon was heard.",
            week.waiting_count - len(week.waiting),
        ),
        Part(
            "overload",
            "What will overload",
            [_over(load, week) for load in week.over],
            "No function goes over its capacity in the next six months.",
        ),
        Part(
            "surprised",
            "What surprised",
            [_surprise(found) for found in week.surprises],
            "No contract ended and no signed deal turned out much harder than said in the last seven days.",
            week.surprise_count - len(week.surprises),
        ),
    ]


def subject_of(week: Week) -> str:
    """One line: how much of each."""
    over = len({load.function.pk for load in week.over})
    late = len(week.late)
    said = [
        f"{week.waiting_count} wait{'s' if week.waiting_count == 1 else ''} for you",
        f"{late} function{'' if late == 1 else 's'} late",
        f"{over} will be over capacity",
        f"{week.surprise_count} surprise{'' if week.surprise_count == 1 else 's'}",
    ]
    return f"The week from {week.on.day} {week.on:%B}: {', '.join(said)}"


def _waiting(submission: Submission) -> Line:
    deal = submission.draft.deal
    value = in_short(deal.committed_value, deal.currency)
    return Line(
        str(deal),
        f"{value}, signing expected on {deal.expected_signing_on.day} {deal.expected_signing_on:%b %Y}",
        reverse("reviews:approval", args=[deal.serial]),
    )


def _late(week: Week) -> list[Line]:
    return [
        Line(
            row.name,
            f"{counted(row.late, 'late review')}, {row.waiting} waiting",
            reverse("reviews:function_waiting", args=[row.code]) if week.may_open_late else "",
        )
        for row in week.late
    ]


def _unheard(found: Unheard) -> list[Line]:
    if not found.count:
        return []
    value = in_short(found.value, settings.COMPANY_CURRENCY)
    text = (
        f"{counted(found.count, 'concern')} without an answer for over {OPEN_DAYS} days, with contracts "
        f"of {value} that end within {AHEAD_DAYS} days; the oldest has waited "
        f"{counted(found.oldest_days, 'day')}"
    )
    return [Line("Customers", text, reverse("insights:unheard"))]


def _over(load: MonthLoad, week: Week) -> Line:
    total = f"{round(100 * load.minutes / load.capacity)} % of capacity" if load.capacity else "no capacity"
    signed = f"{round(100 * load.signed / load.capacity)} % signed" if load.capacity else "some work"
    causes = week.causes.get((load.function.code, load.month_on), [])
    brought = ", ".join(f"D-{cause.serial} {cause.customer}" for cause in causes)
    most = f"; most of it brought by {brought}" if brought else ""
    return Line(
        f"{load.function.name}, {load.month_on:%B %Y}",
        f"{total}, {signed}{most}",
        deals_url(
            Filter(Quarter.of(week.on)),
            of="load",
            function=load.function.code,
            month=f"{load.month_on:%Y-%m}",
        ),
    )


def _surprise(found: Surprise) -> Line:
    deal = found.handover.deal
    said = [_ending(found), _outcome(found)]
    return Line(str(deal), "; ".join(filter(None, said)), deal.get_absolute_url())


def _ending(found: Surprise) -> str:
    if found.terminated_on:
        return f"terminated on {day_in_words(found.terminated_on)}"
    return f"not renewed, decided on {day_in_words(found.lost_on)}" if found.lost_on else ""


def _outcome(found: Surprise) -> str:
    base, real = found.handover.base_dose, found.outcome
    if real is None:
        return ""
    said, was = tenths_of(base) / 10, tenths_of(real.dose) / 10
    times = f", {real.dose / base:.1f} times the pain" if base else ""
    why = "; ".join(_reasons(real, is_end_told=bool(_ending(found))))
    bad = f". Bad: {why}" if why else ". Bad" if real.is_bad else ""
    return f"{real.get_moment_display().lower()}: said {said:.1f}, was {was:.1f}{times}{bad}"


def _reasons(real: Realised, *, is_end_told: bool) -> list[str]:
    """Each ending once: one that the line begins with is not said again, and who left did not renew."""
    left_out = set(ENDINGS) if is_end_told else {"churn"} if "termination" in real.bad_because else set()
    return [BECAUSE[code] for code in real.bad_because if code in BECAUSE and code not in left_out]
