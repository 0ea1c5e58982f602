"""Conditions on the pages: asked with the approval, listed on the deal and for their owner, and met."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Draft
from reviews.actions import accept_concern, clear_draft, meet_condition
from reviews.actions.lapsing import lapse_due
from reviews.models import Condition, Submission
from tests.make import Cast, make_submission, review_all
from tests.make_conditions import ORDER, asked, cleared_on, make_concern, overdue, waiting_for_mark
from tests.reviews.browser import browser_of, text_of

LIST = "/conditions/"
HOSTILE = "<script>alert(1)</script> pays"


def meet_page(condition: Condition) -> str:
    return f"/conditions/{condition.pk}/meet/"


def deal_page(condition: Condition) -> str:
    return f"/deals/{condition.submission.draft.deal.number}/"


def decide_on(submission: Submission, cast: Cast, **said: object) -> object:
    address = f"/deals/{submission.draft.deal.number}/approval/"
    browser = browser_of(cast.mark)
    seen = browser.get(address).context["page"].token
    facts = {"decision": "approve_with_conditions", "seen": seen, "note": ORDER, **said}
    return browser.post(address, facts)


def test_an_approver_says_who_and_until_when(cast: Cast) -> None:
    submission = waiting_for_mark(cast)
    answer = decide_on(
        submission, cast, condition_owner=cast.maya.pk, condition_days="10", condition_lapses="on"
    )
    assert answer.status_code == 302  # type: ignore[attr-defined]
    condition = Condition.objects.get(submission=submission)
    assert (condition.owner, condition.due_days, condition.lapses) == (cast.maya, 10, True)


def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    submission = waiting_for_mark(cast)
    for said, sentence in (
        ({"condition_days": "10"}, "Choose who sees to the condition"),
        ({"condition_owner": cast.maya.pk}, "within how many days"),
        ({"condition_owner": cast.maya.pk, "condition_days": "731"}, "Write 1 to 730 days"),
        ({"condition_owner": cast.tom.pk, "condition_days": "10"}, "somebody who can see this deal"),
        ({"condition_owner": cast.maya.pk, "condition_days": "10", "note": " "}, "Write the reason"),
    ):
        answer = decide_on(submission, cast, **{"note": ORDER, **said})
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert sentence in text_of(answer)
    assert not Condition.objects.exists()


def test_only_people_who_see_the_deal_are_offered(cast: Cast) -> None:
    submission = waiting_for_mark(cast)
    text = text_of(browser_of(cast.mark).get(f"/deals/{submission.draft.deal.number}/approval/"))
    for person, is_offered in (
        (cast.maya, True), (cast.mark, True), (cast.desk, True), (cast.members["FIN"], True),
        (cast.tom, False), (cast.members["SEC"], False), (cast.outsider, False),
    ):  # fmt: skip
        assert (f'value="{person.pk}"' in text) == is_offered, person


def test_the_deal_lists_its_conditions_to_everybody_who_sees_it(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya, text=HOSTILE))
    for person, may_meet in ((cast.maya, True), (cast.mark, True), (cast.ruth, False), (cast.auditor, False)):
        text = text_of(browser_of(person).get(deal_page(condition)))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; pays" in text and "<script>alert(1)" not in text
        assert "in 10 days" in text and "unmet, the clearance lapses" in text
        assert (meet_page(condition) in text) == may_meet


def test_before_clearing_the_days_do_not_count_yet(cast: Cast) -> None:
    submission = waiting_for_mark(cast)
    decide_on(submission, cast, condition_owner=cast.maya.pk, condition_days="1")
    text = text_of(browser_of(cast.maya).get(f"/deals/{submission.draft.deal.number}/"))
    assert "Starts with clearing" in text and "1 day after clearing" in text
    assert "No conditions" in text_of(browser_of(cast.maya).get(LIST))


def test_a_condition_is_met_on_its_page(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya))
    maya = browser_of(cast.maya)
    assert ORDER in text_of(maya.get(meet_page(condition)))
    assert Condition.objects.get().met_at is None, "looking changes nothing"
    empty = maya.post(meet_page(condition), {"evidence": ""})
    assert empty.status_code == 422 and "Write what shows" in text_of(empty)
    maya.post(meet_page(condition), {"evidence": "https://crm.example/po/4711"})
    text = text_of(maya.get(deal_page(condition)))
    assert 'href="https://crm.example/po/4711"' in text and "Met" in text
    again = maya.post(meet_page(condition), {"evidence": "Once more"})
    assert again.status_code == 422 and "met already" in text_of(again)


def test_others_do_not_meet_it(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya))
    assert browser_of(cast.tom).get(meet_page(condition)).status_code == 404
    for person in (cast.ruth, cast.auditor):
        assert browser_of(person).get(meet_page(condition)).status_code == 403
        assert browser_of(person).post(meet_page(condition), {"evidence": "x"}).status_code == 403
    assert Condition.objects.get().met_at is None


def test_ones_own_conditions_are_listed_open_ones_first(cast: Cast) -> None:
    met = cleared_on(cast, asked(cast.maya, 3, text="Their logo is ours to show."))
    meet_condition(met, evidence="Mail of Monday", by=cast.maya)
    cleared_on(cast, asked(cast.maya, 20, text="Their team is trained."))
    overdue(cleared_on(cast, asked(cast.maya, 5, lapses=False)))
    text = text_of(browser_of(cast.maya).get(LIST))
    order = [ORDER, "Their team is trained.", "Their logo is ours to show."]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "2 conditions to see to" in text and "Late" in text and "2 days ago" in text
    assert "No conditions" in text_of(browser_of(cast.mark).get(LIST))


def test_the_way_to_the_list_is_there_while_something_is_to_be_done(cast: Cast) -> None:
    maya = browser_of(cast.maya)
    assert f'href="{LIST}"' not in text_of(maya.get("/deals/"))
    condition = cleared_on(cast, asked(cast.maya))
    assert f'href="{LIST}"' in text_of(maya.get("/deals/"))
    meet_condition(condition, evidence="PO 4711", by=cast.maya)
    assert f'href="{LIST}"' not in text_of(maya.get("/deals/"))


def test_the_list_asks_the_database_no_more_for_many(cast: Cast) -> None:
    counts = []
    for rows in (2, 6):
        while Condition.objects.count() < rows:
            cleared_on(cast, asked(cast.maya))
        browser = browser_of(cast.maya)
        with CaptureQueriesContext(connection) as said:
            assert f"{rows} conditions to see to" in text_of(browser.get(LIST))
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_a_long_list_comes_in_pages(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya))
    review = make_submission(cast.maya, "payment-terms")
    review_all(cast, review, verdict="conditions", condition="They pay.")
    for number in range(26):
        Condition.objects.create(
            submission=condition.submission, review=_answer(cast), text=f"Condition {number:02}",
            owner=cast.maya, due_days=5, due_on=timezone.localdate(), made_at=timezone.now(),
        )  # fmt: skip
    assert "page=2" in text_of(browser_of(cast.maya).get(LIST))
    assert browser_of(cast.maya).get(LIST, {"page": "x"}).status_code == 200


def _answer(cast: Cast) -> object:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission)
    return submission.draft.terms.get().requests.get().reviews.get()


def test_after_a_lapse_deal_and_certificate_say_so(cast: Cast) -> None:
    condition = overdue(cleared_on(cast, asked(cast.maya)))
    lapse_due()
    text = text_of(browser_of(cast.maya).get(deal_page(condition)))
    assert "The clearance lapsed" in text and "Not met in time" in text
    assert "Make draft 2" in text and "Mark as signed" not in text
    certificate = text_of(browser_of(cast.maya).get(f"{deal_page(condition)}clearance/"))
    assert "Lapsed" in certificate


def test_an_executive_accepts_a_concern_on_its_page(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", kind="expansion")
    deal = submission.draft.deal
    concern = make_concern(deal.customer, cast.maya)
    address = f"/deals/{deal.number}/concerns/{concern.pk}/accept/"
    for path in (f"/deals/{deal.number}/", f"/deals/{deal.number}/approval/"):
        assert address in text_of(browser_of(cast.anders).get(path))
    assert address not in text_of(browser_of(cast.ruth).get(f"/deals/{deal.number}/"))
    anders = browser_of(cast.anders)
    assert "Exports stall at night." in text_of(anders.get(address))
    empty = anders.post(address, {"words": " "})
    assert empty.status_code == 422 and "Write why the deal may go on" in text_of(empty)
    anders.post(address, {"words": "The fix <ships> in May."})
    shown = text_of(browser_of(cast.maya).get(f"/deals/{deal.number}/"))
    assert "Anders Holm accepted it: The fix &lt;ships&gt; in May." in shown
    again = anders.post(address, {"words": "Again"})
    assert again.status_code == 422 and "accepted this for the deal already" in text_of(again)


def test_a_concern_is_accepted_for_a_deal_of_its_customer_by_executives_alone(cast: Cast) -> None:
    deal = make_submission(cast.maya, "payment-terms", kind="renewal").draft.deal
    concern = make_concern(deal.customer, cast.maya)
    address = f"/deals/{deal.number}/concerns/{concern.pk}/accept/"
    for person in (cast.maya, cast.mark, cast.ruth, cast.auditor, cast.desk):
        assert browser_of(person).post(address, {"words": "Fine"}).status_code == 403
    assert browser_of(cast.tom).get(address).status_code == 404
    elsewhere = make_submission(cast.maya, "uptime", kind="renewal", customer="Aurelia Labs").draft.deal
    wrong = f"/deals/{elsewhere.number}/concerns/{concern.pk}/accept/"
    assert browser_of(cast.anders).get(wrong).status_code == 404


def test_the_certificate_names_who_accepted(cast: Cast) -> None:
    submission = waiting_for_mark(cast, kind="expansion")
    concern = make_concern(submission.draft.deal.customer, cast.maya)
    accept_concern(concern, submission.draft.deal, words="The fix ships in May.", by=cast.anders)
    decide_on(submission, cast, decision="approve")
    clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    text = text_of(browser_of(cast.maya).get(f"/deals/{submission.draft.deal.number}/"))
    assert "accepted in writing by Anders Holm" in text
