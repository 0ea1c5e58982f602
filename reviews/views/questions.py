from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.policy import may_change
from dealdesk.kit.refusals import Refused
from reviews.actions import answer_question, ask_question, withdraw_question
from reviews.forms.talk import AnswerForm, QuestionForm
from reviews.models import Ask, Question, ReviewRequest
from reviews.policy import may_review
from reviews.presentation.questions import about_of
from reviews.queries.desk import asked_reviews
from reviews.queries.questions import ask_of, open_question_on, questions_for
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def review_question(request: SignedInRequest, request_id: int) -> HttpResponse:
    """A reviewer asks the owner before answering; POST asks, or takes the question back."""
    asked = get_object_or_404(asked_reviews(request.user), pk=request_id)
    require(request.user, "review.ask")
    may_review(asked, by=request.user)
    return _question(request, asked, asked.term.type.name, ("reviews:review", asked.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def approval_question(request: SignedInRequest, serial: int) -> HttpResponse:
    """An approver asks the owner before deciding; POST asks, or takes the question back."""
    draft = find_draft(request.user, serial)
    require(request.user, "approval.ask")
    ask = ask_of(draft, request.user)
    if ask is None:
        raise Refused("Nothing of this deal waits for your decision now, so there is nothing to ask about.")
    return _question(request, ask, ask.label, ("reviews:approval", draft.deal.serial))


@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: SignedInRequest, id: int) -> HttpResponse:
    """Answer what somebody waits for; POST saves the answer and lets the clock run on."""
    question = get_object_or_404(questions_for(request.user), pk=id)
    deal = question.submission.draft.deal
    may_change(deal, "question.answer", by=request.user)
    if request.method == "POST" and question.answered_by_id == request.user.pk and question.answer:
        return redirect(deal)  # sent twice
    form = AnswerForm(request.POST if request.method == "POST" else None, key=f"answer-{question.pk}")
    if form.is_valid() and _is_answered(request, question, form):
        messages.success(request, f"Answered. {question.by} is told, and the clock runs on.")
        return redirect(deal)
    shown = {"deal": deal, "question": question, "about": about_of(question), "form": form}
    return render(request, "reviews/question_answer.html", shown, status=422 if form.errors else 200)


def _question(
    request: SignedInRequest, wait: ReviewRequest | Ask, about: str, back: tuple[str, int]
) -> HttpResponse:
    question = open_question_on(wait)
    if "withdraw" in request.POST and question is not None:
        withdraw_question(question, by=request.user)
        messages.success(request, "Taken back. Your clock runs on.")
        return redirect(*back)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    draft = wait.term.draft if isinstance(wait, ReviewRequest) else wait.submission.draft
    if form.is_valid() and _is_asked(request, wait, form):
        messages.success(request, f"Asked. {draft.deal.owner} is told, and your clock stands until then.")
        return redirect(*back)
    shown = {"deal": draft.deal, "about": about, "question": question, "form": form, "back": back}
    return render(request, "reviews/question.html", shown, status=422 if form.errors else 200)


def _is_asked(request: SignedInRequest, wait: ReviewRequest | Ask, form: QuestionForm) -> bool:
    try:
        ask_question(wait, form.cleaned_data["text"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _is_answered(request: SignedInRequest, question: Question, form: AnswerForm) -> bool:
    try:
        answer_question(question, form.cleaned_data["text"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
