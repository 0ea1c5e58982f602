from datetime import datetime

from django.utils import timezone

from dealdesk.kit.refusals import Refused
from reviews.models import PolicyVersion


def current_policy(at: datetime | None = None) -> PolicyVersion:
    """The policy in force: of those published, not retired and in effect by now, the latest.

    Raises Refused when there is none.
    """
    newest = PolicyVersion.objects.in_force(at or timezone.now()).first()
    if newest is None:
        raise Refused("No policy is in force. Ask the deal desk to publish one.")
    return newest
