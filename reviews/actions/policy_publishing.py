"""Make a draft the next policy version."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions.policies import lock_policies, needs_second_person, publish_policy, start_of, today_of
from reviews.actions.policy_drafts import SavedMeanwhile, lock_draft
from reviews.engine.learned import Learned
from reviews.engine.rules import lint_document
from reviews.models import PolicyDraft, PolicyVersion
from reviews.policy_findings import errors_in
from reviews.queries.company import company_now
from reviews.queries.policy_drafts import writers_of


@transaction.atomic
def publish_policy_draft(draft: PolicyDraft, *, revision: int, by: User) -> PolicyVersion:
    """Publish a draft; what is submitted from its date of effect on is under it, running reviews are not.

    Raises Refused when the check finds an error, the date has passed or the draft was saved since it was
    looked at, and Forbidden when the policy in force asks for a second person and this is not one.
    """
    require(by, "policy.publish")
    lock_policies()
    draft = lock_draft(draft)
    if draft.revision != revision:
        raise SavedMeanwhile(draft)
    must_be_second_person(draft, by=by)
    must_be_sound(draft)
    version = publish_policy(
        by=by,
        note=draft.note,
        rules=draft.rules,
        exchange_rates=draft.exchange_rates or None,
        effective_at=_effective_at(draft, by),
        proposed_by=draft.proposed_by,
        learned=Learned.from_document(draft.learned),
    )
    draft.published = version
    draft.save(update_fields=["published"])
    return version


def must_be_second_person(draft: PolicyDraft, *, by: User) -> None:
    """While the policy in force has four_eyes, nobody publishes what they wrote in or proposed."""
    if not needs_second_person():
        return
    if by.pk == draft.proposed_by_id:
        raise Forbidden(
            "You proposed this draft, and the policy in force asks for a second person to publish it."
        )
    if by.pk in writers_of(draft):
        raise Forbidden(
            "You saved this draft, and the policy in force asks for a second person to publish it: "
            "somebody who has not written in it."
        )


def must_be_sound(draft: PolicyDraft) -> None:
    errors = errors_in(lint_document(draft.rules, company_now()))
    if errors:
        listed = " ".join(
            f"{finding.rule}: {finding.sentence}" if finding.rule else finding.sentence for finding in errors
        )
        many = "One thing has" if len(errors) == 1 else f"{len(errors)} things have"
        raise Refused(f"{many} to be put right before this can be published. {listed}")


def _effective_at(draft: PolicyDraft, by: User) -> datetime | None:
    """Midnight of the day where who publishes is; None for today or no day: from now on."""
    day = draft.effective_on
    today = today_of(by)
    if day is None or day == today:
        return None
    if day < today:
        raise Refused(f"{day.day} {day:%B %Y} has passed. Choose today or a later day.")
    return start_of(day, by)
