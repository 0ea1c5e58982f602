"""Who hears of a policy that is proposed."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from accounts.models import Role, User
from activity.models import Event
from reviews.models import PolicyDraft
from reviews.notice import Notice


def proposed(event: Event) -> Iterable[Notice]:
    """The deal desk, as long as the draft waits."""
    draft = PolicyDraft.objects.get(pk=event.facts["policy_draft"])
    if not draft.is_open or draft.proposed_at is None:
        return []
    path = reverse("reviews:policy_draft", args=[draft.pk])
    text = f"{event.by} proposes the policy “{draft.name}”. Look at it, then publish it or change it."
    return [Notice(person, text, path) for person in User.objects.filter(grants__role=Role.DEAL_DESK)]


WRITERS_POLICY: dict[str, Callable[[Event], Iterable[Notice]]] = {"policy.proposed": proposed}
