from dealdesk.kit.refusals import Refused
from reviews.models import PolicyVersion


def current_policy() -> PolicyVersion:
    """The policy with the highest number. Raises Refused when none is published."""
    newest = PolicyVersion.objects.order_by("-number").first()
    if newest is None:
        raise Refused("No policy is published yet. Ask the deal desk to publish one.")
    return newest
