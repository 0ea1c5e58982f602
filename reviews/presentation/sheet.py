"""The certificate as a sheet: what it states, read from its stored content alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from contracts.models import DealKind
from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.money import in_full
from dealdesk.kit.spans import in_full as moment_in_full
from reviews.models import Clearance, Decision, Verdict
from reviews.presentation.qr import QrCode, qr_code
from reviews.presentation.score import in_points


@dataclass(frozen=True)
class Stated:
    label: str
    value: str
    is_digest: bool = False


@dataclass(frozen=True)
class Decided:
    what: str
    decision: str
    who: str
    at: datetime | None


@dataclass(frozen=True)
class Promised:
    text: str
    note: str


@dataclass(frozen=True)
class Sheet:
    """As components/sheet.html reads it; the PDF prints the same."""

    code: str
    is_valid: bool
    status: str
    statement: str
    facts: list[Stated]
    decisions: list[Decided]
    promises: list[Promised]
    verify_url: str
    qr: QrCode


def sheet_of(clearance: Clearance) -> Sheet:
    """Moments are shown in the time zone that is active, so that of the reader on a page."""
    said: dict[str, Any] = clearance.certificate
    url = settings.BASE_URL + reverse("reviews:verify", args=[clearance.code])
    return Sheet(
        code=clearance.code,
        is_valid=clearance.voided_at is None,
        status="Clear to sign" if clearance.voided_at is None else "Voided",
        statement=_statement(said),
        facts=_facts(said, clearance.digest),
        decisions=_decisions(said),
        promises=[
            Promised(review["condition"], f"{review['function']}, {_term_names(said)[review['term']]}")
            for review in said["reviews"]
            if review["condition"]
        ],
        verify_url=url,
        qr=qr_code(url),
    )


def _statement(said: dict[str, Any]) -> str:
    at = moment_in_full(timezone.localtime(_moment(said["cleared_at"])))
    return (
        f"The gate was open on {at} for exactly one draft: draft {said['draft']} of deal {said['deal']} "
        f"with {said['customer']}. Any change to the draft ends this clearance."
    )


def _facts(said: dict[str, Any], digest: str) -> list[Stated]:
    policy_number, _ = said["policy"]
    kind = DealKind(said["kind"]).label.lower()
    band = BAND_BY_CODE[said["gate"]].word
    value = in_full(said["committed_value"], said["currency"])
    return [
        Stated("Deal", f"{said['deal']}, {said['name']}: {kind}, {said['months']} months"),
        Stated("Value (TCV)", value),
        Stated("Owner", said["owner"]),
        Stated(
            "Pain score",
            f"{in_points(said['score_tenths'])}, approved as {band} under policy {policy_number}",
        ),
        Stated("Digest of the draft", f"sha256:{said['draft_digest']}", is_digest=True),
        Stated("Score string", said["string"], is_digest=True),
        Stated("Digest of this certificate", f"sha256:{digest}", is_digest=True),
    ]


def _decisions(said: dict[str, Any]) -> list[Decided]:
    names = _term_names(said)
    standings = Counter(standing for _, _, standing in said["terms"])
    rows = []
    if standings["standard"]:
        what = f"{standings['standard']} standard terms" if standings["standard"] > 1 else "1 standard term"
        rows.append(Decided(what, "Passed without review", f"Playbook {said['playbook']}", None))
    rows += [_reviewed(review, names) for review in said["reviews"]]
    rows += [_approved(decision) for decision in said["decisions"]]
    if not said["decisions"]:
        band = BAND_BY_CODE[said["gate"]].word
        rows.append(Decided(f"Band {band}", "Needs no approval", f"Policy {said['policy'][0]}", None))
    checks = len(said["checks"])
    cleared = Decided(
        "Gate", f"Open, {checks} of {checks} checks", said["cleared_by"], _moment(said["cleared_at"])
    )
    return [*rows, cleared]


def _reviewed(review: dict[str, Any], names: dict[str, str]) -> Decided:
    verdict = f"{Verdict(review['verdict']).label}, level {review['level']}"
    return Decided(
        names[review["term"]], verdict, f"{review['reviewer']}, {review['function']}", _moment(review["at"])
    )


def _approved(decision: dict[str, Any]) -> Decided:
    note = f": “{decision['note']}”" if decision["note"] else ""
    said = f"{Decision(decision['decision']).label}{note}"
    return Decided(f"Approval, step {decision['step']}", said, decision["approver"], _moment(decision["at"]))


def _term_names(said: dict[str, Any]) -> dict[str, str]:
    return {key: name for key, name, _ in said["terms"]}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
