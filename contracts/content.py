"""The canonical content of a draft and of a term, and their digests."""

from decimal import Decimal

from contracts.models import Deal, Draft, Term
from dealdesk.kit.digests import digest_of

SPEC = "DealDesk draft 2"
FIRST_SPEC = "DealDesk draft 1"
"""Drafts that were submitted under it say nothing of discount, paper and channel, and keep their digest."""


def plain_number(value: Decimal | None) -> str | None:
    """99.9900 and 99.99 are the same ask and get the same text."""
    if value is None:
        return None
    return format(value.normalize(), "f")


def term_content(term: Term) -> dict[str, object]:
    """What a reviewer judges; the customer's reason is beside it and does not ask for a new review."""
    return {
        "type": term.type.code,
        "wording": term.wording,
        "value": plain_number(term.value),
        "obligations": term.obligation_count,
    }


def term_digest(term: Term) -> str:
    return digest_of(term_content(term))


def text_token(term: Term) -> str:
    """Stands for what a writer of the term reads; another token means that somebody wrote meanwhile."""
    return digest_of([term.wording, plain_number(term.value), term.reason])[:16]


def draft_content(draft: Draft) -> dict[str, object]:
    """Everything that, when changed, makes another contract: the deal's commercial facts and all terms.

    A submitted draft is written out by the spec that its frozen content names, any other by the newest.
    """
    deal = draft.deal
    spec = spec_of(draft)
    terms = draft.terms.select_related("type").order_by("position")
    return {
        "spec": spec,
        "deal": deal.number,
        "draft": draft.number,
        "customer": [deal.customer_id, deal.customer.name],
        "kind": deal.kind,
        "currency": deal.currency,
        "committed_value": deal.committed_value,
        "months": deal.months,
        "delivery_months": deal.delivery_months,
        **({} if spec == FIRST_SPEC else _sold(deal)),
        "playbook": draft.playbook.number,
        "terms": [{**term_content(term), "position": term.position, "reason": term.reason} for term in terms],
    }


def spec_of(draft: Draft) -> str:
    is_first = draft.content is not None and draft.content.get("spec") == FIRST_SPEC
    return FIRST_SPEC if is_first else SPEC


def _sold(deal: Deal) -> dict[str, object]:
    return {"discount": plain_number(deal.discount), "paper": deal.paper, "channel": deal.channel}


def draft_digest(draft: Draft) -> str:
    return digest_of(draft_content(draft))
