"""The culture panel: five dials beside each other, and no composite of them. The gut test stands below."""

from dataclasses import dataclass
from typing import Any

from dealdesk.kit.bands import BANDS
from dealdesk.kit.spans import day_in_words
from insights.filters import Filter
from insights.presentation.figures import DASH, factor, lift_cell, percent, risk_note, silence
from insights.presentation.tables import Cell, InsightPage, Table, numbers, sentences, texts
from insights.queries.culture import HARD_BANDS, Again, Disclosed
from insights.statistics.feels_worse import NEEDS, FeelsWorse
from insights.statistics.few import TooFew
from insights.statistics.hugging import at_least
from insights.statistics.ketchup import EVEN, Ketchup
from insights.statistics.risk import GutRow, gut_test

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
    "risk where all said it did, inside one band of the score. Half a case is added on either side "
    "(Jeffreys), with 90 % ranges.",
)


@dataclass(frozen=True)
class Dials:
    disclosed: Disclosed
    by_band: dict[str, int]
    again: Again
    late: Ketchup | TooFew
    worse: FeelsWorse | TooFew


def culture_page(chosen: Filter, dials: Dials, gut: list[dict[str, Any]]) -> InsightPage:
    return InsightPage(
        name="culture",
        title="Sales culture",
        lead=f"Five dials and no sum of them. Deals from {day_in_words(chosen.year_first_on)} to "
        f"{day_in_words(chosen.last_on)}.",
        tables=[_dials(dials), _gut(gut)],
        definitions=DEFINITIONS,
    )


def _dials(dials: Dials) -> Table:
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
            _overrides(dials.by_band),
            _again(dials.again),
            _late(dials.late),
            _worse(dials.worse),
        ],
    )


def _disclosed(found: Disclosed) -> list[Cell]:
    label = Cell("Terms disclosed at first submission")
    null = Cell("100 %: all are said at once")
    if found.n < NEEDS:
        return _silent(label, null, TooFew(found.n, NEEDS), "terms")
    said = f"{found.later} came in a later draft, {found.never} after signing"
    share = Cell(percent(found.at_once, found.n), round(found.at_once / found.n, 4))
    return [label, share, Cell(str(found.n), found.n, note="terms"), null, Cell(said)]


def _overrides(by_band: dict[str, int]) -> list[Cell]:
    label, null = Cell("Signed against Severe or Blocked, of 100 deals"), Cell("0: none")
    n, hard = sum(by_band.values()), [by_band.get(band, 0) for band in HARD_BANDS]
    if n < NEEDS:
        return _silent(label, null, TooFew(n, NEEDS), "deals")
    rate = 100 * sum(hard) / n
    said = f"{hard[0]} Severe, {hard[1]} Blocked"
    return [label, Cell(f"{rate:.1f}", round(rate, 2)), Cell(str(n), n, note="deals"), null, Cell(said)]


def _again(found: Again) -> list[Cell]:
    label = Cell("Resubmissions that lowered the score without a changed term")
    null = Cell(f"As many that raise it: {found.raised}")
    if found.n < NEEDS:
        return _silent(label, null, TooFew(found.n, NEEDS), "resubmissions without a changed term")
    moved = found.lowered + found.raised
    said = f"p = {at_least(found.lowered, moved):.3f}" if moved else "no score moved"
    return [
        label,
        Cell(str(found.lowered), found.lowered, note=percent(found.lowered, found.n)),
        Cell(str(found.n), found.n, note="resubmissions without a changed term"),
        null,
        Cell(said),
    ]


def _late(found: Ketchup | TooFew) -> list[Cell]:
    label, null = Cell("Ketchup ratio"), Cell(f"1.00: {100 * EVEN:.1f} % in weeks 12 and 13")
    if isinstance(found, TooFew):
        return _silent(label, null, found, "deals of quarters that are over")
    said = f"{100 * found.share:.0f} % of the dose in the last two weeks, p = {found.p_value:.3f}"
    value = Cell(factor(found.ratio), round(found.ratio, 4))
    return [label, value, Cell(str(found.n), found.n, note="deals"), null, Cell(said)]


def _worse(found: FeelsWorse | TooFew) -> list[Cell]:
    label, null = Cell("Harder than said"), Cell("1.00: as hard as said")
    if isinstance(found, TooFew):
        return _silent(label, null, found, "deals with a 90-day outcome")
    said = f"90 % range {factor(found.low)} to {factor(found.high)}"
    value = Cell(factor(found.factor), round(found.factor, 4))
    return [label, value, Cell(str(found.n), found.n, note="deals with a 90-day outcome"), null, Cell(said)]


def _silent(label: Cell, null: Cell, few: TooFew, what: str) -> list[Cell]:
    return [label, Cell(DASH, ""), Cell(str(few.n), few.n), null, Cell(silence(few, what))]


def _gut(counted: list[dict[str, Any]]) -> Table:
    rows = gut_table(counted)
    return Table(
        code="gut",
        title="The gut test",
        lead="Commitments that do not feel right at signing: do they turn out worse than others of the "
        "same score?",
        columns=[
            *texts("Band", "Did not feel right", "Felt right"),
            *numbers("Risk, × of felt right"),
        ],
        rows=[_gut_row(row, found) for row, found in zip(rows, gut_test(rows), strict=True)],
        silence="No deal of this time has both a feeling and a 90-day outcome yet.",
    )


def gut_table(counted: list[dict[str, Any]]) -> list[GutRow]:
    """One row a band with any case, from what `gut_rows` counts."""
    found = {(row["band"], row["felt_right"]): (row["bad"], row["n"]) for row in counted}
    present = [band.code for band in BANDS if (band.code, True) in found or (band.code, False) in found]
    return [
        GutRow(code, *found.get((code, False), (0, 0)), *found.get((code, True), (0, 0))) for code in present
    ]


def _gut_row(row: GutRow, found: Any) -> list[Cell]:
    word = next(band.word for band in BANDS if band.code == row.band)
    if isinstance(found, TooFew):
        sides = (f"{row.no_bad} of {row.no} bad", f"{row.yes_bad} of {row.yes} bad")
    else:
        sides = (f"{risk_note(found.first)} bad", f"{risk_note(found.second)} bad")
    return [
        Cell(word),
        *map(Cell, sides),
        lift_cell(found, "deals of this band with a feeling and an outcome"),
    ]
