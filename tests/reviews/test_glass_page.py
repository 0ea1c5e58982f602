"""Breaking the glass, and the audit list: the pages."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.actions import add_approver, ask_to_break_glass, ask_to_void, confirm_glass, confirm_void
from reviews.certificate_pdf import certificate_pdf
from reviews.models import BrokenGlass, Clearance, Submission
from tests.make import Cast, make_submission
from tests.make_verbs import REASON, fresh, make_waiting
from tests.reviews.browser import browser_of, text_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    return make_waiting(cast)


def break_glass(cast: Cast, submission: Submission) -> Clearance:
    return confirm_glass(ask_to_break_glass(fresh(submission), reason=REASON, by=cast.anders), by=cast.eva)


def test_from_asking_to_confirming_on_pages(cast: Cast, submission: Submission) -> None:
    deal = submission.draft.deal
    path, anders, eva = f"/deals/{deal.number}/glass/", browser_of(cast.anders), browser_of(cast.eva)
    assert path in text_of(anders.get(deal.get_absolute_url()))
    assert path not in text_of(browser_of(cast.maya).get(deal.get_absolute_url()))
    page = text_of(anders.get(path))
    assert "Break the glass?" in page and "waiting for Ruth Adeyemi" in page
    short = anders.post(path, {"reason": "Urgent <now>"})
    assert short.status_code == 422 and "Urgent &lt;now&gt;" in text_of(short)
    assert anders.post(path, {"reason": REASON}).status_code == 302
    assert "You have asked to break the glass" in text_of(anders.get(path))
    assert "Anders Holm asks to break the glass" in text_of(eva.get(deal.get_absolute_url()))
    assert "Confirm that the glass is broken?" in text_of(eva.get(path))
    assert eva.post(path, {"confirm": "1"}).url == f"/deals/{deal.number}/clearance/"  # type: ignore[attr-defined]
    assert eva.post(path, {"confirm": "1"}).status_code == 302
    assert Clearance.objects.count() == 1


def test_the_one_who_asked_cannot_confirm_by_hand(cast: Cast, submission: Submission) -> None:
    path, anders = f"/deals/{submission.draft.deal.number}/glass/", browser_of(cast.anders)
    anders.post(path, {"reason": REASON})
    assert anders.post(path, {"confirm": "1"}).status_code == 409
    assert not Clearance.objects.exists()


def test_a_second_executive_declines(cast: Cast, submission: Submission) -> None:
    deal = submission.draft.deal
    browser_of(cast.anders).post(f"/deals/{deal.number}/glass/", {"reason": REASON})
    assert browser_of(cast.eva).post(f"/deals/{deal.number}/glass/decline/").status_code == 302
    assert BrokenGlass.objects.get().declined_at is not None
    assert "was declined for this draft" in text_of(browser_of(cast.maya).get(deal.get_absolute_url()))
    assert "declined for this draft" in text_of(browser_of(cast.anders).get(f"/deals/{deal.number}/glass/"))


def test_deal_certificate_and_verification_say_it_loudly(cast: Cast, submission: Submission) -> None:
    deal, clearance = submission.draft.deal, break_glass(cast, submission)
    for path in (deal.get_absolute_url(), f"/deals/{deal.number}/clearance/"):
        text = text_of(browser_of(cast.maya).get(path))
        assert "The glass was broken" in text
        assert "Anders Holm" in text and "Eva Executive" in text
        assert "The customer’s board decides tonight" in text and "waiting for Ruth Adeyemi" in text
        assert "The gate was open" not in text
    assert "although the gate was closed" in text_of(browser_of(cast.maya).get(f"/verify/{clearance.code}/"))


def test_the_pdf_says_it_too_even_without_a_score(cast: Cast) -> None:
    clearance = break_glass(cast, make_submission(cast.maya, "payment-terms"))
    pdf = certificate_pdf(clearance)
    assert pdf.startswith(b"%PDF") and pdf == certificate_pdf(clearance)
    page = text_of(browser_of(cast.maya).get(f"/deals/{clearance.submission.draft.deal.number}/clearance/"))
    assert "Finance has not reviewed" in page


def test_who_may_not_is_told_so(cast: Cast, submission: Submission) -> None:
    path = f"/deals/{submission.draft.deal.number}/glass/"
    for person in (cast.maya, cast.ruth, cast.desk, cast.auditor):
        assert browser_of(person).get(path).status_code == 403
    assert browser_of(cast.tom).get(path).status_code == 404


def test_the_audit_list_is_narrowed_by_kind_and_period(cast: Cast, submission: Submission) -> None:
    add_approver(submission.draft.deal, person=cast.ruth, reason="She knows them.", by=cast.maya)
    clearance = break_glass(cast, submission)
    confirm_void(ask_to_void(clearance, reason="A mistake.", by=cast.maya), by=cast.desk)
    browser = browser_of(cast.auditor)
    text = text_of(browser.get("/audit/"))
    for words in ("broke the glass", "voided the clearance", "added Ruth Adeyemi", "published policy 1"):
        assert words in text
    only = text_of(browser.get("/audit/?kind=glass"))
    assert "broke the glass" in only and "She knows them." not in only
    assert "broke the glass" in text_of(browser.get("/audit/?kind=nonsense&period=nonsense"))
    assert submission.draft.deal.number in only


def test_the_audit_list_leaves_out_what_is_older_than_the_period(cast: Cast, submission: Submission) -> None:
    break_glass(cast, submission)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        browser = browser_of(cast.auditor)
        assert "Nothing of the kind" in text_of(browser.get("/audit/?kind=glass&period=30"))
        assert "broke the glass" in text_of(browser.get("/audit/?kind=glass&period=90"))


def test_the_audit_list_is_for_those_who_watch(cast: Cast) -> None:
    for person in (cast.desk, cast.auditor, cast.eva):
        assert browser_of(person).get("/audit/").status_code == 200
        assert 'href="/audit/"' in text_of(browser_of(person).get("/deals/"))
    for person in (cast.maya, cast.ruth, cast.mark):
        assert browser_of(person).get("/audit/").status_code == 403
        assert 'href="/audit/"' not in text_of(browser_of(person).get("/deals/"))


def test_the_audit_list_asks_the_database_no_more_for_many(cast: Cast) -> None:
    counts = []
    for rows in (1, 3):
        for place in range(rows):
            break_glass(cast, make_submission(cast.maya, "payment-terms", customer=f"Bank {rows} {place}"))
        browser = browser_of(cast.auditor)
        with CaptureQueriesContext(connection) as seen:
            browser.get("/audit/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
