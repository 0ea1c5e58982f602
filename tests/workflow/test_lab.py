"""The policy lab: past submissions under a policy that is being written, in chunks, cancelled and resumed."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions import lab
from reviews.models import LabRow, LabRun, PolicyDraft, Submission
from reviews.queries.lab import findings_of
from tests.make import Cast, approve, make_submission, review_all
from tests.make_rules import publish_rules, rule, rulebook, step

VP, MANAGER = "role:approver_vp", "owner_manager"
DAY = dt.timedelta(days=1)


def draft_of(by: User, *rules: dict[str, Any], **parts: Any) -> PolicyDraft:
    return PolicyDraft.objects.create(
        name="Tried", rules=rulebook(*rules, **parts), created_by=by, saved_by=by, saved_at=timezone.now()
    )


def run_of(cast: Cast, *rules: dict[str, Any], **parts: Any) -> LabRun:
    today = timezone.localdate()
    draft = draft_of(cast.desk, *rules, **parts)
    return lab.start_lab_run(draft, from_on=today - DAY, to_on=today, by=cast.desk)


def finished(run: LabRun) -> LabRun:
    lab.advance_lab_run(run.pk)
    run.refresh_from_db()
    return run


@pytest.fixture
def submissions(cast: Cast) -> list[Submission]:
    """Two deals under a policy that asks the manager about everything long."""
    publish_rules(cast, rule("long", [{"fact": "months", "above": 12}], step=step(MANAGER)))
    found = [make_submission(cast.maya, "payment-terms", months=months) for months in (12, 24)]
    for submission in found:
        review_all(cast, submission)
    return found


def test_a_run_tells_which_approvals_come_and_go(cast: Cast, submissions: list[Submission]) -> None:
    run = finished(run_of(cast, rule("short", [{"fact": "months", "at_most": 12}], step=step(VP))))
    assert (run.state, run.done, run.total) == ("done", 2, 2)
    rows = {row.submission_id: row for row in LabRow.objects.filter(run=run)}
    short, long = (rows[submission.pk] for submission in submissions)
    assert (short.added, short.removed) == (["A VP approves"], [])
    assert (long.added, long.removed) == ([], ["The rep’s manager approves"])
    assert (short.wait_before, short.wait_after) == (0.0, 16.0), "without a history, what is allowed"
    found = findings_of(run)
    assert (found.changed, found.refused) == (2, 0)
    assert (found.added, found.removed) == ((("A VP approves", 1),), (("The rep’s manager approves", 1),))


def test_a_run_tells_of_other_bands_and_refusals(cast: Cast, submissions: list[Submission]) -> None:
    run = finished(
        run_of(
            cast,
            rule("floor", [{"fact": "months", "at_most": 12}], floor="EXEC"),
            rule("never", [{"fact": "months", "above": 12}], refuse="Never."),
        )
    )
    found = findings_of(run)
    assert [(moved.before, moved.after, moved.count) for moved in found.moved] == [("AUTO", "EXEC", 1)]
    assert found.refused == 1


def test_the_expected_wait_follows_chains_and_what_people_usually_take(
    cast: Cast, submissions: list[Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "approval_hours", lambda: {cast.ruth.pk: 3.0})
    serial = [step(VP), step(MANAGER, order=2)]
    apart = [step(VP), step(MANAGER, chain="sales")]
    for steps, hours in ((serial, 3.0 + 20), (apart, 20.0)):
        run = finished(run_of(cast, rule("asks", steps=steps), settings={"approval_hours": 20}))
        assert {row.wait_after for row in LabRow.objects.filter(run=run)} == {hours}


def test_replaying_changes_nothing_of_the_deals(cast: Cast, submissions: list[Submission]) -> None:
    approve(submissions[1], cast.mark)
    before = [list(one.scores.values()) + list(one.approvals.values()) for one in submissions]
    finished(run_of(cast, rule("asks", step=step(VP))))
    assert before == [list(one.scores.values()) + list(one.approvals.values()) for one in submissions]


def test_a_cancelled_run_keeps_what_it_has_and_goes_on_where_it_stopped(
    cast: Cast, submissions: list[Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "CHUNK", 1)
    run = run_of(cast, rule("asks", step=step(VP)))
    assert lab._advance_once(run.pk)
    run.refresh_from_db()
    lab.cancel_lab_run(run, by=cast.desk)
    lab.advance_lab_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, LabRow.objects.filter(run=run).count()) == ("cancelled", 1, 1)
    with pytest.raises(IllegalMove):
        lab.cancel_lab_run(run, by=cast.desk)
    lab.resume_lab_run(run, by=cast.desk)
    assert (finished(run).state, run.done, LabRow.objects.filter(run=run).count()) == ("done", 2, 2)


def test_ringing_twice_replays_nothing_twice(cast: Cast, submissions: list[Submission]) -> None:
    run = finished(run_of(cast, rule("asks", step=step(VP))))
    lab.advance_lab_run(run.pk)
    assert LabRow.objects.filter(run=run).count() == 2


def test_the_sweep_goes_on_with_a_run_that_lost_its_worker(cast: Cast, submissions: list[Submission]) -> None:
    run = run_of(cast, rule("asks", step=step(VP)))
    assert lab.sweep_lab_runs() == 0, "a run that has just begun is left to its worker"
    LabRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - lab.PATIENCE * 2)
    assert lab.sweep_lab_runs() == 1
    run.refresh_from_db()
    assert run.state == "done"


def test_a_period_without_submissions_is_refused(cast: Cast, submissions: list[Submission]) -> None:
    draft, today = draft_of(cast.desk, rule("asks", step=step(VP))), timezone.localdate()
    with pytest.raises(Refused, match="Nothing was submitted"):
        lab.start_lab_run(draft, from_on=today - 9 * DAY, to_on=today - 5 * DAY, by=cast.desk)
    with pytest.raises(Refused, match="ends before it begins"):
        lab.start_lab_run(draft, from_on=today, to_on=today - DAY, by=cast.desk)
    with pytest.raises(Forbidden):
        lab.start_lab_run(draft, from_on=today, to_on=today, by=cast.maya)


@pytest.mark.parametrize("fault", [ZeroDivisionError("by zero"), KeyError("MGR")])
def test_a_draft_that_cannot_be_replayed_fails_the_run_and_no_sweep_repeats_it(
    cast: Cast, submissions: list[Submission], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(lab, "CHUNK", 1)
    run = run_of(cast, rule("asks", step=step(VP)))
    assert lab._advance_once(run.pk)

    def breaks(*_: object) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(lab, "replay", breaks)
        assert finished(run).state == "failed"
    assert f"Submissions {submissions[1].pk} to {submissions[1].pk} cannot be replayed" in run.problem
    assert (run.done, LabRow.objects.filter(run=run).count()) == (1, 1), "what was found before stays"
    LabRun.objects.filter(pk=run.pk).update(beat_at=timezone.now() - lab.PATIENCE * 2)
    assert lab.sweep_lab_runs() == 0
    lab.resume_lab_run(run, by=cast.desk)
    assert (finished(run).state, run.done) == ("done", 2)
