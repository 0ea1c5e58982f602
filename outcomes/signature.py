"""What was said of a deal at its signature, read from the score under which it was cleared."""

from dataclasses import asdict, dataclass
from typing import Any

from reviews.engine.policy_version import PER_MILLE
from reviews.engine.rounding import nearest_root
from reviews.facts import company_value, engine_policy
from reviews.models import Clearance, Review, Score
from reviews.queries.answers import standing_reviews


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

    RAV = value * margin - P80 (docs/outcomes.md, section 4.4). What was cleared by breaking the glass,
    without a score, said nothing: all doses are zero.
    """
    submission = clearance.submission
    content = submission.draft.frozen
    value = company_value(content["committed_value"], content["currency"], submission.policy)
    margin_value = value * engine_policy(submission.policy).std_margin // PER_MILLE
    doses = _doses(clearance.score)
    return Said(
        is_scored=clearance.score is not None,
        tenths=clearance.score.tenths if clearance.score else 0,
        band=clearance.score.gate if clearance.score else "BLOCKED",
        value=value,
        margin_value=margin_value,
        rav=margin_value - doses["cost_p80"],
        felt_right=_felt_right(list(standing_reviews(submission.draft))),
        **doses,
    )


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
