"""What was asked of a deal's owner, as the deal's page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from reviews.forms.talk import AnswerForm
from reviews.models import Question


@dataclass(frozen=True)
class QuestionRow:
    """`form` is there for those who may answer it now."""

    question: Question
    about: str
    url: str
    form: AnswerForm | None

    @property
    def who(self) -> str:
        """The asker, with the function whose clock stands."""
        asked = self.question.request
        return f"{self.question.by}, {asked.function}" if asked else str(self.question.by)


@dataclass(frozen=True)
class Questions:
    waiting: tuple[QuestionRow, ...]
    ended: tuple[QuestionRow, ...]


def question_rows(found: Iterable[Question], reader: User, *, may_answer: bool) -> Questions:
    """`ended` are answered, taken back, or no longer needed because whoever asked has decided."""
    waiting, ended = [], []
    for question in found:
        if is_waiting(question):
            waiting.append(_row(question, may_answer=may_answer))
        else:
            ended.append(_row(question, may_answer=False))
    return Questions(tuple(waiting), tuple(ended))


def is_waiting(question: Question) -> bool:
    """The same as `Question.objects.open()`, for a question that is loaded with what it hangs on."""
    draft = question.submission.draft
    if question.answered_at is not None or draft.state != "in_review" or not draft.is_current:
        return False
    if question.request is not None:
        return question.request.answered_at is None
    return question.ask is not None and question.ask.ended_at is None


def about_of(question: Question) -> str:
    if question.request is not None:
        return question.request.term.type.name
    return "the approval"


def _row(question: Question, *, may_answer: bool) -> QuestionRow:
    place = f"#term-{question.request.term.position}" if question.request else ""
    form = AnswerForm(key=f"answer-{question.pk}") if may_answer else None
    return QuestionRow(question, about_of(question), place, form)
