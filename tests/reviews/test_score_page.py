"""A score laid open: anyone can recompute it, and a dead worker delays nobody."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Draft
from reviews.actions import make_next_draft, publish_policy, rescore
from reviews.models import ReviewRequest, Score, Submission
from reviews.presentation.score_page import as_json
from tests.make import Cast, make_deal, make_submission, review, review_all
from tests.reviews.browser import browser_of, text_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    made = make_submission(cast.maya, "payment-terms", "liability-cap")
    review_all(cast, made, 3, once=(480, 960, 2400))
    return made


def page_of(submission: Submission, more: str = "") -> str:
    return f"/deals/{submission.draft.deal.number}/score/{more}"


def latest(submission: Submission) -> Score:
    return Score.objects.get(submission=submission, is_latest=True)


def test_the_page_shows_string_inputs_result_points_and_command(cast: Cast, submission: Submission) -> None:
    page = text_of(browser_of(cast.maya).get(page_of(submission)))
    score = latest(submission)
    number = submission.draft.deal.number
    assert f"<code>{score.string}</code>" in page
    assert f"python manage.py score {number}-draft-1-score-{score.facts_version}.json" in page
    assert "&quot;spec&quot;: &quot;DD:1.0&quot;" in page
    assert "&quot;T1.FIN.severity&quot;" in page
    assert "Payment terms" in page and "Points by function" in page


def test_the_download_gives_the_same_string_without_server_or_database(
    cast: Cast, submission: Submission, tmp_path: Path
) -> None:
    page = browser_of(cast.auditor).get(page_of(submission, "?format=json"))
    assert page.headers["Content-Disposition"].startswith('attachment; filename="D-')
    file = tmp_path / "inputs.json"
    file.write_bytes(page.content)
    said = StringIO()
    call_command("score", str(file), stdout=said)
    assert json.loads(said.getvalue())["vector"] == latest(submission).string


def test_under_a_policy_of_the_company_the_policy_goes_with_it(cast: Cast, tmp_path: Path) -> None:
    cast.functions["FIN"].cost_rate = 25_000
    cast.functions["FIN"].save()
    publish_policy(by=cast.desk)
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, 3, once=(480, 960, 2400))
    browser = browser_of(cast.maya)
    assert "--policy policy-2.json" in text_of(browser.get(page_of(submission)))
    inputs, policy = tmp_path / "inputs.json", tmp_path / "policy-2.json"
    inputs.write_bytes(browser.get(page_of(submission, "?format=json")).content)
    policy.write_bytes(browser.get("/policy/?version=2&format=json").content)
    string = latest(submission).string
    for given in ([str(inputs)], ["--string", string]):
        said = StringIO()
        call_command("score", *given, "--policy", str(policy), stdout=said)
        assert json.loads(said.getvalue())["vector"] == string


def test_earlier_scores_of_the_draft_stay_readable(cast: Cast, submission: Submission) -> None:
    first = latest(submission)
    review(cast, ReviewRequest.objects.filter(term__draft=submission.draft).first(), 5)
    rescore(submission.pk)
    browser = browser_of(cast.maya)
    now = browser.get(page_of(submission))
    assert now.context["open"].score == latest(submission)
    then = browser.get(page_of(submission, f"?draft=1&version={first.facts_version}"))
    assert first.string in text_of(then)
    assert [score.pk for score in now.context["page"]] == [latest(submission).pk, first.pk]
    assert browser.get(page_of(submission, "?version=999")).status_code == 404
    assert browser.get(page_of(submission, "?version=one")).status_code == 404
    assert browser.get(page_of(submission, "?draft=9")).status_code == 404


def test_a_score_that_something_has_changed_since_says_so(cast: Cast, submission: Submission) -> None:
    browser = browser_of(cast.maya)
    assert "Something has changed since" not in text_of(browser.get(page_of(submission)))
    review(cast, ReviewRequest.objects.filter(term__draft=submission.draft).first(), 5)
    assert "Something has changed since" in text_of(browser.get(page_of(submission)))


def test_who_still_owes_an_answer_sees_neither_inputs_nor_string(cast: Cast) -> None:
    submission = make_submission(cast.maya, "liability-cap")
    legal = ReviewRequest.objects.get(term__draft=submission.draft, function=cast.functions["LEG"])
    review(cast, legal, 5)
    rescore(submission.pk)
    finance = browser_of(cast.members["FIN"])
    page = text_of(finance.get(page_of(submission)))
    assert "Hidden until your review is in." in page
    assert latest(submission).string not in page
    assert finance.get(page_of(submission, "?format=json")).status_code == 403
    owner = browser_of(cast.maya)
    assert latest(submission).string in text_of(owner.get(page_of(submission)))
    make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    assert latest(submission).string in text_of(finance.get(page_of(submission, "?draft=1")))


def test_without_the_worker_anybody_concerned_computes_the_score_at_once(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    browser = browser_of(cast.maya)
    assert "No score yet" in text_of(browser.get(page_of(submission)))
    assert browser.get(page_of(submission, "?format=json")).status_code == 404
    answer = browser.post(page_of(submission))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/deals/{submission.draft.deal.number}/"
    assert latest(submission).facts_version == 1
    browser.post(page_of(submission))
    assert Score.objects.filter(submission=submission).count() == 1


def test_a_score_that_cannot_be_computed_is_told_and_not_invented(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", currency="JPY", committed_value=60_000_000)
    page = browser_of(cast.maya).post(page_of(submission), follow=True)
    assert "The score cannot be computed yet." in text_of(page)
    assert not Score.objects.exists()


def test_a_draft_that_was_not_submitted_has_no_score(cast: Cast) -> None:
    number = make_deal(cast.maya).number
    browser = browser_of(cast.maya)
    assert "Nothing was submitted yet" in text_of(browser.get(f"/deals/{number}/score/"))
    refused = browser.post(f"/deals/{number}/score/")
    assert refused.status_code == 409
    assert "was not submitted yet" in text_of(refused)


def test_hidden_deals_are_not_found_and_the_auditor_changes_nothing(
    cast: Cast, submission: Submission
) -> None:
    for stranger in (cast.tom, cast.outsider):
        assert browser_of(stranger).get(page_of(submission)).status_code == 404
        assert browser_of(stranger).post(page_of(submission)).status_code == 404
    assert browser_of(cast.auditor).get(page_of(submission)).status_code == 200
    assert browser_of(cast.auditor).post(page_of(submission)).status_code == 403


def test_more_terms_and_scores_cost_no_more_queries(cast: Cast) -> None:
    def queries(submission: Submission) -> int:
        browser.get(page_of(submission))
        with CaptureQueriesContext(connection) as captured:
            browser.get(page_of(submission))
        return len(captured)

    browser = browser_of(cast.maya)
    small = make_submission(cast.maya, "payment-terms")
    review_all(cast, small)
    few = queries(small)
    large = make_submission(cast.maya, "payment-terms", "renewal", "uptime", "liability-cap")
    for asked in ReviewRequest.objects.filter(term__draft=large.draft):
        review(cast, asked)
        rescore(large.pk)
    assert Score.objects.filter(submission=large).count() > 5
    assert queries(large) == few


def test_json_for_people_is_the_same_json() -> None:
    document = {"a": [], "b": {}, "c": [[1, 2], [3, "x]"]], "d": {"e": {"f": None}}, "g": "ü{"}
    text = as_json(document)
    assert json.loads(text) == document
    assert "[1, 2]" in text.splitlines()[4]
