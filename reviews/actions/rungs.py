"""A counter-proposal that is a rung of the playbook's ladder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.models import Rung, Term
from contracts.standing import fold
from dealdesk.kit.refusals import Refused

if TYPE_CHECKING:
    from reviews.actions.answering import ReviewAnswer


def with_rung(answer: ReviewAnswer, term: Term) -> ReviewAnswer:
    """The answer with the chosen rung's wording and value where it has none of its own.

    Raises Refused for a rung of another term type.
    """
    rung = answer.counter_rung
    if rung is None:
        return answer
    if rung.type_id != term.type_id:
        raise Refused("This position belongs to another term type. Choose one of this term’s ladder.")
    if not answer.counter_wording.strip():
        return replace(answer, counter_wording=rung.wording, counter_value=rung.value)
    return answer


def offered_rung(answer: ReviewAnswer) -> Rung | None:
    """The rung that is offered; None once its wording or value was changed, for then it is another offer."""
    rung = answer.counter_rung
    if rung is None or fold(answer.counter_wording) != fold(rung.wording):
        return None
    return rung if answer.counter_value == rung.value else None
