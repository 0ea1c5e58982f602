"""Ask for a calibration, let the worker do it, publish what it proposes."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from activity.models import Event, Notification, OutboxMessage
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes import tasks
from outcomes.actions.announcing import announce
from outcomes.actions.asking_calibration import ask_for_calibration, ask_monthly
from outcomes.actions.calibrating import calibrate_asked
from outcomes.actions.proposing_calibration import propose_calibration
from outcomes.calibration import hazard
from outcomes.models import Calibration
from outcomes.queries.calibrations import has_news
from reviews.actions.policy_drafts import start_policy_draft
from reviews.actions.policy_publishing import publish_policy_draft
from reviews.models import PolicyDraft, PolicyVersion
from reviews.queries.policies import current_policy
from reviews.samples import sample_document
from tests.make import Cast, make_submission, review_all
from tests.make_calibrated import make_known_deals, make_learned_policy, make_outcome
from tests.make_outcomes import make_signed


@pytest.fixture
def few_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six outcomes are enough here; tests/calibration holds the real minimum."""
    for name, count in (("LEAST", 6), ("LEAST_BAD", 2), ("LEAST_GOOD", 2)):
        monkeypatch.setattr(hazard, name, count)


def test_only_the_deal_desk_asks(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        ask_for_calibration(by=cast.maya)
    with pytest.raises(Forbidden):
        ask_for_calibration(by=cast.anders)


def test_asking_rings_the_worker_and_one_runs_at_a_time(cast: Cast) -> None:
    run = ask_for_calibration(by=cast.desk)
    rung = OutboxMessage.objects.get(task="outcomes.calibrate")
    assert (rung.key, rung.queue) == (run.pk, "bulk")
    with pytest.raises(Refused, match="running already"):
        ask_for_calibration(by=cast.desk)
    assert ask_monthly() is None


def test_a_run_that_was_lost_does_not_stand_in_the_way(cast: Cast) -> None:
    lost = ask_for_calibration(by=cast.desk)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        ask_for_calibration(by=cast.desk)
    lost.refresh_from_db()
    assert "given up" in lost.problem
    calibrate_asked(lost.pk)
    lost.refresh_from_db()
    assert lost.learned == {}


def test_too_few_outcomes_are_said_and_nothing_is_proposed(cast: Cast) -> None:
    """Without any work in the answers there is no range or hour to learn from either."""
    for is_bad in (True, False):
        make_outcome(make_signed(cast), is_bad=is_bad)
    run = calibrate_asked(ask_for_calibration(by=cast.desk).pk)
    run.refresh_from_db()
    assert run.problem.startswith(
        "P(bad) needs 50 outcomes, 10 of them bad and 10 good: there are 2, 1 of them bad. No correction acts"
    )
    assert (run.outcome_count, run.bad_count, run.learned, run.report) == (2, 1, {}, {})
    assert not PolicyDraft.objects.exists()
    announce(Event.objects.get(verb="calibration.done").pk)
    assert Notification.objects.get(to=cast.desk).text == run.problem


def test_a_few_outcomes_correct_hours_and_the_report_counts_who_is_signed(cast: Cast) -> None:
    """Ten cells that took twice the work raise Finance's hours; there is no curve."""
    make_known_deals(cast, 10)
    run = calibrate_asked(ask_for_calibration(by=cast.desk).pk)
    run.refresh_from_db()
    assert run.problem == "" and run.learned["hazard"] is None
    assert run.learned["uplift"]["FIN"] > 1_000
    assert run.report["measured"] is None and "there are 10, 4 of them bad" in run.report["missing"]
    assert sum(row["signed"] for row in run.report["selection"]) == 10
    assert run.proposal is not None and run.proposal.learned == run.learned


def test_twenty_answers_are_news_without_an_outcome(cast: Cast) -> None:
    for _ in range(19):
        review_all(cast, make_submission(cast.maya, "payment-terms"), 2)
    assert not has_news()
    review_all(cast, make_submission(cast.maya, "payment-terms"), 2)
    assert has_news()


def test_the_result_is_a_draft_that_a_person_publishes(cast: Cast, few_suffice: None) -> None:
    make_known_deals(cast, 10)
    before = current_policy()
    run = calibrate_asked(ask_for_calibration(by=cast.desk).pk)
    run.refresh_from_db()
    assert run.problem == "" and run.report["measured"]["n"] == 10
    draft = run.proposal
    assert draft is not None and draft.learned == run.learned and draft.based_on == before
    assert current_policy() == before and "learned" not in before.document
    version = publish_policy_draft(draft, revision=draft.revision, by=cast.desk)
    assert version.document["learned"] == run.learned
    finance = run.learned["uplift"]["FIN"]
    assert finance > 1_000
    assert version.document["engine"]["uplift"]["FIN"] == finance
    assert version.document["engine"]["id"] != before.document["engine"]["id"]
    assert_kept(cast, version)


def assert_kept(cast: Cast, version: PolicyVersion) -> None:
    """The next policy, written for another reason, keeps what this one has learned."""
    later = start_policy_draft(by=cast.desk, based_on=version, name="Milder rules")
    published = publish_policy_draft(later, revision=later.revision, by=cast.desk)
    assert published.document["learned"] == version.document["learned"]
    assert published.document["engine"]["uplift"] == version.document["engine"]["uplift"]


def test_a_draft_that_begins_with_a_sample_keeps_what_is_learned_in_force(cast: Cast) -> None:
    policy = make_learned_policy(cast, uplift={"DEL": 1_200})
    draft = start_policy_draft(by=cast.desk, rules=sample_document("by-band"))
    assert draft.learned == policy.document["learned"]


def test_the_task_does_the_run_and_settles_its_row(cast: Cast) -> None:
    run = ask_for_calibration(by=cast.desk)
    tasks.calibrate(run.pk)
    run.refresh_from_db()
    assert run.done_at is not None and run.problem.startswith("P(bad) needs 50 outcomes")
    assert not OutboxMessage.objects.filter(task="outcomes.calibrate", done_at=None).exists()


def test_the_worker_may_be_rung_twice(cast: Cast, few_suffice: None) -> None:
    make_known_deals(cast, 6)
    run = ask_for_calibration(by=cast.desk)
    calibrate_asked(run.pk)
    calibrate_asked(run.pk)
    assert PolicyDraft.objects.count() == 1
    assert Event.objects.filter(verb="calibration.done").count() == 1


def test_every_month_it_runs_if_something_is_new_and_a_person_takes_it_up(
    cast: Cast, few_suffice: None
) -> None:
    assert ask_monthly() is None
    make_known_deals(cast, 6)
    run = ask_monthly()
    assert run is not None
    calibrate_asked(run.pk)
    assert ask_monthly() is None
    run.refresh_from_db()
    assert run.proposal is None
    with pytest.raises(Forbidden):
        propose_calibration(run, by=cast.maya)
    draft = propose_calibration(run, by=cast.desk)
    assert draft.created_by == cast.desk
    with pytest.raises(Refused, match="already"):
        propose_calibration(run, by=cast.desk)


def test_without_new_outcomes_the_second_run_proposes_nothing(cast: Cast, few_suffice: None) -> None:
    make_known_deals(cast, 6)
    first = calibrate_asked(ask_for_calibration(by=cast.desk).pk)
    assert first.proposal is None or first.proposal.pk
    draft = PolicyDraft.objects.get()
    publish_policy_draft(draft, revision=draft.revision, by=cast.desk)
    second = calibrate_asked(ask_for_calibration(by=cast.desk).pk)
    second.refresh_from_db()
    assert second.report["comparison"]["n"] == 0
    assert second.report["proposes"] is False and second.proposal is None
    with pytest.raises(Refused, match="nothing to propose"):
        propose_calibration(second, by=cast.desk)
    assert Calibration.objects.count() == 2
