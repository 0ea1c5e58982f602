"""What a draft's digest covers, and drafts that were submitted under an earlier spec."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.actions import edit_deal
from contracts.content import FIRST_SPEC, SPEC, draft_content, draft_digest
from contracts.models import Draft
from dealdesk.kit.digests import digest_of
from dealdesk.kit.refusals import Refused
from tests.make import Cast, make_deal, make_submission, make_term

SOLD: list[dict[str, Any]] = [{"discount": Decimal("12.5")}, {"paper": "customer"}, {"channel": "partner"}]


def frozen_under_the_first_spec(draft: Draft) -> dict[str, Any]:
    """A draft as it was frozen before discount, paper and channel were known."""
    content = {name: part for name, part in draft_content(draft).items() if name not in SAID_SINCE}
    return {**content, "spec": FIRST_SPEC}


SAID_SINCE = {"discount", "paper", "channel"}


@pytest.mark.parametrize("change", SOLD)
def test_how_it_is_sold_makes_another_contract(cast: Cast, change: dict[str, Any]) -> None:
    deal = make_deal(cast.maya)
    before = draft_digest(deal.current_draft)
    edit_deal(deal, by=cast.maya, **change)
    assert draft_digest(Draft.objects.get(deal=deal)) != before


def test_a_number_has_one_text_whatever_its_noughts(cast: Cast) -> None:
    deal = make_deal(cast.maya, discount=Decimal("12.50"))
    content = draft_content(Draft.objects.get(deal=deal))
    assert (content["spec"], content["discount"]) == (SPEC, "12.5")


@pytest.mark.parametrize("change", SOLD)
def test_how_it_is_sold_stays_once_the_draft_is_submitted(cast: Cast, change: dict[str, Any]) -> None:
    deal = make_submission(cast.maya, "payment-terms").draft.deal
    with pytest.raises(Refused, match="was submitted"):
        edit_deal(deal, by=cast.maya, **change)


def test_a_draft_of_the_first_spec_keeps_content_and_digest(cast: Cast) -> None:
    deal = make_deal(cast.maya, discount=Decimal(40), paper="customer")
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    draft = Draft.objects.get(deal=deal)
    content = frozen_under_the_first_spec(draft)
    draft.content, draft.digest = content, digest_of(content)
    assert draft_content(draft) == content
    assert draft_digest(draft) == draft.digest


def test_a_new_draft_of_an_old_deal_is_written_by_the_newest_spec(cast: Cast) -> None:
    draft = make_submission(cast.maya, "payment-terms").draft
    assert draft.frozen["spec"] == SPEC
    assert digest_of(draft.frozen) == draft.digest == draft_digest(draft)


@pytest.mark.parametrize("discount", ["-1", "100.01"])
def test_a_discount_is_a_share_of_the_list_price(cast: Cast, discount: str) -> None:
    with pytest.raises(Refused, match="between 0 and 100"):
        make_deal(cast.maya, discount=Decimal(discount))
    with pytest.raises(Refused, match="between 0 and 100"):
        edit_deal(make_deal(cast.maya), by=cast.maya, discount=Decimal(discount))
