from contracts.models import Deal, DraftAuthor


def authors_of(deal: Deal) -> set[int]:
    """Ids of everyone who owns, opened or wrote in the deal in any of its drafts: they may neither review
    nor approve it."""
    wrote = DraftAuthor.objects.filter(draft__deal=deal).values_list("user_id", flat=True)
    return {deal.owner_id, deal.created_by_id, *wrote}
