"""The report of a calibration in words, figures and one picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.counting import counted
from outcomes.calibration.minimums import LEAST_NEW_OUTCOMES
from outcomes.models import Calibration
from outcomes.presentation.reliability_plot import Plot, plot_of
from outcomes.presentation.selection import SelectionLine, selection_lines
from reviews.engine.policy_version import PER_MILLE

MOST_REASONS = {
    "few": "Too few cells: {n} of the 10 that this needs",
    "few_to_lower": "Too few cells to lower it: {n} of the 20 that this needs",
    "more than one band": "Not lowered: a deal would fall by more than one band",
    "too few outcomes in the band": "Not lowered: fewer than 20 outcomes in a band that deals would leave",
}
LEAST_SUPPORT = 20
KINDS = {"severity": "Severity", "confidence": "Confidence", "hours": "Work"}


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    note: str
    unit: str = ""


@dataclass(frozen=True)
class FunctionLine:
    name: str
    n: int
    measured: str
    before: str
    after: str
    note: str


@dataclass(frozen=True)
class ReviewerLine:
    kind: str
    raised: int
    lowered: int
    dropped: int
    few: int


@dataclass(frozen=True)
class ReportPage:
    """What a run that came to an end measured and did. `missing` says what P(bad) still needs; there are no
    figures and no plot then. `selection` is empty for runs that did not count it."""

    run: Calibration
    figures: tuple[Figure, ...]
    plot: Plot | None
    missing: str
    selection: tuple[SelectionLine, ...]
    functions: tuple[FunctionLine, ...]
    reviewers: tuple[ReviewerLine, ...]
    guards: tuple[str, ...]
    verdict: str
    proposes: bool


def report_page(run: Calibration, names: Mapping[str, str]) -> ReportPage | None:
    """None without a report: it runs still, or there was nothing to learn. `names`: functions by code."""
    report = run.report
    if not report:
        return None
    measured = report["measured"]
    return ReportPage(
        run=run,
        figures=tuple(_figures(measured)) if measured else (),
        plot=plot_of(measured["bins"]) if measured else None,
        missing=report["missing"],
        selection=selection_lines(report.get("selection", [])),
        functions=tuple(_function(row, names) for row in report["functions"]),
        reviewers=tuple(
            ReviewerLine(KINDS[row["kind"]], *(row[key] for key in ("raised", "lowered", "dropped", "few")))
            for row in report["reviewers"]
        ),
        guards=tuple(_guards(report)),
        verdict=_verdict(report),
        proposes=report["proposes"],
    )


def _figures(measured: Mapping[str, Any]) -> list[Figure]:
    area = measured["area"]
    return [
        Figure("Outcomes", str(measured["n"]), f"{measured['bad']} of them bad"),
        Figure("Base rate", f"{100 * measured['base_rate']:.1f} %", "how many deals go badly"),
        Figure("Brier", f"{measured['brier']:.3f}", f"{measured['base_brier']:.3f} by saying the base rate"),
        Figure("Log loss", f"{measured['log_loss']:.3f}", "nats; less is better"),
        Figure("ECE", f"{measured['ece']:.3f}", "mean gap over ten bins"),
        Figure("AUC", f"{area['value']:.2f}", f"{area['low']:.2f} to {area['high']:.2f} in 95 of 100 cases"),
    ]


def _function(row: Mapping[str, Any], names: Mapping[str, str]) -> FunctionLine:
    reason = MOST_REASONS.get(row["because"], "").format(n=row["n"])
    return FunctionLine(
        name=names.get(row["code"], row["code"]),
        n=row["n"],
        measured=f"× {exp(row['raw']):.2f}",
        before=f"× {row['before'] / PER_MILLE:.2f}",
        after=f"× {row['after'] / PER_MILLE:.2f}",
        note=reason or ("Unchanged" if row["before"] == row["after"] else ""),
    )


def _guards(report: Mapping[str, Any]) -> list[str]:
    """What each guard did, in a sentence each."""
    raised = sum(row["raised"] for row in report["reviewers"])
    raised += sum(1 for row in report["functions"] if row["after"] > row["before"])
    moved = [f"{n} from {BAND_BY_CODE[a].word} to {BAND_BY_CODE[b].word}" for a, b, n in report["moves"]]
    return [
        f"Raise at once: {counted(raised, 'correction')} that make scores rise, let through.",
        f"At most one band lower in one version: {counted(report['too_far'], 'correction')} dropped.",
        f"Lower only out of a band with at least {LEAST_SUPPORT} signed outcomes: "
        f"{counted(report['unsupported'], 'correction')} dropped.",
        "At most 0.7 of a level off an answer, and nothing off a level 5 or a blocker: always.",
        f"Signed deals that would change band: {', '.join(moved) if moved else 'none'}.",
    ]


def _verdict(report: Mapping[str, Any]) -> str:
    """Which of curve and corrections is proposed, and why."""
    if report["takes_curve"]:
        return _compared(report["comparison"])
    left = "Only corrections are proposed." if report["corrects"] else "No correction changes either."
    if report["missing"]:
        return f"{report['missing']} {left}"
    return f"{_not_taken(report['comparison'])} The curve in force stays. {left}"


def _not_taken(comparison: Mapping[str, Any]) -> str:
    n = comparison["n"]
    if 0 < n < LEAST_NEW_OUTCOMES:
        return f"Too few to compare: {n} of the {LEAST_NEW_OUTCOMES} outcomes since that this needs."
    return _compared(comparison)


def _compared(comparison: Mapping[str, Any] | None) -> str:
    if comparison is None:
        return "The first curve of P(bad): there is none in force to compare it with."
    if not comparison["n"]:
        return "No outcome has arrived since the curve in force was fitted, so the two cannot be compared."
    gap = f"{comparison['difference']:+.4f} [{comparison['low']:+.4f}, {comparison['high']:+.4f}]"
    better = comparison["high"] < 0
    word = "It predicts better than" if better else "It does not predict better for sure than"
    return (
        f"{word} what is in force: Brier {gap} on the {counted(comparison['n'], 'outcome')} that arrived "
        "since, with a 90 % interval."
    )
