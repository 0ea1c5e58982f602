"""The audit list: one row an event, in the words of the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from activity.models import Event
from contracts.models import Deal
from reviews.presentation.event_words import WORDINGS
from reviews.queries.audit import KINDS, PERIODS, AuditNarrowing, deals_of_chains

POLICY_WORDS = {"policy.published": "published policy {number}", "policy.retired": "retired policy {number}"}


@dataclass(frozen=True)
class AuditRow:
    """`kind` is its label in the list of kinds."""

    at: datetime
    kind: str
    tone: str
    actor: str
    text: str
    quote: str
    deal: Deal | None


@dataclass(frozen=True)
class Choice:
    code: str
    label: str
    is_current: bool


def audit_rows(events: Sequence[Event]) -> list[AuditRow]:
    """In two queries, however many rows."""
    deals = deals_of_chains([event.chain_id for event in events])
    return [_row(event, deals.get(event.chain_id)) for event in events]


def _row(event: Event, deal: Deal | None) -> AuditRow:
    actor = event.by.name if event.by else ""
    kind = next(label for label, verbs in KINDS.values() if event.verb in verbs)
    wording = WORDINGS.get(event.verb)
    if wording is None:
        words = POLICY_WORDS.get(event.verb, event.verb.replace(".", " "))
        text = words.format_map({"number": event.facts.get("number", "…")})
        return AuditRow(event.at, kind, "", actor, text, str(event.facts.get("reason", "")), deal)
    quote = str(event.facts.get(wording.quote, "")) if wording.quote else ""
    text = wording.of(event.facts)
    return AuditRow(event.at, kind, wording.tone, actor, text, quote, deal)


def kind_choices(narrowing: AuditNarrowing) -> list[Choice]:
    every = Choice("", "Everything", not narrowing.kind)
    return [every, *(Choice(code, label, code == narrowing.kind) for code, (label, _) in KINDS.items())]


def period_choices(narrowing: AuditNarrowing) -> list[Choice]:
    return [Choice(code, label, code == narrowing.period) for code, (label, _) in PERIODS.items()]
