"""What must never happen, tried in every way in: verb, stale object, and straight SQL."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Role, RoleGrant
from contracts.actions import edit_deal, edit_term
from contracts.models import Deal, Draft, Term
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Forbidden, Refused
from reviews import notices, subscriptions
from reviews.actions import clear_draft, decide, make_next_draft, publish_policy, record_review
from reviews.engine import facts as engine_facts
from reviews.gate import gate_of
from reviews.models import Approval, Review, ReviewRequest, Score, Submission
from tests.make import Cast, answer, approve, make_submission, review, review_all, token_of


def fresh(submission: Submission) -> Draft:
    return Draft.objects.get(pk=submission.draft_id)


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def moderate(cast: Cast) -> Submission:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    return submission


def test_i1_the_database_refuses_a_clearance_without_reviews(cast: Cast) -> None:
    submission = moderate(cast)
    approve(submission, cast.mark)
    sql("UPDATE reviews_review SET replaced_at = now()")
    with pytest.raises(DatabaseError, match="required reviews are missing"):
        sql(
            "UPDATE contracts_draft SET state = 'cleared' WHERE id = %s;"
            "INSERT INTO reviews_clearance (submission_id, score_id, certificate, digest, code, by_id, at)"
            " SELECT %s, id, '{}', '', 'X', %s, now() FROM reviews_score WHERE is_latest",
            submission.draft_id, submission.pk, cast.maya.pk,
        )  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contracts_term SET wording = 'Other'",
        "DELETE FROM contracts_term",
        "UPDATE contracts_draft SET digest = 'x', content = '{}'",
        "UPDATE contracts_draft SET state = 'signed'",
        "UPDATE reviews_score SET tenths = 0",
        "DELETE FROM reviews_score",
        "UPDATE reviews_approval SET step = 9",
        "UPDATE reviews_policyversion SET document = '{}'",
        "UPDATE contracts_rung SET is_pre_approved = true",
        "UPDATE contracts_termtype SET functions = '{}'",
        "UPDATE contracts_playbookversion SET note = 'x'",
    ],
)
def test_the_database_refuses_to_change_evidence(cast: Cast, statement: str) -> None:
    approve(moderate(cast), cast.mark)
    with pytest.raises(DatabaseError, match=r"never changed|does not move|never changed but voided"):
        sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contracts_deal SET committed_value = committed_value + 1",
        "UPDATE contracts_deal SET kind = 'renewal'",
        "UPDATE contracts_deal SET months = months + 1",
        "UPDATE contracts_customer SET name = name || ' Ltd'",
    ],
)
def test_i2_a_change_behind_our_back_closes_the_gate(cast: Cast, statement: str) -> None:
    submission = moderate(cast)
    approve(submission, cast.mark)
    assert gate_of(fresh(submission)).is_open
    sql(statement)
    with pytest.raises(Refused, match="differ from what was submitted"):
        clear_draft(fresh(submission), by=cast.maya)


def test_i2_what_a_submission_covers_cannot_be_edited(cast: Cast) -> None:
    submission = moderate(cast)
    deal = Deal.objects.get(pk=submission.draft.deal_id)
    with pytest.raises(Refused, match="Make the next draft"):
        edit_deal(deal, by=cast.maya, committed_value=1)
    with pytest.raises(Refused, match="Make the next draft"):
        edit_term(Term.objects.get(draft=submission.draft), by=cast.maya, wording="Net 10.")


def test_i3_nobody_who_wrote_decides_even_straight_in_the_database(cast: Cast) -> None:
    submission = moderate(cast)
    RoleGrant.objects.create(user=cast.maya, role=Role.APPROVER_MANAGER)
    cast.maya.forget_roles()
    cast.maya.reports_to = cast.maya
    cast.maya.save()
    with pytest.raises(Forbidden, match="Nobody approves a deal"):
        approve(submission, cast.maya)
    approval = Approval(
        submission=submission,
        score=Score.objects.get(is_latest=True),
        draft_digest=submission.digest,
        step=1,
        approver=cast.maya,
        roles_held=["approver_manager"],
        decision="approve",
        at=timezone.now(),
    )
    with pytest.raises(DatabaseError, match="nobody approves"), transaction.atomic():
        approval.save()


def test_i3_an_author_of_an_earlier_draft_cannot_review_either(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    finance = cast.members["FIN"]
    RoleGrant.objects.create(user=finance, role=Role.DEAL_DESK)
    finance.forget_roles()
    following = make_next_draft(fresh(submission), by=finance)
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    assert following.number == 2
    with pytest.raises((Forbidden, Refused)):
        record_review(request, answer(), by=finance)
    with pytest.raises(DatabaseError, match="nobody reviews"), transaction.atomic():
        Review.objects.create(
            request=request, reviewer=finance, level=1, confidence=90, verdict="deliverable",
            answered_at=timezone.now(),
        )  # fmt: skip


def test_i4_a_role_removed_after_the_approval_closes_the_gate(cast: Cast) -> None:
    submission = moderate(cast)
    approve(submission, cast.mark)
    assert gate_of(fresh(submission)).is_open
    RoleGrant.objects.filter(user=cast.mark).delete()
    with pytest.raises(Refused, match="too few people"):
        clear_draft(fresh(submission), by=cast.maya)


def test_i5_one_person_with_two_roles_is_one_approver(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=5)
    approve(submission, cast.anders)
    with pytest.raises((Refused, Forbidden)):
        approve(submission, cast.anders)
    assert not gate_of(fresh(submission)).is_open


def test_i7_a_gate_that_breaks_does_not_open(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = moderate(cast)
    approve(submission, cast.mark)

    def broken(*_: object) -> None:
        raise engine_facts.InvalidFacts("cells", "cannot be read")

    monkeypatch.setattr("reviews.gate.score_facts", broken)
    with pytest.raises(Refused, match="cannot be computed"):
        clear_draft(fresh(submission), by=cast.maya)


def test_i7_a_stale_score_does_not_open_the_gate(cast: Cast) -> None:
    submission = moderate(cast)
    approve(submission, cast.mark)
    Submission.objects.filter(pk=submission.pk).update(facts_version=99)
    gate = gate_of(fresh(submission))
    assert not gate.is_open and not gate.is_score_current


def test_i8_the_trigger_and_the_moves_table_agree(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, target FROM draft_moves()")
        in_database = set(cursor.fetchall())
    assert in_database == {(source, target) for source, _, target in DRAFT_MOVES.rows()}


def test_i17_a_new_policy_leaves_running_reviews_alone(cast: Cast) -> None:
    submission = moderate(cast)
    publish_policy(by=cast.desk, steps={"AUTO": [], "MGR": [], "VP": [], "EXEC": []}, note="Looser")
    assert not gate_of(fresh(submission)).is_open
    later = make_submission(cast.tom, "payment-terms")
    review_all(cast, later, level=4)
    assert gate_of(fresh(later)).is_open


def test_a_decision_on_what_was_shown_before_is_refused(cast: Cast) -> None:
    submission = moderate(cast)
    shown = token_of(submission)
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    review(cast, request, 4, once=(600, 600, 600))
    with pytest.raises(Refused, match="has changed since you opened it"):
        decide(fresh(submission), "approve", by=cast.mark, seen_digest=shown)


def test_every_verb_that_tells_somebody_has_its_words() -> None:
    assert set(subscriptions.TOLD_VERBS) == set(notices.WRITERS)


def test_nothing_but_the_moves_table_assigns_state() -> None:
    """A plain reading of the code: no `.state =` and no `state=` in an update outside kit/states.py."""

    found = []
    for app in ("accounts", "activity", "contracts", "reviews"):
        for path in Path(settings.ROOT, app).rglob("*.py"):
            if "migrations" not in path.parts and re.search(
                r"\.state = |update\([^)]*\bstate=", path.read_text()
            ):
                found.append(str(path))
    assert found == []
