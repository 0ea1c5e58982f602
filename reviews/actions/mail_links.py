"""Links in mails that let one person decide one ask, once, for 72 hours, about exactly what the mail said."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from activity.models import Notification
from contracts.models import DraftState
from dealdesk.kit.refusals import Refused
from reviews.actions.approving import decide, gate_token, waiting_steps
from reviews.gate import gate_of
from reviews.models import Approval, Ask, MailLink
from reviews.policy import may_approve

LIFETIME = timedelta(hours=72)


class NotYet(Refused):
    """Something else must come first."""


def act_address(row: Notification) -> str:
    """A new address at which the notification's reader may decide, or "" when it asks for no decision."""
    ask = _ask_of(row)
    if ask is None:
        return ""
    token, now = secrets.token_urlsafe(32), timezone.now()
    MailLink.objects.create(
        ask=ask,
        token_digest=digest_of_link(token),
        seen=gate_token(ask.submission, gate_of(ask.submission.draft)),
        made_at=now,
        expires_at=now + LIFETIME,
    )
    return str(settings.BASE_URL) + reverse("reviews:act", args=[token])


def digest_of_link(token: str) -> str:
    """SHA-256 of a link's token. Its 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _ask_of(row: Notification) -> Ask | None:
    """The reader's open ask of the submission that the event speaks of, if the line leads to deciding it."""
    facts = row.event.facts
    found = Q(submission=facts.get("submission")) | Q(submission__draft=facts.get("draft"))
    asks = Ask.objects.open().filter(found, person=row.to_id, submission__draft__state=DraftState.IN_REVIEW)
    ask = asks.select_related("submission__draft__deal").order_by("opened_at", "id").first()
    if ask is None:
        return None
    is_about_it = row.path == reverse("reviews:approval", args=[ask.submission.draft.deal.serial])
    return ask if is_about_it else None


def find_link(token: str) -> MailLink | None:
    return _with_deal(MailLink.objects.filter(token_digest=digest_of_link(token))).first()


def must_be_alive(link: MailLink) -> None:
    """Raise a sentence that says why the link decides nothing any more, and what to do instead."""
    ask, draft = link.ask, link.ask.submission.draft
    if not ask.person.is_active:
        raise Refused("The account to which this link was sent is closed.")
    if link.used_at is not None:
        raise Refused("This link was used. It works once; the page of the deal shows what was decided.")
    if link.expires_at <= timezone.now():
        raise Refused("This link has expired; it works for 72 hours. Sign in and decide there.")
    if ask.ended_at is not None:
        raise Refused(f"You are no longer asked. {ask.ended_because}".strip())
    if ask.opened_at is None or draft.state != DraftState.IN_REVIEW or not draft.is_current:
        raise Refused(f"Draft {draft.number} does not wait for a decision any more.")
    gate = gate_of(draft)
    if gate_token(ask.submission, gate) != link.seen:
        raise Refused(
            "The draft or its score has changed since the mail. Sign in, read it again, then decide."
        )
    may_approve(draft.deal, by=ask.person)
    try:
        waiting_steps(gate, ask.person)
    except Refused as hindrance:
        raise NotYet(str(hindrance)) from hindrance


@transaction.atomic
def decide_by_link(link: MailLink, decision: str, *, note: str = "") -> Approval:
    """Decide as the person to whom the link was sent; the link is used up. Raises Refused or Forbidden.

    Its row is locked before the deal's, so of two requests at once the second finds it used.
    """
    locked = _with_deal(MailLink.objects.select_for_update(of=("self",))).get(pk=link.pk)
    must_be_alive(locked)
    ask = locked.ask
    approval = decide(ask.submission.draft, decision, by=ask.person, seen_digest=locked.seen, note=note)
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    return approval


def _with_deal(links: QuerySet[MailLink]) -> QuerySet[MailLink]:
    deal = "ask__submission__draft__deal"
    return links.select_related(
        "ask__person", "ask__submission__policy", f"{deal}__owner", f"{deal}__customer"
    )
