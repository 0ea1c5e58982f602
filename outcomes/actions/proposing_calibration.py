"""Make a policy draft of what a calibration has learned."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dealdesk.kit.refusals import Refused
from dealdesk.kit.spans import day_in_words
from outcomes.models import Calibration
from reviews.actions.policy_drafts import start_policy_draft
from reviews.engine.learned import Learned
from reviews.models import PolicyDraft
from reviews.queries.policies import current_policy


@transaction.atomic
def propose_calibration(calibration: Calibration, *, by: User) -> PolicyDraft:
    """A draft of the policy in force with what the run has learned; nothing of it is in force.

    Raises Refused when there is a draft already, or when the run would change nothing.
    """
    run = Calibration.objects.select_for_update(of=("self",)).get(pk=calibration.pk)
    if run.proposal_id is not None:
        raise Refused("There is a policy draft of this calibration already.")
    if not run.report.get("proposes"):
        raise Refused("It changes nothing of what is in force, so there is nothing to propose.")
    draft = start_policy_draft(
        by=by,
        based_on=current_policy(),
        name=f"Calibration of {day_in_words(timezone.localdate(run.asked_at))}",
        learned=Learned.from_document(run.learned),
    )
    run.proposal = draft
    run.save(update_fields=["proposal"])
    return draft
