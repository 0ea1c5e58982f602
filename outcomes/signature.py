"""What was said of a deal at its signature, read from the score under which it was cleared."""

from dataclasses import asdict, dataclass
from typing import Any

from reviews.chances import chance_to_go_badly
from reviews.engine.policy_version import PER_MILLE
from reviews.engine.rounding import nearest_root
from reviews.facts import company_value, engine_policy
from reviews.models import Clearance, Review, Score
from reviews.queries.answers import standing_reviews

LOSS_SHARE = 500
"""Per mille of the margin that is lost when a deal goes badly; until outcomes teach it."""
UNSCORED_BAND = "BLOCKED"
"""What was signed over a broken glass while reviews were missing stands with what nobody may sign."""


@dataclass(frozen=True)
class Said:
    """The columns of a handover that hold what was said: doses in micro-doses, amounts in minor units."""

    is_scored: bool
    tenths: int
    band: str
    dose: int
    base_dose: int
    severity_dose: int
    effort_dose: int
    capacity_dose: int
    value: int
    margin_value: int
    cost_mean: int
    cost_p80: int
    cost_p95: int
    rav: int
    felt_right: bool | None

    def as_columns(self) -> dict[str, Any]:
        return asdict(self)


def said_at_signature(clearance: Clearance) -> Said:
    """Raises UnknownCurrency when the policy has no rate for the deal's currency.

    Where the glass was broken without a score, or while reviews were missing, nothing was said: all doses
    and RAV are zero, and the band is BLOCKED.
    """
    submission = clearance.submission
    content = submission.draft.frozen
    value = company_value(content["committed_value"], content["currency"], submission.policy)
    margin_value = value * engine_policy(submission.policy).std_margin // PER_MILLE
    score = clearance.score if clearance.score and clearance.score.is_complete else None
    doses = _doses(score)
    return Said(
        is_scored=score is not None,
        tenths=score.tenths if score else 0,
        band=score.gate if score else UNSCORED_BAND,
        value=value,
        margin_value=margin_value,
        rav=_rav(score, margin_value, doses) if score else 0,
        felt_right=_felt_right(list(standing_reviews(submission.draft))),
        **doses,
    )


def _rav(score: Score, margin_value: int, doses: dict[str, int]) -> int:
    """RAV = value * margin - P80; under a policy that has learned P(bad):
    value * margin * (1 - P(bad) * loss share) - mean cost (docs/outcomes.md, section 4.4)."""
    bad = chance_to_go_badly(score)
    if bad is None:
        return margin_value - doses["cost_p80"]
    return round(margin_value * (1 - bad * LOSS_SHARE / PER_MILLE)) - doses["cost_mean"]


def _doses(score: Score | None) -> dict[str, int]:
    result: dict[str, Any] = score.result if score else {"S": 0, "E": 0, "K": 0, "dose": 0, "cost": {}}
    cost = result["cost"]
    return {
        "dose": result["dose"],
        "base_dose": result["dose"] - result["K"],
        "severity_dose": nearest_root(result["S"]),
        "effort_dose": result["E"],
        "capacity_dose": result["K"],
        "cost_mean": round(cost.get("mean", 0)),
        "cost_p80": round(cost.get("p80", 0)),
        "cost_p95": round(cost.get("p95", 0)),
    }


def _felt_right(reviews: list[Review]) -> bool | None:
    said = [review.feels_right for review in reviews if review.feels_right is not None]
    return all(said) if said else None
