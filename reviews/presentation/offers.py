"""Wording offered instead of the customer's, and what its reader may do with it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from contracts.models import Draft, DraftState
from contracts.workflow import COPYABLE
from reviews.models import CounterProposal
from reviews.queries.asks import value_text


@dataclass(frozen=True)
class Offer:
    """Beside the wording it would replace. `is_mine_to_answer`: the reader may accept or decline it now."""

    counter: CounterProposal
    function: str
    person: str
    old: str
    new: str
    reason: str
    rung: str
    is_mine_to_answer: bool

    @property
    def at(self) -> datetime:
        return self.counter.review.answered_at

    @property
    def is_waiting(self) -> bool:
        """Has nobody accepted or declined it?"""
        return self.counter.accepted_at is None and self.counter.declined_at is None

    @property
    def ask_url(self) -> str:
        """Where to ask about it: its term's thread, with the offer chosen."""
        term = self.counter.review.request.term_id
        return f"{reverse('reviews:term_thread', args=[term])}?about={self.counter.pk}#write"


def may_answer_offers(draft: Draft) -> bool:
    """Can an offer on this draft be accepted: by making the next one, or into the one being written?"""
    return draft.is_current and (draft.state in COPYABLE or draft.state == DraftState.DRAFTING)


def offer_of(counter: CounterProposal, *, is_mine_to_answer: bool = False) -> Offer:
    review = counter.review
    term = review.request.term
    is_waiting = counter.accepted_at is None and counter.declined_at is None
    return Offer(
        counter=counter,
        function=review.request.function.name,
        person=review.reviewer.name,
        old=_with_value(term.wording, value_text(term.value, term.type)),
        new=_with_value(counter.wording, value_text(counter.value, term.type)),
        reason=review.reasons,
        rung=str(counter.rung) if counter.rung else "",
        is_mine_to_answer=is_mine_to_answer and is_waiting,
    )


def _with_value(wording: str, value: str) -> str:
    """The wording with its comparable value in front, so that a changed value shows as a change."""
    return f"{value}: {wording}" if value else wording
