"""What a deal's page shows of the time after the signature: its own, or that of the contract it renews."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from contracts.models import Concern, Deal, DealKind, Draft, DraftState
from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.spans import day_in_words, from_today
from outcomes.models import Handover, Moment, Realised, Renewal
from outcomes.presentation.endings import end_in_words
from outcomes.presentation.obligation_tabs import LABELS
from outcomes.presentation.renewals import RenewalRow, renewal_row
from outcomes.queries.obligations import counts_of
from reviews.queries.scores import scores_of_drafts

MOST_CONCERNS = 5


@dataclass(frozen=True)
class SignedBox:
    """`counts` are (label, how many) of the deal's obligations; `next_due` the nearest day of an open one."""

    handover: Handover
    url: str
    counts: list[tuple[str, int]]
    late: int
    next_due: str
    renewal: RenewalRow | None

    @property
    def late_words(self) -> str:
        return f"{self.late} late"


@dataclass(frozen=True)
class PastDraft:
    number: int
    state: str
    url: str
    tenths: int | None
    band: str


@dataclass(frozen=True)
class PastMoment:
    """What the functions said at one moment; `tenths` is the realised score."""

    label: str
    tenths: int
    is_bad: bool
    is_complete: bool


@dataclass(frozen=True)
class EarlierBox:
    deal: Deal
    handover: Handover
    url: str
    ends: str
    drafts: list[PastDraft]
    concerns: list[Concern]
    moments: list[PastMoment]
    counts: list[tuple[str, int]]
    undisclosed: int
    incidents: int


def signed_box(draft: Draft, reader: User, today: date) -> SignedBox | None:
    """None for a draft that is not signed, or was not handed over yet. Five queries."""
    if draft.state != DraftState.SIGNED:
        return None
    handover = Handover.objects.filter(draft=draft).select_related("renewal__deal", "signing").first()
    if handover is None:
        return None
    handover.deal, handover.draft = draft.deal, draft
    counts = counts_of(handover.obligations.all(), today)
    nearest = handover.obligations.open().order_by("due_on").first()
    return SignedBox(
        handover=handover,
        url=reverse("outcomes:handover", args=[draft.deal.serial]),
        counts=_in_words(counts),
        late=counts["late"],
        next_due=f"{day_in_words(nearest.due_on)}, {from_today(nearest.due_on, today)}" if nearest else "",
        renewal=_renewal_row(handover, reader, today),
    )


def _renewal_row(handover: Handover, reader: User, today: date) -> RenewalRow | None:
    renewal = getattr(handover, "renewal", None)
    if renewal is None:
        return None
    renewal.handover = handover
    return renewal_row(renewal, reader, today)


def earlier_box(deal: Deal, reader: User, today: date) -> EarlierBox | None:
    """The contract that the deal renews; None for any other deal, and for those who may not see that one."""
    if deal.kind != DealKind.RENEWAL:
        return None
    found = Renewal.objects.visible_to(reader).filter(deal=deal)
    renewal = found.select_related("handover__deal__customer", "handover__draft", "handover__signing").first()
    return contract_box(renewal.handover, today) if renewal else None


def contract_box(handover: Handover, today: date) -> EarlierBox:
    """What whoever renews a contract has to know of it."""
    earlier = handover.deal
    concerns = Concern.objects.filter(customer=earlier.customer_id, answered_at=None).select_related("owner")
    return EarlierBox(
        deal=earlier,
        handover=handover,
        url=reverse("outcomes:handover", args=[earlier.serial]),
        ends=end_in_words(handover),
        drafts=_drafts(earlier),
        concerns=list(concerns.order_by("raised_on", "id")[:MOST_CONCERNS]),
        moments=_moments(handover),
        counts=_in_words(counts_of(handover.obligations.all(), today)),
        undisclosed=handover.undisclosed.count(),
        incidents=handover.incidents.filter(struck_at=None).count(),
    )


def _in_words(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(label, counts[state]) for state, label in LABELS.items() if counts[state]]


def _drafts(deal: Deal) -> list[PastDraft]:
    """All drafts, each with its score where all reviews came in."""
    scores = {pk: score for pk, score in scores_of_drafts(deal).items() if score.gate in BAND_BY_CODE}
    return [
        PastDraft(
            number=draft.number,
            state=draft.get_state_display(),
            url=f"{deal.get_absolute_url()}?draft={draft.number}",
            tenths=scores[draft.pk].tenths if draft.pk in scores else None,
            band=scores[draft.pk].gate if draft.pk in scores else "",
        )
        for draft in deal.drafts.order_by("number")
    ]


def _moments(handover: Handover) -> list[PastMoment]:
    rows: dict[str, Realised] = {row.moment: row for row in handover.realised.all()}
    return [
        PastMoment(Moment(name).label, rows[name].tenths, rows[name].is_bad, rows[name].is_complete)
        for name in Moment.values
        if name in rows
    ]
