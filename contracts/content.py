"""The canonical content of a draft and of a term, and their digests."""

from decimal import Decimal

from contracts.models import Draft, Term
from dealdesk.kit.digests import digest_of

SPEC = "DealDesk draft 1"


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
    """Everything that, when changed, makes another contract: the deal's commercial facts and all terms."""
    deal = draft.deal
    terms = draft.terms.select_related("type").order_by("position")
    return {
        "spec": SPEC,
        "deal": deal.number,
        "draft": draft.number,
        "customer": [deal.customer_id, deal.customer.name],
        "kind": deal.kind,
        "currency": deal.currency,
        "committed_value": deal.committed_value,
        "months": deal.months,
        "delivery_months": deal.delivery_months,
        "playbook": draft.playbook.number,
        "terms": [{**term_content(term), "position": term.position, "reason": term.reason} for term in terms],
    }


def draft_digest(draft: Draft) -> str:
    return digest_of(draft_content(draft))
