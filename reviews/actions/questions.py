"""Ask the owner of a deal for information; the clock of whoever asks stands until there is an answer."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.models import Draft
from contracts.policy import may_change
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions.drafts import locked_draft
from reviews.clocks import pause_clock, resume_clock
from reviews.models import Ask, Question, ReviewRequest
from reviews.policy import may_approve, may_review, must_be_in_review

LONGEST_QUESTION, LONGEST_ANSWER = 2000, 4000

Wait = ReviewRequest | Ask


@transaction.atomic
def ask_question(wait: Wait, text: str, *, by: User) -> Question:
    """A reviewer asks about a request, or an approver about what they are asked to decide.

    Raises Refused when nothing waits for the person any more, or a question is open there already.
    """
    _may_ask(wait, by)
    text = _sound(text, LONGEST_QUESTION, "Write what you need to know.")
    draft = locked_draft(_draft(wait))
    must_be_in_review(draft)
    wait = _as_it_is(wait)
    known = wait.questions.filter(answered_at=None).select_related("by").first()
    if known is not None:
        if (known.by_id, known.text) == (by.pk, text):
            return known
        raise Refused(
            f"{known.by} has asked already: “{known.text[:200]}”. Wait for the answer, then ask again."
        )
    now = timezone.now()
    question = Question.objects.create(
        submission=draft.submission,
        request=wait if isinstance(wait, ReviewRequest) else None,
        ask=wait if isinstance(wait, Ask) else None,
        text=text,
        by=by,
        at=now,
    )
    pause_clock(wait, now=now)
    _record("question.asked", question, draft, by)
    return question


@transaction.atomic
def answer_question(question: Question, text: str, *, by: User) -> None:
    """The owner or the deal desk answers; the asker is told and the clock runs on.

    Raises Refused when there is an answer already, or the draft is no longer in review.
    """
    may_change(question.submission.draft.deal, "question.answer", by=by)
    text = _sound(text, LONGEST_ANSWER, "Write the answer.")
    draft = locked_draft(question.submission.draft)
    must_be_in_review(draft)
    _end(question, draft, "question.answered", text, by)


@transaction.atomic
def withdraw_question(question: Question, *, by: User) -> None:
    """Whoever asked does not need the answer any more; the clock runs on."""
    require(by, "review.ask" if question.request_id else "approval.ask")
    if question.by_id != by.pk:
        raise Forbidden(f"Only {question.by}, who asked, takes the question back.")
    draft = locked_draft(question.submission.draft)
    _end(question, draft, "question.withdrawn", "", by)


def _may_ask(wait: Wait, by: User) -> None:
    if isinstance(wait, ReviewRequest):
        require(by, "review.ask")
        may_review(wait, by=by)
        return
    require(by, "approval.ask")
    may_approve(wait.submission.draft.deal, by=by)
    if wait.person_id != by.pk:
        raise Forbidden(f"{wait.person} is asked to decide this, so only {wait.person} asks about it.")


def _sound(text: str, longest: int, when_empty: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(when_empty)
    if len(text) > longest:
        raise Refused(f"Write at most {longest:,} characters; this has {len(text):,}.")
    return text


def _draft(wait: Wait) -> Draft:
    found: Draft = wait.term.draft if isinstance(wait, ReviewRequest) else wait.submission.draft
    return found


def _as_it_is(wait: Wait) -> Wait:
    """The request or ask under the lock. Raises Refused when it does not wait for anybody any more."""
    if isinstance(wait, ReviewRequest):
        request = ReviewRequest.objects.select_related("term__draft__submission__policy", "function").get(
            pk=wait.pk
        )
        if not request.is_open:
            raise Refused(f"{request.function} has answered already. Write into the term’s thread instead.")
        return request
    ask = Ask.objects.open().select_related("submission__policy", "person").filter(pk=wait.pk).first()
    if ask is None:
        raise Refused("Nothing of this deal waits for your decision any more. Reload the page.")
    return ask


def _end(question: Question, draft: Draft, verb: str, answer: str, by: User) -> None:
    now = timezone.now()
    open_ = Question.objects.filter(pk=question.pk, answered_at=None)
    if open_.update(answer=answer, answered_by=by, answered_at=now) != 1:
        raise Refused("This question was answered or taken back already. Reload the page to read it.")
    question.refresh_from_db()
    wait = question.request or question.ask
    if wait is not None:
        resume_clock(wait, now=now)
    _record(verb, question, draft, by)


def _record(verb: str, question: Question, draft: Draft, by: User) -> None:
    asked = question.request
    record(
        verb,
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "submission": question.submission_id, "question": question.pk},
        about=asked.term.type.name if asked else question.ask.label if question.ask else "",
        words=question.answer if verb == "question.answered" else question.text,
    )
