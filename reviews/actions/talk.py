"""Say something about a term or about a deal, and name those who should read it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Deal, DealReader, DraftState, Term
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.mentions import people_named
from reviews.models import Comment, CounterProposal, Thread
from reviews.queries.people import may_draw_in, outside, people_around, sees
from reviews.queries.threads import Roots, offers_in_thread, owed_threads, roots_of

LONGEST = 4000
SENT_TWICE = timedelta(seconds=60)
"""The same words of the same person within this time are one press of the button."""


@transaction.atomic
def comment(about: Deal | Term, text: str, *, by: User, to: str = "", counter: int | None = None) -> Comment:
    """Write into the thread of a term, or of the deal as a whole.

    `to` names people beside those that the text names with @, with commas between. `counter` is the id of
    the offer that it is about. Whoever is named is told, and drawn into the deal where the writer may do
    that. Raises Refused for empty or too long texts, for unknown people and for a term that was never
    submitted; Forbidden for those who may not see the deal.
    """
    require(by, "thread.write")
    text = text.strip()
    if not text:
        raise Refused("Write what you want to say.")
    if len(text) > LONGEST:
        raise Refused(f"Write at most {LONGEST:,} characters; this has {len(text):,}.")
    deal = lock_deal(about.draft.deal_id if isinstance(about, Term) else about.pk)
    if not sees(deal, by):
        raise Forbidden("Only those who may see the deal talk about it.")
    roots = roots_of(deal)
    thread = _thread(deal, about, roots)
    offer = _offer(deal, thread, roots, counter, by)
    known = _sent_before(thread, text, offer, by)
    if known is not None:
        return known
    people = [person for person in people_named(text, to, people_around(deal)) if person != by]
    _must_be_able_to_read(people, deal, thread, roots, offer)
    drawn = _draw_in(deal, people, by)
    return _write(thread, text, offer, by, people, drawn)


def _thread(deal: Deal, about: Deal | Term, roots: Roots) -> Thread:
    if isinstance(about, Deal):
        return Thread.objects.get_or_create(deal=deal, term=None)[0]
    if about.pk not in roots:
        raise Refused("This term is no longer in the draft: somebody removed it. Reload the page.")
    root = Term.objects.select_related("draft").get(pk=roots[about.pk])
    if root.draft.state == DraftState.DRAFTING:
        raise Refused("This term is still being written. Talk about it once it is submitted.")
    return Thread.objects.get_or_create(deal=deal, term=root)[0]


def _offer(deal: Deal, thread: Thread, roots: Roots, counter: int | None, by: User) -> CounterProposal | None:
    if counter is None:
        return None
    known = thread.term_id and offers_in_thread(deal, roots, thread.term_id, by).filter(pk=counter).first()
    if not known:
        raise Refused("That offer does not stand any more. Reload the page, or write about the term.")
    return known


def _sent_before(thread: Thread, text: str, offer: CounterProposal | None, by: User) -> Comment | None:
    since = timezone.now() - SENT_TWICE
    last = thread.comments.filter(by=by, at__gte=since).order_by("-at", "-id").first()
    return last if last is not None and (last.text, last.counter) == (text, offer) else None


def _must_be_able_to_read(
    people: list[User], deal: Deal, thread: Thread, roots: Roots, offer: CounterProposal | None
) -> None:
    """What is said about an offer stays hidden from those who still owe an answer of their own."""
    if offer is None:
        return
    function = offer.review.request.function_id
    for person in people:
        if function not in person.function_ids and thread.term_id in owed_threads(deal, roots, person):
            raise Refused(
                f"{person} owes an answer on this term and may not read about the offer before. "
                "Leave the name out, or write about the term as a whole."
            )


def _draw_in(deal: Deal, people: list[User], by: User) -> list[User]:
    strangers = outside(deal, people)
    if not strangers:
        return []
    if not may_draw_in(deal, by):
        names = ", ".join(person.name for person in strangers)
        raise Refused(f"{names} may not see this deal. {deal.owner} or the deal desk can draw them in.")
    for person in strangers:
        if not person.roles:
            raise Refused(f"{person} holds no role and cannot open any deal. Ask the deal desk.")
        DealReader.objects.get_or_create(
            deal=deal, user=person, defaults={"why": f"Named by {by.name}"[:100]}
        )
    return strangers


def _write(
    thread: Thread, text: str, offer: CounterProposal | None, by: User, people: list[User], drawn: list[User]
) -> Comment:
    said = Comment.objects.create(thread=thread, text=text, by=by, at=timezone.now(), counter=offer)
    said.mentions.set(people)
    record(
        "comment.made",
        chain=thread.deal.chain,
        by=by,
        keys={"comment": said.pk},
        term=thread.term.type.name if thread.term else "",
        drawn=[person.name for person in drawn],
    )
    return said
