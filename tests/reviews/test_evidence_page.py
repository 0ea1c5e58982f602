"""What has to be shown, beside the gate; and the rounds."""

from reviews.models import Evidence
from tests.make import Cast, review_all
from tests.make_verbs import make_waiting, next_round, publish_rules, rule, send_back
from tests.reviews.browser import browser_of, text_of


def waiting(cast: Cast, **check: str) -> str:
    """The deal's address; the policy wants to see an architect's scope."""
    asked = {"title": "An architect has scoped it", "evidence": "link", **check}
    publish_rules(cast, rule("scoping", {"check": asked}))
    return str(make_waiting(cast).draft.deal.get_absolute_url())


def test_it_is_shown_with_name_and_link_and_taken_back(cast: Cast) -> None:
    deal, browser = waiting(cast), browser_of(cast.maya)
    assert "Because of scoping." in text_of(browser.get(deal))
    path, said = f"{deal}evidence/", {"check": "an architect has scoped it"}
    wrong = browser.post(path, {**said, "text": "http://<x>"})
    assert wrong.status_code == 422
    assert "beginning with https://" in text_of(wrong) and "http://&lt;x&gt;" in text_of(wrong)
    assert browser.post(path, {**said, "text": "https://wiki.example/scope"}).status_code == 302
    page = text_of(browser.get(deal))
    assert 'href="https://wiki.example/scope"' in page and "Maya Lindqvist" in page
    shown = Evidence.objects.get()
    back = f"/evidence/{shown.pk}/withdraw/"
    assert back in page and "Take back what was shown?" in text_of(browser.get(back))
    assert browser.post(back).status_code == 302
    shown.refresh_from_db()
    assert shown.withdrawn_at is not None


def test_who_is_not_named_reads_who_is(cast: Cast) -> None:
    deal = waiting(cast, by="lead:DEL")
    page = text_of(browser_of(cast.desk).get(f"{deal}evidence/"))
    assert "The policy names who shows this: Lea Delivery." in page
    assert 'name="text"' not in page
    assert 'name="text"' in text_of(browser_of(cast.leads["DEL"]).get(f"{deal}evidence/"))


def test_where_nothing_has_to_be_shown_the_page_says_so(cast: Cast) -> None:
    deal = make_waiting(cast).draft.deal.get_absolute_url()
    assert "Nothing has to be shown" in text_of(browser_of(cast.maya).get(f"{deal}evidence/"))
    assert "To be shown" not in text_of(browser_of(cast.maya).get(deal))
    assert browser_of(cast.tom).get(f"{deal}evidence/").status_code == 404


def test_the_round_is_shown_and_after_the_last_one_who_goes_on(cast: Cast) -> None:
    publish_rules(cast, settings={"rounds": 2})
    submission = make_waiting(cast)
    deal = submission.draft.deal.get_absolute_url()
    assert "round 1 of 2" in text_of(browser_of(cast.maya).get(deal))
    assert "round 1 of 2" in text_of(browser_of(cast.ruth).get(f"{deal}approval/"))
    send_back(submission, cast.ruth)
    submission = next_round(cast, submission)
    assert "round 2 of 2" in text_of(browser_of(cast.maya).get(deal))
    review_all(cast, submission)
    send_back(submission, cast.ruth)
    assert "only the deal desk submits it" in text_of(browser_of(cast.maya).get(deal))
    browser_of(cast.maya).post(f"{deal}next-draft/")
    page = text_of(browser_of(cast.maya).get(f"{deal}submit/"))
    assert "Only the deal desk can submit it now" in page and 'aria-disabled="true"' in page
    assert browser_of(cast.maya).post(f"{deal}submit/").status_code == 403
    assert browser_of(cast.desk).post(f"{deal}submit/").status_code == 302
