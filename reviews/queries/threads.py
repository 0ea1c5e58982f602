"""Threads of a deal: one for each term through all its drafts, and one for the deal as a whole."""

from collections.abc import Mapping

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal, DraftState, Term
from contracts.policy import may_read_unsubmitted
from reviews.models import Comment, CounterProposal, ReviewRequest
from reviews.policy import wrote_in

Roots = Mapping[int, int]
"""For each term of a deal, by id: the first of the copies, which carries the thread."""


def roots_of(deal: Deal) -> Roots:
    before = Term.objects.filter(draft__deal=deal).order_by("pk").values_list("pk", "copied_from_id")
    roots: dict[int, int] = {}
    for pk, copied_from in before:
        roots[pk] = pk if copied_from is None else roots[copied_from]
    return roots


def terms_to_talk_about(person: User) -> QuerySet[Term]:
    """Terms of deals that the person may see; one that is still being written is found only by those who
    may read it, which `is_readable` says."""
    return Term.objects.filter(draft__deal__in=Deal.objects.visible_to(person)).select_related(
        "type", "draft__deal__customer", "draft__deal__owner"
    )


def is_readable(term: Term, person: User) -> bool:
    return term.draft.state != DraftState.DRAFTING or may_read_unsubmitted(term.draft.deal, person)


def owed_threads(deal: Deal, roots: Roots, person: User) -> frozenset[int]:
    """First copies of the terms to which the person owes an answer; what is said there about another
    function's offer is hidden until then, as the offer is (queries/visibility.py)."""
    if not may(person, "review.record") or wrote_in(deal, person):
        return frozenset()
    owed = ReviewRequest.objects.open().filter(
        term__draft__deal=deal, term__draft__is_current=True, function__in=person.function_ids
    )
    return frozenset(roots[term_id] for term_id in owed.order_by().values_list("term_id", flat=True))


def visible_comments(deal: Deal, roots: Roots, person: User) -> QuerySet[Comment]:
    """What was said in all threads of the deal, as far as the person may read it now."""
    said = Comment.objects.filter(thread__deal=deal)
    owed = owed_threads(deal, roots, person)
    if not owed:
        return said
    of_others = ~Q(counter__review__request__function__in=person.function_ids) & ~Q(by=person)
    return said.exclude(Q(thread__term__in=owed) & Q(counter__isnull=False) & of_others)


def latest_comments(comments: QuerySet[Comment], each: int) -> QuerySet[Comment]:
    """The last few of each thread, oldest first, each with `total`: how many its thread has."""
    return (
        comments.annotate(
            place=Window(RowNumber(), partition_by="thread", order_by=[F("at").desc(), F("id").desc()]),
            total=Window(Count("id"), partition_by="thread"),
        )
        .filter(place__lte=each)
        .select_related("by", "thread", "counter__review__request__function")
        .order_by("thread", "at", "id")
    )


def offers_in_thread(deal: Deal, roots: Roots, root: int, person: User) -> QuerySet[CounterProposal]:
    """Standing offers about any copy of the term, as far as the person may know them; newest first."""
    copies = [term for term, first in roots.items() if first == root]
    offers = CounterProposal.objects.filter(
        review__request__term__in=copies, review__replaced_at=None
    ).select_related("review__request__function", "review__reviewer")
    if root in owed_threads(deal, roots, person):
        offers = offers.filter(review__request__function__in=person.function_ids)
    return offers.order_by("-pk")
