"""Makers for deals that rest on a condition, and for concerns that hold them up."""

import datetime as dt
from typing import Any

from accounts.models import User
from contracts.actions import raise_concern
from contracts.models import Concern, Customer, Draft
from reviews.actions import AskedCondition, clear_draft, decide
from reviews.models import Approval, Condition, Submission
from tests.make import Cast, make_submission, review_all, token_of

ORDER = "A purchase order reaches us."


def waiting_for_mark(cast: Cast, **fields: Any) -> Submission:
    """A completely reviewed draft that Maya's manager has to approve."""
    submission = make_submission(cast.maya, "payment-terms", **fields)
    review_all(cast, submission, level=4)
    return submission


def asked(owner: User, days: int = 10, *, lapses: bool = True, text: str = ORDER) -> AskedCondition:
    return AskedCondition(text, owner, days, lapses)


def approve_on(submission: Submission, by: User, condition: AskedCondition) -> Approval:
    draft = Draft.objects.get(pk=submission.draft_id)
    return decide(
        draft,
        "approve_with_conditions",
        by=by,
        seen_digest=token_of(submission),
        note=condition.text,
        condition=condition,
    )


def cleared_on(cast: Cast, condition: AskedCondition, **fields: Any) -> Condition:
    """A draft that Mark approved on a condition and Maya cleared."""
    submission = waiting_for_mark(cast, **fields)
    approve_on(submission, cast.mark, condition)
    clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    return Condition.objects.get(submission=submission)


def overdue(condition: Condition, days: int = 2) -> Condition:
    """The same, as if it had been cleared long ago: its day passed so many days ago."""
    day = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=days)
    Condition.objects.filter(pk=condition.pk).update(due_on=day)
    condition.refresh_from_db()
    return condition


def make_concern(customer: Customer, by: User, text: str = "Exports stall at night.", **said: Any) -> Concern:
    facts = {"raised_on": dt.date(2026, 11, 3), "severity": "high", **said}
    return raise_concern(customer, text=text, by=by, **facts)
