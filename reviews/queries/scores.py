from contracts.models import Deal, Draft
from reviews.models import Approval, Decision, Score


def scores_of_drafts(deal: Deal) -> dict[int, Score]:
    """The latest score of each draft of the deal that has one, by the draft's id, in the drafts' order."""
    found = Score.objects.filter(submission__draft__deal=deal, is_latest=True)
    ordered = found.select_related("submission__draft", "policy").order_by("submission__draft__number")
    return {score.submission.draft_id: score for score in ordered}


def ending_decision(draft: Draft) -> Approval | None:
    """The decision that sent the draft back or rejected it."""
    ended = Approval.objects.filter(
        submission__draft=draft, decision__in=[Decision.SEND_BACK, Decision.REJECT]
    )
    return ended.select_related("approver").last()
