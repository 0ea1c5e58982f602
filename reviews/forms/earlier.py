"""What a review form begins with."""

from typing import Any

from contracts.content import plain_number
from reviews.forms.numbers import as_typed
from reviews.models import CounterProposal, Review, ReviewRequest

ONCE = ("once_low", "once_likely", "once_high")
MONTHLY = ("monthly_low", "monthly_likely", "monthly_high")


def initial_of(asked: ReviewRequest, earlier: Review | None) -> dict[str, Any]:
    """What the form begins with: the customer's wording to start a counter-proposal from, or the person's
    earlier answer."""
    initial: dict[str, Any] = {
        "counter_wording": asked.term.wording,
        "counter_value": plain_number(asked.term.value),
        "feels_right": "",
    }
    return initial if earlier is None else {**initial, **_answered(earlier)}


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
    said["feels_right"] = {True: "yes", False: "no"}.get(review.feels_right, "")  # type: ignore[arg-type]
    counter = CounterProposal.objects.filter(review=review).first()
    if counter is not None:
        said.update(counter_wording=counter.wording, counter_value=plain_number(counter.value))
    return said
