"""Certificate, its PDF, the public check of its code, signing and voiding."""

import datetime as dt
import hashlib

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from contracts.models import Draft, DraftState
from reviews.actions import ask_to_void, clear_draft, confirm_void, mark_signed
from reviews.certificate_pdf import certificate_pdf, printable
from reviews.forms.verification import tidy_code
from reviews.models import Clearance, Signing, VoidRequest
from tests.make import Cast, approve, make_submission, review_all
from tests.reviews.browser import browser_of, text_of


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


def cleared(cast: Cast, **fields: object) -> Clearance:
    submission = make_submission(cast.maya, "payment-terms", **fields)
    review_all(cast, submission, level=4, verdict="conditions", condition="Invoices by the 3rd.")
    approve(submission, cast.mark, "approve_with_conditions", "Only in euro.")
    return clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)


def voided(cast: Cast) -> Clearance:
    clearance = cleared(cast)
    confirm_void(ask_to_void(clearance, reason="Wrong annex.", by=cast.maya), by=cast.desk)
    return Clearance.objects.get(pk=clearance.pk)


def deal_of(clearance: Clearance) -> str:
    return f"/deals/{clearance.submission.draft.deal.number}/"


def test_the_sheet_states_draft_digest_score_decisions_and_code(cast: Cast) -> None:
    clearance = cleared(cast)
    text = text_of(browser_of(cast.maya).get(f"{deal_of(clearance)}clearance/"))
    for stated in (
        clearance.code,
        clearance.submission.draft.digest,
        clearance.digest,
        clearance.score.string,
        "Max Finance, Finance",
        "Approved with conditions: “Only in euro.”",
        "Invoices by the 3rd.",
        f"/verify/{clearance.code}/",
        "approved as Moderate",
        'class="sheet__qr"',
    ):
        assert stated in text, stated


def test_a_voided_certificate_says_so(cast: Cast) -> None:
    clearance = voided(cast)
    text = text_of(browser_of(cast.maya).get(f"{deal_of(clearance)}clearance/"))
    assert "Voided" in text and "Clear to sign</" not in text


