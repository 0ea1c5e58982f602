"""Ask for information: the clock of whoever asks stands until the rep has answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from activity.models import Event, Notification
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import (
    answer_question,
    ask_question,
    make_next_draft,
    withdraw_question,
)
from reviews.actions.announcing import announce
from reviews.models import Ask, Question, ReviewRequest, Submission
from reviews.queries.questions import has_open_question
from tests.make import Cast, make_submission, review, review_all
from tests.make_talk import request_of


@pytest.fixture
def asked(cast: Cast) -> ReviewRequest:
    return request_of(make_submission(cast.maya, "payment-terms"), "payment-terms")


@pytest.fixture
def ask(cast: Cast) -> Ask:
    """Mark, who manages Maya, is asked to approve."""
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    return Ask.objects.open().get(submission=submission, person=cast.mark)


def told(verb: str) -> dict[str, Notification]:
    event = Event.objects.filter(verb=verb).order_by("-id")[0]
    announce(event.pk)
    return {row.to.name: row for row in Notification.objects.filter(event=event).select_related("to")}


def waiting(submission: Submission) -> list[Question]:
    return list(Question.objects.open().filter(submission=submission))


def has_one(submission: Submission) -> bool:
    return Draft.objects.filter(has_open_question(), pk=submission.draft_id).exists()


def test_the_clock_stands_while_a_reviewer_waits(cast: Cast, asked: ReviewRequest) -> None:
    submission, due_at = asked.term.draft.submission, asked.due_at
    question = ask_question(asked, " Who is their bank? ", by=cast.members["FIN"])
    asked.refresh_from_db()
    assert asked.paused_at is not None and asked.left_minutes is not None
    assert (waiting(submission), has_one(submission)) == ([question], True)
    assert question.text == "Who is their bank?"
    answer_question(question, "Nordbank itself.", by=cast.maya)
    asked.refresh_from_db()
    assert asked.paused_at is None and asked.due_at >= due_at
    assert (waiting(submission), has_one(submission)) == ([], False)


def test_the_clock_stands_while_an_approver_waits(cast: Cast, ask: Ask) -> None:
    question = ask_question(ask, "Why 120 days?", by=cast.mark)
    ask.refresh_from_db()
    assert ask.paused_at is not None
    answer_question(question, "Their board decided it.", by=cast.desk)
    ask.refresh_from_db()
    assert ask.paused_at is None
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Their board decided it.", cast.desk)


def test_the_time_while_it_stands_is_not_counted(cast: Cast, asked: ReviewRequest) -> None:
    question = ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    before = asked.due_at
    ReviewRequest.objects.filter(pk=asked.pk).update(paused_at=timezone.now() - timedelta(days=7))
    Question.objects.filter(pk=question.pk).update(at=timezone.now() - timedelta(days=7))
    answer_question(question, "Nordbank itself.", by=cast.maya)
    asked.refresh_from_db()
    assert asked.due_at >= before and asked.left_minutes is None


def test_the_owner_hears_of_the_question_and_the_asker_of_the_answer(
    cast: Cast, asked: ReviewRequest
) -> None:
    question = ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    heard = told("question.asked")
    assert list(heard) == ["Maya Lindqvist"]
    assert "Max Finance waits for your answer: “Who is their bank?”" in heard["Maya Lindqvist"].text
    assert heard["Maya Lindqvist"].path == f"/questions/{question.pk}/answer/"
    answer_question(question, "Nordbank itself.", by=cast.maya)
    answered = told("question.answered")
    assert list(answered) == ["Max Finance"]
    assert answered["Max Finance"].path == f"/reviews/{asked.pk}/"


def test_whoever_asked_takes_it_back_and_the_clock_runs_on(cast: Cast, asked: ReviewRequest) -> None:
    question = ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    with pytest.raises(Forbidden, match="Only Max Finance"):
        withdraw_question(question, by=cast.leads["FIN"])
    withdraw_question(question, by=cast.members["FIN"])
    asked.refresh_from_db()
    question.refresh_from_db()
    assert asked.paused_at is None and question.was_taken_back
    assert list(told("question.withdrawn")) == ["Maya Lindqvist"]
    with pytest.raises(Refused, match="taken back already"):
        answer_question(question, "Too late.", by=cast.maya)


def test_pressing_twice_asks_and_answers_once(cast: Cast, asked: ReviewRequest) -> None:
    finance = cast.members["FIN"]
    question = ask_question(asked, "Who is their bank?", by=finance)
    assert ask_question(asked, "Who is their bank?", by=finance) == question
    answer_question(question, "Nordbank itself.", by=cast.maya)
    with pytest.raises(Refused, match="already"):
        answer_question(question, "Nordbank itself.", by=cast.maya)
    verbs = Event.objects.filter(verb__startswith="question.").values_list("verb", flat=True)
    assert sorted(verbs) == ["question.answered", "question.asked"]


def test_one_question_at_a_time(cast: Cast, asked: ReviewRequest) -> None:
    first = ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    with pytest.raises(Refused, match="Max Finance has asked already"):
        ask_question(asked, "And their auditor?", by=cast.leads["FIN"])
    answer_question(first, "Nordbank itself.", by=cast.maya)
    ask_question(asked, "And their auditor?", by=cast.leads["FIN"])


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_question_has_words_and_an_end(cast: Cast, asked: ReviewRequest, text: str) -> None:
    with pytest.raises(Refused, match="Write"):
        ask_question(asked, text, by=cast.members["FIN"])
    question = ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    with pytest.raises(Refused, match="Write"):
        answer_question(question, text * 2, by=cast.maya)


@pytest.mark.parametrize("who", ["maya", "mark", "desk", "legal", "auditor", "outsider"])
def test_only_the_function_asks_about_its_review(cast: Cast, asked: ReviewRequest, who: str) -> None:
    person = cast.members["LEG"] if who == "legal" else getattr(cast, who)
    with pytest.raises(Forbidden):
        ask_question(asked, "Why?", by=person)
    assert not Question.objects.exists()


def test_only_whoever_is_asked_asks_about_an_approval(cast: Cast, ask: Ask) -> None:
    for person in (cast.ruth, cast.anders, cast.maya):
        with pytest.raises(Forbidden):
            ask_question(ask, "Why?", by=person)


@pytest.mark.parametrize("who", ["tom", "mark", "ruth", "finance", "auditor"])
def test_only_the_owner_or_the_desk_answers(cast: Cast, asked: ReviewRequest, who: str) -> None:
    question = ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    person: User = cast.members["FIN"] if who == "finance" else getattr(cast, who)
    with pytest.raises(Forbidden):
        answer_question(question, "Nobody.", by=person)


def test_after_the_answer_of_the_function_nothing_is_asked(cast: Cast, asked: ReviewRequest) -> None:
    review(cast, asked)
    with pytest.raises(Refused, match="has answered already"):
        ask_question(asked, "Why?", by=cast.members["FIN"])


def test_a_review_given_without_the_answer_ends_the_waiting(cast: Cast, asked: ReviewRequest) -> None:
    ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    review(cast, asked, by=cast.leads["FIN"])
    assert waiting(asked.term.draft.submission) == []


def test_a_replaced_draft_waits_for_no_answer(cast: Cast, asked: ReviewRequest) -> None:
    question = ask_question(asked, "Who is their bank?", by=cast.members["FIN"])
    make_next_draft(Draft.objects.get(pk=asked.term.draft_id), by=cast.maya)
    assert waiting(asked.term.draft.submission) == []
    with pytest.raises(Refused, match="nothing more can be decided"):
        answer_question(question, "Nordbank itself.", by=cast.maya)
