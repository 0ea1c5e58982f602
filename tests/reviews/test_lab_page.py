"""The policy lab's pages: choose a period, watch it, read what changes, take it away as CSV."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from reviews.actions import lab
from reviews.models import LabRun, Score, Submission
from reviews.queries.lab import submitted_in
from tests.make import Cast, make_submission, review_all
from tests.make_rules import publish_rules, rule, step
from tests.reviews.browser import browser_of, text_of
from tests.workflow.test_lab import draft_of


def period(days: int = 1) -> dict[str, str]:
    today = timezone.localdate()
    return {"from_on": str(today - dt.timedelta(days=days)), "to_on": str(today)}


def submitted(cast: Cast, customer: str = "Nordbank Savings & Trust") -> None:
    review_all(cast, make_submission(cast.maya, "payment-terms", customer=customer))


def before_rules(submissions: Iterable[Submission]) -> None:
    """Their scores are as those of the time before rules."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reviews_score DISABLE TRIGGER score_stays")
        Score.objects.filter(submission__in=[one.pk for one in submissions]).update(rule_facts={})
        cursor.execute("ALTER TABLE reviews_score ENABLE TRIGGER score_stays")


def test_a_run_is_started_watched_and_read(cast: Cast) -> None:
    publish_rules(cast, rule("always", step=step("owner_manager")))
    submitted(cast)
    draft = draft_of(cast.desk, rule("always", step=step("role:approver_vp")))
    browser = browser_of(cast.desk)
    response = browser.post(f"/policy/drafts/{draft.pk}/lab/", period())
    run = LabRun.objects.get()
    assert response.headers["Location"] == f"/policy/lab/{run.pk}/"
    waiting = browser.get(f"/policy/lab/{run.pk}/").content.decode()
    assert "0 of 1 drafts replayed" in waiting and 'hx-trigger="every 2s"' in waiting
    lab.advance_lab_run(run.pk)
    done = browser.get(f"/policy/lab/{run.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "1 of 1 drafts replayed" in done and "every 2s" not in done and "<html" not in done
    assert "A VP approves: 1" in done and "The rep’s manager approves: 1" in done
    assert "1 of 1 drafts" not in text_of(browser.get(f"/policy/drafts/{draft.pk}/lab/"))


def test_a_bad_period_is_told_and_what_was_typed_stays(cast: Cast) -> None:
    draft = draft_of(cast.desk, rule("always", step=step("role:approver_vp")))
    said = {"from_on": "2026-12-01", "to_on": "2026-11-01"}
    response = browser_of(cast.desk).post(f"/policy/drafts/{draft.pk}/lab/", said)
    assert response.status_code == 422
    assert "lies before the first one" in text_of(response) and 'value="2026-12-01"' in text_of(response)
    empty = browser_of(cast.desk).post(f"/policy/drafts/{draft.pk}/lab/", period())
    assert "Nothing was submitted in this period" in text_of(empty)


def test_the_csv_has_every_replayed_draft_and_no_formula(cast: Cast) -> None:
    publish_rules(cast, rule("always", step=step("owner_manager")))
    submitted(cast, customer="=HYPERLINK(1)")
    draft = draft_of(cast.desk, rule("always", step=step("role:approver_vp")))
    today = timezone.localdate()
    run = lab.start_lab_run(draft, from_on=today, to_on=today, by=cast.desk)
    lab.advance_lab_run(run.pk)
    response: Any = browser_of(cast.desk).get(f"/policy/lab/{run.pk}.csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 2 and "'=HYPERLINK(1)" in lines[1] and "A VP approves" in lines[1]


def test_what_was_scored_before_rules_were_kept_is_counted(cast: Cast) -> None:
    publish_rules(cast, rule("always", step=step("owner_manager")))
    submitted(cast)
    submitted(cast)
    draft, browser = draft_of(cast.desk, rule("always", step=step("owner_manager"))), browser_of(cast.desk)
    before_rules(submitted_in(timezone.localdate(), timezone.localdate())[:1])
    browser.post(f"/policy/drafts/{draft.pk}/lab/", period())
    said = text_of(browser.get(f"/policy/lab/{LabRun.objects.get().pk}/"))
    assert "0 of 1 drafts replayed" in said
    assert "1 more draft of this period cannot be replayed: scored before rules were kept." in said
    before_rules(Submission.objects.all())
    refused = text_of(browser.post(f"/policy/drafts/{draft.pk}/lab/", period()))
    assert "2 drafts were submitted in this period, but scored before rules were kept" in refused


@pytest.mark.parametrize("who", ["maya", "mark", "auditor"])
def test_the_lab_is_the_deal_desks(cast: Cast, who: str) -> None:
    draft = draft_of(cast.desk, rule("always", step=step("role:approver_vp")))
    response = browser_of(getattr(cast, who)).get(f"/policy/drafts/{draft.pk}/lab/")
    assert response.status_code == 403


def test_a_run_of_many_drafts_asks_no_more_of_the_database(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    publish_rules(cast, rule("always", step=step("owner_manager")))
    draft, today = draft_of(cast.desk, rule("always", step=step("role:approver_vp"))), timezone.localdate()
    for wanted in (1, 4):
        while submitted_in(today, today).count() < wanted:
            submitted(cast)
        run = lab.start_lab_run(draft, from_on=today, to_on=today, by=cast.desk)
        with django_assert_max_num_queries(24):
            lab._advance_once(run.pk)
        browser = browser_of(cast.desk)
        with django_assert_max_num_queries(24):
            browser.get(f"/policy/lab/{run.pk}/")
