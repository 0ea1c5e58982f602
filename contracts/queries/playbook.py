from django.db.models import Exists, OuterRef, Q, QuerySet

from contracts.models import PlaybookVersion, Rung, TermType
from dealdesk.kit.refusals import Refused


def current_playbook() -> PlaybookVersion:
    """The published playbook with the highest number. Raises Refused when none is published."""
    newest = PlaybookVersion.objects.exclude(published_at=None).order_by("-number").first()
    if newest is None:
        raise Refused("No playbook is published yet. Ask the deal desk to publish one.")
    return newest


def playbook_version(number: int | None) -> PlaybookVersion | None:
    """That published version; the current one without a number; None when there is no such version."""
    published = PlaybookVersion.objects.exclude(published_at=None).select_related("published_by")
    if number is not None:
        published = published.filter(number=number)
    return published.order_by("-number").first()


def find_types(playbook: PlaybookVersion, words: str = "") -> QuerySet[TermType]:
    """Types of a playbook in its order, with their ladders; `words` are sought in all that a type says."""
    types = playbook.types.prefetch_related("rungs").order_by("position")
    if not words:
        return types
    in_rung = Rung.objects.filter(type=OuterRef("pk")).filter(
        Q(wording__icontains=words) | Q(summary__icontains=words)
    )
    said = Q(name__icontains=words) | Q(category__icontains=words) | Q(code__icontains=words)
    guided = Q(guidance_ask__icontains=words) | Q(guidance_offer__icontains=words)
    return types.filter(said | guided | Q(walk_away__icontains=words) | Exists(in_rung))