def test_there_is_no_certificate_before_the_clearance_nor_for_strangers(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    path = f"/deals/{submission.draft.deal.number}/clearance"
    for rest in ("/", ".pdf"):
        assert browser_of(cast.maya).get(path + rest).status_code == 404
    clearance = cleared(cast, customer="Other")
    for rest in ("clearance/", "clearance.pdf"):
        assert browser_of(cast.tom).get(deal_of(clearance) + rest).status_code == 404


def test_the_pdf_of_a_clearance_is_the_same_every_time(cast: Cast) -> None:
    clearance = cleared(cast)
    answer = browser_of(cast.maya).get(f"{deal_of(clearance)}clearance.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "draft-1-clearance.pdf" in answer["Content-Disposition"]
    with timezone.override("Asia/Tokyo"):
        again = certificate_pdf(Clearance.objects.get(pk=clearance.pk))
    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(again).digest()
    assert answer.content.startswith(b"%PDF-")


def test_hostile_and_foreign_words_do_not_break_the_pdf(cast: Cast) -> None:
    clearance = cleared(cast, customer="<b>株式会社</b> Łódź & Söhne", name="</para><font size=99>")
    clearance.certificate["decisions"][0]["note"] = "W" * 4000 + "\x00\n" + "<br>" * 50
    assert len(certificate_pdf(clearance)) > 10_000
    assert printable("Łódź 株") == "Łódź [U+682A]"


def test_anyone_can_check_a_code_and_learns_only_the_facts(cast: Cast) -> None:
    clearance = cleared(cast)
    text = text_of(Client().get(f"/verify/{clearance.code}/"))
    draft = clearance.submission.draft
    assert "Valid" in text and draft.digest in text and draft.deal.number in text
    for secret in ("Nordbank", "Relay for 14 clinics", "600", "Maya", "Mark", clearance.score.string):
        assert secret not in text.split("<main")[1], secret


def test_a_code_is_found_however_it_is_typed(cast: Cast) -> None:
    clearance = cleared(cast)
    typed = clearance.code.lower().replace("-", " ")
    answer = Client().get("/verify/", {"code": f"  {typed} "})
    assert answer.url == f"/verify/{clearance.code}/"
    assert tidy_code("7f3kq2m9 x4cd") == "7F3K-Q2M9-X4CD"


def test_voided_and_unknown_codes_look_alike(cast: Cast) -> None:
    clearance = voided(cast)
    pages = []
    for code in (clearance.code, "2222-2222-2222"):
        answer = Client().get(f"/verify/{code}/")
        assert answer.status_code == 200
        pages.append(text_of(answer).replace(code, "CODE"))
    assert pages[0] == pages[1]
    assert "Not valid" in pages[0] and clearance.submission.draft.digest not in pages[0]


@pytest.mark.django_db
def test_hostile_codes_are_shown_as_words_and_an_empty_one_asks_for_one() -> None:
    text = text_of(Client().get("/verify/<script>alert(1)<script>/"))
    assert "<script>alert" not in text
    assert Client().get("/verify/" + "9" * 300 + "/").status_code == 200
    assert "Type the code" in text_of(Client().get("/verify/", {"code": ""}))
    assert Client().post("/verify/").status_code == 405


@pytest.mark.django_db
def test_whoever_asks_too_often_has_to_wait() -> None:
    browser = Client()
    for _ in range(30):
        assert browser.get("/verify/2222-2222-2222/").status_code == 200
    answer = browser.get("/verify/2222-2222-2222/")
    assert answer.status_code == 429 and "Wait a minute" in text_of(answer)
    assert Client(REMOTE_ADDR="10.1.1.1").get("/verify/2222-2222-2222/").status_code == 200


def test_the_owner_notes_the_day_of_signing_once(cast: Cast) -> None:
    clearance = cleared(cast)
    path, browser = f"{deal_of(clearance)}signing/", browser_of(cast.maya)
    today = timezone.localdate()
    assert f'value="{today.isoformat()}"' in text_of(browser.get(path))
    tomorrow = (today + dt.timedelta(days=2)).isoformat()
    late = browser.post(path, {"signed_on": tomorrow})
    assert late.status_code == 422 and "cannot lie in the future" in text_of(late)
    assert f'value="{tomorrow}"' in text_of(late)
    assert "Write the date as" in text_of(browser.post(path, {"signed_on": "soon"}))
    for _ in range(2):
        assert browser.post(path, {"signed_on": today.isoformat()}).url == deal_of(clearance)
    assert Signing.objects.count() == 1
    assert browser_of(cast.mark).get(path).status_code == 403


def test_a_draft_in_review_cannot_be_signed(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    answer = browser_of(cast.maya).get(f"/deals/{submission.draft.deal.number}/signing/")
    assert answer.status_code == 409


def test_voiding_takes_a_reason_and_a_second_person(cast: Cast) -> None:
    clearance = cleared(cast)
    path, browser = f"{deal_of(clearance)}void/", browser_of(cast.maya)
    assert "Mark Manager or somebody of the deal desk" in text_of(browser.get(path))
    assert "Write why the clearance must not stand." in text_of(browser.post(path, {"reason": " "}))
    for _ in range(2):
        assert browser.post(path, {"reason": "The annex was wrong."}).status_code == 302
    assert VoidRequest.objects.count() == 1
    assert Draft.objects.get(pk=clearance.submission.draft_id).state == DraftState.CLEARED
    assert browser.post(path).status_code == 403
    second = browser_of(cast.mark)
    assert "The annex was wrong." in text_of(second.get(path))
    assert second.post(path).status_code == 302
    assert Draft.objects.get(pk=clearance.submission.draft_id).state == DraftState.VOIDED
    assert second.post(path).status_code == 409


def test_a_signed_deal_can_be_voided_too_but_not_by_strangers(cast: Cast) -> None:
    clearance = cleared(cast)
    mark_signed(clearance.submission.draft, signed_on=timezone.localdate(), by=cast.maya)
    path = f"{deal_of(clearance)}void/"
    assert browser_of(cast.ruth).get(path).status_code == 403
    assert browser_of(cast.tom).get(path).status_code == 404
    assert browser_of(cast.desk).get(path).status_code == 200
