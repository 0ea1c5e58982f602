"""The one lock of a deal: its row. Every verb that changes a deal, its drafts or its reviews takes it."""

from contracts.models import Deal


def lock_deal(deal_id: int) -> Deal:
    """The deal's row, locked until the transaction ends. Raises Deal.DoesNotExist."""
    return Deal.objects.select_for_update(of=("self",)).select_related("customer", "owner").get(pk=deal_id)
