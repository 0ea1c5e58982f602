"""Who hears of comments, of offers that were declined, and of questions."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.text import Truncator

from accounts.models import User
from activity.models import Event
from reviews.models import Comment, Question, Review
from reviews.notice import Notice, deal_title
from reviews.queries.people import sees
from reviews.queries.threads import roots_of, visible_comments

QUOTED = 110
"""Characters of somebody's words in a notice."""

LONGEST_TITLE = 80


def commented(event: Event) -> Iterable[Notice]:
    """The owner, whoever wrote in the thread before, and the reviewer whose offer it is about; then, in
    other words, those who are named. Nobody who may not read it."""
    said = (
        Comment.objects.select_related(
            "by",
            "thread__term__type",
            "thread__deal__customer",
            "thread__deal__owner",
            "counter__review__reviewer",
        )
        .prefetch_related("mentions")
        .get(pk=event.facts["comment"])
    )
    deal, term = said.thread.deal, said.thread.term
    subject = f"{deal_title(deal)}, {term.type.name}" if term else deal_title(deal)
    path = f"{thread_path(said)}#comment-{said.pk}"
    quote = f"“{Truncator(' '.join(said.text.split())).chars(QUOTED)}”"
    named = set(said.mentions.all())
    roots = roots_of(deal)
    for person in {*_taking_part(said), *named}:
        if not sees(deal, person) or not visible_comments(deal, roots, person).filter(pk=said.pk).exists():
            continue
        verb = "names you" if person in named else "writes"
        yield Notice(person, f"{Truncator(subject).chars(LONGEST_TITLE)}: {said.by} {verb}: {quote}", path)


def _taking_part(said: Comment) -> set[User]:
    earlier = said.thread.comments.filter(pk__lte=said.pk).select_related("by")
    people = {comment.by for comment in earlier} | {said.thread.deal.owner}
    return people | {said.counter.review.reviewer} if said.counter else people


def thread_path(said: Comment) -> str:
    thread = said.thread
    if thread.term_id is None:
        return reverse("reviews:deal_thread", args=[thread.deal.serial])
    return reverse("reviews:term_thread", args=[thread.term_id])


def declined(event: Event) -> Iterable[Notice]:
    review = Review.objects.select_related(
        "reviewer", "counter", "request__term__type", "request__term__draft__deal__customer"
    ).get(pk=event.facts["review"])
    term = review.request.term
    deal = term.draft.deal
    reason = Truncator(review.counter.decline_reason).chars(QUOTED)
    text = f"{deal_title(deal)}: {event.by} declined your wording for {term.type.name}: “{reason}”"
    return [Notice(review.reviewer, text, reverse("reviews:term_thread", args=[term.pk]))]


def question_asked(event: Event) -> Iterable[Notice]:
    question = _question(event)
    deal = question.submission.draft.deal
    text = f"{deal_title(deal)}: {question.by} waits for your answer: “{_short(question.text)}”"
    return [Notice(deal.owner, text, reverse("reviews:question_answer", args=[question.pk]))]


def question_answered(event: Event) -> Iterable[Notice]:
    question = _question(event)
    deal = question.submission.draft.deal
    text = f"{deal_title(deal)}: {question.answered_by} answered you: “{_short(question.answer)}”"
    return [Notice(question.by, text, _place_of(question))]


def question_withdrawn(event: Event) -> Iterable[Notice]:
    question = _question(event)
    deal = question.submission.draft.deal
    text = f"{deal_title(deal)}: {question.by} needs no answer any more to “{_short(question.text)}”"
    return [Notice(deal.owner, text, deal.get_absolute_url())]


def _question(event: Event) -> Question:
    return Question.objects.select_related(
        "by", "answered_by", "submission__draft__deal__customer", "submission__draft__deal__owner"
    ).get(pk=event.facts["question"])


def _place_of(question: Question) -> str:
    """Where the asker goes on: the review, or the decision."""
    if question.request_id is not None:
        return reverse("reviews:review", args=[question.request_id])
    return reverse("reviews:approval", args=[question.submission.draft.deal.serial]) + "#answered"


def _short(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(QUOTED)


WRITERS_TALK: dict[str, Callable[[Event], Iterable[Notice]]] = {
    "comment.made": commented,
    "counter.declined": declined,
    "question.asked": question_asked,
    "question.answered": question_answered,
    "question.withdrawn": question_withdrawn,
}
