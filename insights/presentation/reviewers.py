"""A reviewer's own page, in words."""

from dataclasses import dataclass

from insights.presentation.figures import percent
from insights.queries.reviewers import Panel
from insights.statistics.few import TooFew
from insights.statistics.intervals import Interval
from outcomes.calibration.raters import LEAST_REVIEWS
from reviews.queries.clock import business_hours

VERDICTS = {
    "too sure": "You are surer than you are right: widen the ranges, or say a lower confidence.",
    "too careful": "Your ranges are wider than they need be: narrow them, or say a higher confidence.",
    "as sure as right": "Your ranges hold about as often as you say.",
}


@dataclass(frozen=True)
class Finding:
    """`figure` is empty while there is too little to tell; then `sentences` say so."""

    title: str
    figure: str
    note: str
    sentences: tuple[str, ...]


def findings_of(panel: Panel) -> tuple[Finding, ...]:
    return _ranges(panel), _severity(panel), _pace(panel)


def _ranges(panel: Panel) -> Finding:
    title, found = "How often your ranges held", panel.ranges
    if isinstance(found, TooFew):
        return Finding(title, "", "", (found.sentence("estimates with an outcome"),))
    said = (
        f"It took what you had said, between your lowest and your highest estimate, {found.hits} of "
        f"{found.n} times (90 % interval {_in_percent(found.interval)})."
    )
    stated = f"On average you said that you were {percent(found.stated, 1)} sure."
    return Finding(
        title,
        percent(found.share, 1),
        f"you said {percent(found.stated, 1)}",
        (said, stated, VERDICTS[found.verdict]),
    )


def _severity(panel: Panel) -> Finding:
    title, found = "How hard you judge", panel.severity
    if isinstance(found, TooFew):
        return Finding(title, "", "", (found.sentence("reviews beside those of others"),))
    low, high = found.interval.low, found.interval.high
    side = "harder" if found.levels > 0 else "softer"
    known = f"A score takes this into account from {LEAST_REVIEWS} reviews on, once a policy has learned it."
    unclear = "The interval holds zero: this may be chance."
    said = (
        "Beside others who judge the same kind of term for the same function you are "
        f"{abs(found.levels):.2f} of a level {side}, over {found.n} reviews "
        f"(90 % interval {low:+.2f} to {high:+.2f}, shrunk)."
    )
    return Finding(
        title,
        f"{found.levels:+.2f}",
        "levels beside others",
        (said, unclear if low <= 0 <= high else known),
    )


def _pace(panel: Panel) -> Finding:
    title, found = "How long your answers take", panel.pace
    if isinstance(found, TooFew):
        return Finding(title, "", "", (found.sentence("answers"),))
    half, most = business_hours(found.median), business_hours(found.nine_in_ten)
    said = f"Half of your last answers came within {half} of business time, nine in ten within {most}."
    return Finding(title, half, f"nine in ten within {most}", (said,))


def _in_percent(interval: Interval) -> str:
    return f"{100 * interval.low:.0f} to {percent(interval.high, 1)}"
