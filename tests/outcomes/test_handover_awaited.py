"""Between the signature and its handover the deal's page says so, and looks again by itself."""

import pytest
from django.utils import timezone

from contracts.models import Draft
from outcomes.actions.taking_over import take_over
from outcomes.views.after_signature import MOST_ASKED
from reviews.actions import clear_draft, mark_signed
from tests.make import Cast, make_submission, review_all
from tests.make_outcomes import void
from tests.reviews.browser import browser_of, text_of

AWAITED = "The handover is being made"


@pytest.fixture
def draft(cast: Cast) -> Draft:
    """Signed a moment ago: no worker has come by yet."""
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, 2)
    signed = Draft.objects.get(pk=submission.draft_id)
    clear_draft(signed, by=cast.maya)
    signed.refresh_from_db()
    mark_signed(signed, signed_on=timezone.localdate(), by=cast.maya)
    signed.refresh_from_db()
    return signed


def test_the_page_says_so_until_it_is_made(cast: Cast, draft: Draft) -> None:
    maya, url = browser_of(cast.maya), draft.deal.get_absolute_url()
    early = text_of(maya.get(url))
    assert "After the signature" in early and AWAITED in early
    assert f'hx-get="{url}after-signature/?asked=0"' in early and f'href="{url}#handover"' in early
    take_over(draft.pk)
    late = text_of(maya.get(url))
    assert AWAITED not in late and "after-signature/" not in late and f'href="{url}handover/"' in late


def test_it_looks_again_by_itself_and_not_for_ever(cast: Cast, draft: Draft) -> None:
    maya, url = browser_of(cast.maya), draft.deal.get_absolute_url()
    part = {"headers": {"hx-request": "true"}}
    again = text_of(maya.get(f"{url}after-signature/?asked=0", **part))
    assert AWAITED in again and "?asked=1" in again and "<html" not in again
    last = text_of(maya.get(f"{url}after-signature/?asked={MOST_ASKED}", **part))
    assert AWAITED in last and "hx-get" not in last
    take_over(draft.pk)
    made = text_of(maya.get(f"{url}after-signature/?asked=1", **part))
    assert "hx-get" not in made and f'href="{url}handover/"' in made


def test_without_a_script_it_is_the_page_itself(cast: Cast, draft: Draft) -> None:
    url = draft.deal.get_absolute_url()
    assert browser_of(cast.maya).get(f"{url}after-signature/").url == url  # type: ignore[attr-defined]
    assert browser_of(cast.outsider).get(f"{url}after-signature/").status_code == 404


def test_no_other_deal_waits_for_one(cast: Cast, draft: Draft) -> None:
    other = make_submission(cast.maya, "payment-terms").draft
    handover = take_over(draft.pk)
    assert handover is not None
    void(cast, handover)
    for deal in (other.deal, draft.deal):
        assert AWAITED not in text_of(browser_of(cast.maya).get(deal.get_absolute_url()))
