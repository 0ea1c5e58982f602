"""The culture panel: five dials beside each other, and no composite of them. The gut test stands below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dealdesk.kit.spans import day_in_words
from insights.drilling import AGAINST, LATE, OUTCOME
from insights.filters import Filter
from insights.presentation.culture_deals import late_terms_table, lowered_table
from insights.presentation.figures import DASH, chance, factor, percent, silence
from insights.presentation.gut import gut_panel
from insights.presentation.panels import deals_url
from insights.presentation.tables import Cell, InsightPage, Table, numbers, sentences, texts
from insights.queries.culture import HARD_BANDS, Again, Disclosed
from insights.queries.culture_deals import LateTerm
from insights.statistics.feels_worse import NEEDS, FeelsWorse
from insights.statistics.few import TooFew
from insights.statistics.hugging import at_least
from insights.statistics.ketchup import EVEN, Ketchup

DEFINITIONS = (
    "There is no sum of the dials on purpose: people do what they are measured to do. Each stands for "
    "itself, with its n and with what it would be if nothing were the matter.",
    "Disclosed at once: of the non-standard terms of signed deals, and those found after signing, the "
    "share whose type stood as non-standard in the first draft that was submitted.",
    "Signed against the score: deals signed although their gate was Severe or Blocked, with executives’ "
    "approval or with broken glass, for each 100 signed deals.",
    "Lower without a change: drafts submitted again with the very terms of the draft before that scored "
    "lower. Where nobody pushes, as many score higher; the chance is that of a fair coin.",
    "Ketchup ratio: the share of the dose that was signed in weeks 12 and 13, over 2/13; of quarters "
    "that are over. The chance is that of as much or more when each deal gets a week at random.",
    "Harder than said: exp(B × mean ln((D90 + d) / (D0 + d))), d = 50,000, B = n/(n + 10).",
    "Gut test: the risk of a bad outcome where a reviewer said that a deal did not feel right, over the "
    "risk where all said it did, inside one band of the score, whatever gate the rules made of it. Half "
    "a case is added on either side (Jeffreys), with 90 % ranges.",
)


@dataclass(frozen=True)
class Dials:
    disclosed: Disclosed
    by_band: dict[str, int]
    again: Again
    late: Ketchup | TooFew
    worse: FeelsWorse | TooFew


@dataclass(frozen=True)
class DealsBehind:
    """What the first and the third dial stand on."""

    late_terms: Sequence[LateTerm]
    lowered: Sequence[Any]


def culture_page(chosen: Filter, dials: Dials, gut: list[dict[str, Any]], behind: DealsBehind) -> InsightPage:
    return InsightPage(
        name="culture",
        title="Sales culture",
        lead=f"Five dials and no sum of them. Deals from {day_in_words(chosen.year_first_on)} to "
        f"{day_in_words(chosen.last_on)}.",
        tables=[
            _dials(dials, chosen),
            gut_panel(gut, chosen),
            late_terms_table(behind.late_terms),
            lowered_table(behind.lowered),
        ],
        definitions=DEFINITIONS,
    )


def _dials(dials: Dials, chosen: Filter) -> Table:
    return Table(
        code="dials",
        title="Five dials",
        columns=[
            *texts("Dial"),
            *numbers("Value", "n"),
            *texts("If nothing were the matter"),
            sentences("What it says"),
        ],
        rows=[
            _disclosed(dials.disclosed),
            _overrides(dials.by_band, chosen),
            _again(dials.again),
            _late(dials.late, chosen),
            _worse(dials.worse, chosen),
        ],
    )


def _disclosed(found: Disclosed) -> list[Cell]:
    label = Cell("Terms disclosed at first submission", "Terms disclosed at first submission, share")
    null = Cell("100 %: all are said at once")
    if found.n < NEEDS:
        return _silent(label, null, TooFew(found.n, NEEDS), "terms")
    said = f"{found.later} came in a later draft, {found.never} after signing"
    share = Cell(percent(found.at_once, found.n), round(found.at_once / found.n, 4))
    return [label, share, Cell(str(found.n), found.n, note="terms"), null, Cell(said)]


def _overrides(by_band: dict[str, int], chosen: Filter) -> list[Cell]:
    label, null = Cell("Signed against Severe or Blocked, of 100 deals"), Cell("0: none")
    n, hard = sum(by_band.values()), [by_band.get(band, 0) for band in HARD_BANDS]
    if n < NEEDS:
        return _silent(label, null, TooFew(n, NEEDS), "deals")
    rate = 100 * sum(hard) / n
    said = f"{hard[0]} Severe, {hard[1]} Blocked"
    url = deals_url(chosen, of=AGAINST)
    return [
        label,
        Cell(f"{rate:.1f}", round(rate, 2), url=url if rate else ""),
        Cell(str(n), n, note="deals"),
        null,
        Cell(said),
    ]


def _again(found: Again) -> list[Cell]:
    label = Cell("Resubmissions that lowered the score without a changed term")
    null = Cell(f"As many that raise it: {found.raised}")
    if found.n < NEEDS:
        return _silent(label, null, TooFew(found.n, NEEDS), "resubmissions without a changed term")
    moved = found.lowered + found.raised
    said = chance(at_least(found.lowered, moved)) if moved else "no score moved"
    return [
        label,
        Cell(str(found.lowered), found.lowered, note=percent(found.lowered, found.n)),
        Cell(str(found.n), found.n, note="resubmissions without a changed term"),
        null,
        Cell(said),
    ]


def _late(found: Ketchup | TooFew, chosen: Filter) -> list[Cell]:
    label, null = (
        Cell("Ketchup ratio", "Ketchup, × even"),
        Cell(f"1.00: {100 * EVEN:.1f} % in weeks 12 and 13"),
    )
    if isinstance(found, TooFew):
        return _silent(label, null, found, "deals of quarters that are over")
    said = f"{100 * found.share:.0f} % of the dose in the last two weeks, {chance(found.p_value)}"
    value = Cell(factor(found.ratio), round(found.ratio, 4), url=deals_url(chosen, of=LATE))
    return [label, value, Cell(str(found.n), found.n, note="deals"), null, Cell(said)]


def _worse(found: FeelsWorse | TooFew, chosen: Filter) -> list[Cell]:
    label, null = Cell("Harder than said", "Pain, × of said"), Cell("1.00: as hard as said")
    if isinstance(found, TooFew):
        return _silent(label, null, found, "deals with a 90-day outcome")
    said = f"90 % range {factor(found.low)} to {factor(found.high)}"
    value = Cell(factor(found.factor), round(found.factor, 4), url=deals_url(chosen, of=OUTCOME))
    return [label, value, Cell(str(found.n), found.n, note="deals with a 90-day outcome"), null, Cell(said)]


def _silent(label: Cell, null: Cell, few: TooFew, what: str) -> list[Cell]:
    return [label, Cell(DASH, ""), Cell(str(few.n), few.n), null, Cell(silence(few, what))]
