from contracts.models import Deal, Draft
from reviews.models import Clearance


def clearance_of(draft: Draft) -> Clearance | None:
    """The draft's clearance, standing or voided, with signing and request to void."""
    found = Clearance.objects.filter(submission__draft=draft)
    return found.select_related("by", "signing__by", "void_request__asked_by", "score").first()


def newest_clearance(deal: Deal) -> Clearance | None:
    """The clearance given last for any draft of the deal, standing or voided."""
    found = Clearance.objects.filter(submission__draft__deal=deal).order_by("-at")
    return found.select_related("submission__draft", "by", "score", "signing").first()


def standing_clearance(code: str) -> Clearance | None:
    """What /verify/ may answer for a code: a clearance that is not voided."""
    found = Clearance.objects.filter(code=code, voided_at=None)
    return found.select_related("submission__draft__deal").first()
