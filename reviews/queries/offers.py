from django.db.models import F, QuerySet

from accounts.models import User
from contracts.models import Deal, Draft, DraftState, Term
from reviews.models import CounterProposal, Review, ReviewRequest


def offers_for(user: User) -> QuerySet[CounterProposal]:
    """Counter-proposals of deals that the person may see, with the term that each one is about."""
    return CounterProposal.objects.filter(
        review__request__term__draft__deal__in=Deal.objects.visible_to(user)
    ).select_related(
        "rung",
        "declined_by",
        "review__reviewer",
        "review__request__function",
        "review__request__term__type",
        "review__request__term__draft__deal__customer",
        "review__request__term__draft__deal__owner",
    )


def unchanged_copy(term: Term) -> Term | None:
    """The term's copy in the deal's next draft while that is being written and says the same."""
    return (
        Term.objects.filter(
            copied_from=term,
            digest=term.digest,
            draft__is_current=True,
            draft__state=DraftState.DRAFTING,
        )
        .select_related("draft", "type")
        .first()
    )


def offers_left_open(draft: Draft) -> dict[int, list[CounterProposal]]:
    """For a draft that is being written: the offers on the draft before that nobody has answered, by the
    id of the copied term, which says the same still."""
    if draft.state != DraftState.DRAFTING or draft.copied_from_id is None:
        return {}
    open_ = (
        CounterProposal.objects.filter(
            review__request__term__draft=draft.copied_from_id,
            review__request__term__copies__draft=draft,
            review__request__term__copies__digest=F("review__request__term__digest"),
            review__replaced_at=None,
            accepted_at=None,
            declined_at=None,
        )
        .annotate(copy_id=F("review__request__term__copies"))
        .select_related(
            "rung", "review__reviewer", "review__request__function", "review__request__term__type"
        )
        .order_by("pk")
    )
    found: dict[int, list[CounterProposal]] = {}
    for counter in open_:
        found.setdefault(counter.copy_id, []).append(counter)
    return found


def accepted_answer(asked: ReviewRequest) -> Review | None:
    """The function's answer on the draft before whose offer was accepted and made the term what it is:
    where the new review starts from."""
    if asked.term.copied_from_id is None:
        return None
    return (
        Review.objects.filter(
            request__term=asked.term.copied_from_id,
            request__function=asked.function_id,
            replaced_at=None,
            counter__accepted_at__isnull=False,
        )
        .select_related("counter", "reviewer", "request__term__draft")
        .order_by("-counter__accepted_at")
        .first()
    )
