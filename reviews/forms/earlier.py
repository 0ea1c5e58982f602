"""What a review form begins with."""

from typing import Any

from contracts.content import plain_number
from reviews.forms.numbers import as_typed
from reviews.models import Condition, CounterProposal, Review, ReviewRequest, Verdict

ONCE = ("once_low", "once_likely", "once_high")
MONTHLY = ("monthly_low", "monthly_likely", "monthly_high")


def initial_of(asked: ReviewRequest, earlier: Review | None, start: Review | None = None) -> dict[str, Any]:
    """What the form begins with: the customer's wording to start a counter-proposal from, or the person's
    earlier answer, or `start`: the function's answer whose offer has become the wording."""
    initial: dict[str, Any] = {
        "counter_wording": asked.term.wording,
        "counter_value": plain_number(asked.term.value),
        "feels_right": "",
    }
    if earlier is not None:
        return {**initial, **_answered(earlier)}
    return initial if start is None else {**initial, **_started(start, asked)}


def _started(start: Review, asked: ReviewRequest) -> dict[str, Any]:
    """The earlier judgement without what belonged to the words of then; deliverable now, unless somebody
    changed the offered words after all."""
    kept = ("level", "confidence", *ONCE, "once_unit", *MONTHLY, "monthly_unit", "reasons", "feels_right")
    answered = _answered(start)
    said = {name: answered[name] for name in kept}
    offer, term = start.counter, asked.term
    if (offer.wording, offer.value) == (term.wording, term.value):
        said["verdict"] = Verdict.DELIVERABLE
    return said


def _answered(review: Review) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: getattr(review, name)
        for name in ("level", "confidence", "verdict", "condition", "residual_level", "reasons")
    }
    for names, unit_name, minutes in (
        (ONCE, "once_unit", review.once),
        (MONTHLY, "monthly_unit", review.monthly),
    ):
        said[unit_name], texts = as_typed(minutes)
        said.update(zip(names, texts, strict=True))
    said["feels_right"] = "" if review.feels_right is None else "yes" if review.feels_right else "no"
    counter = CounterProposal.objects.filter(review=review).first()
    if counter is not None:
        said.update(counter_wording=counter.wording, counter_value=plain_number(counter.value))
    bound = Condition.objects.filter(review=review).first()
    if bound is not None:
        said.update(
            condition_owner=bound.owner_id, condition_days=bound.due_days, condition_lapses=bound.lapses
        )
    return said
