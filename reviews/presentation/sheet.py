"""The certificate as a sheet: what it states, read from its stored content alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from contracts.models import DealKind, DraftState
from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.counting import counted
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
    """As components/sheet.html reads it; the PDF prints the same. `alarm`: lines that nobody may overlook."""

    code: str
    is_valid: bool
    status: str
    statement: str
    alarm: list[str]
    facts: list[Stated]
    decisions: list[Decided]
    promises: list[Promised]
    verify_url: str
    qr: QrCode


def _status(clearance: Clearance) -> str:
    if clearance.voided_at is None:
        return "Glass broken" if "broken_glass" in clearance.certificate else "Clear to sign"
    return "Lapsed" if clearance.submission.draft.state == DraftState.LAPSED else "Voided"


def sheet_of(clearance: Clearance) -> Sheet:
    """Moments are shown in the time zone that is active, so that of the reader on a page."""
    said: dict[str, Any] = clearance.certificate
    url = settings.BASE_URL + reverse("reviews:verify", args=[clearance.code])
    return Sheet(
        code=clearance.code,
        is_valid=clearance.voided_at is None,
        status=_status(clearance),
        statement=_statement(said),
        alarm=_alarm(said),
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
    if "broken_glass" in said:
        return (
            f"The gate was closed on {at}. In spite of that, two executives cleared exactly one draft: "
            f"draft {said['draft']} of deal {said['deal']} with {said['customer']}. Any change to the draft "
            "ends this clearance."
        )
    return (
        f"The gate was open on {at} for exactly one draft: draft {said['draft']} of deal {said['deal']} "
        f"with {said['customer']}. Any change to the draft ends this clearance."
    )


def _alarm(said: dict[str, Any]) -> list[str]:
    """That the glass was broken, by whom, why, and what the gate said."""
    broken = said.get("broken_glass")
    if broken is None:
        return []
    return [
        f"Asked by {broken['asked_by']}, confirmed by {broken['confirmed_by']}.",
        f"Their reason: “{broken['reason']}”",
        *(f"The gate said: {line}" for line in broken["gate_said"]),
    ]


def _score(said: dict[str, Any]) -> str:
    policy_number, _ = said["policy"]
    if said["score_tenths"] is None:
        return f"none that counts, under policy {policy_number}"
    points, band = in_points(said["score_tenths"]), BAND_BY_CODE.get(said["gate"])
    if band is None:
        return f"at least {points}, reviews are missing, under policy {policy_number}"
    return f"{points}, approved as {band.word} under policy {policy_number}"


def _facts(said: dict[str, Any], digest: str) -> list[Stated]:
    kind = DealKind(said["kind"]).label.lower()
    value = in_full(said["committed_value"], said["currency"])
    return [
        Stated("Deal", f"{said['deal']}, {said['name']}: {kind}, {counted(said['months'], 'month')}"),
        Stated("Value (TCV)", value),
        Stated("Owner", said["owner"]),
        Stated("Pain score", _score(said)),
        Stated("Digest of the draft", f"sha256:{said['draft_digest']}", is_digest=True),
        Stated("Score string", said["string"] or "none", is_digest=True),
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
    if "broken_glass" in said:
        return [*rows, *_breaking(said)]
    if not said["decisions"]:
        band = BAND_BY_CODE[said["gate"]].word
        rows.append(Decided(f"Band {band}", "Needs no approval", f"Policy {said['policy'][0]}", None))
    checks = len(said["checks"])
    cleared = Decided(
        "Gate", f"Open, {checks} of {checks} checks", said["cleared_by"], _moment(said["cleared_at"])
    )
    return [*rows, cleared]


def _breaking(said: dict[str, Any]) -> list[Decided]:
    broken = said["broken_glass"]
    return [
        Decided("Glass", "Asked to break it", broken["asked_by"], _moment(broken["asked_at"])),
        Decided(
            "Glass", "Broken: cleared, gate closed", broken["confirmed_by"], _moment(broken["confirmed_at"])
        ),
    ]


def _reviewed(review: dict[str, Any], names: dict[str, str]) -> Decided:
    verdict = f"{Verdict(review['verdict']).label}, level {review['level']}"
    return Decided(
        names[review["term"]], verdict, f"{review['reviewer']}, {review['function']}", _moment(review["at"])
    )


def _approved(decision: dict[str, Any]) -> Decided:
    note = f": “{decision['note']}”" if decision["note"] else ""
    said = f"{Decision(decision['decision']).label}{note}"
    who = decision["approver"]
    if decision["on_behalf_of"]:
        who = f"{who} for {decision['on_behalf_of']}"
    return Decided(decision["asked"], said, who, _moment(decision["at"]))


def _term_names(said: dict[str, Any]) -> dict[str, str]:
    return {key: name for key, name, _ in said["terms"]}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
