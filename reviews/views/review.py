from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from contracts.models import DraftState
from dealdesk.kit.refusals import Refused
from reviews.actions import record_review
from reviews.facts import engine_policy
from reviews.forms.choices import VERDICT_TEXTS, anchors_of
from reviews.forms.review import ReviewForm
from reviews.models import ReviewRequest
from reviews.policy import may_review
from reviews.presentation.assigning import assign_box
from reviews.presentation.correction import correction_note
from reviews.presentation.desk import change_of, ladder_of, other_answers
from reviews.presentation.queue import address_of
from reviews.presentation.threads import one_thread
from reviews.queries.asks import value_text
from reviews.queries.clock import clock_of
from reviews.queries.desk import asked_reviews, own_answer
from reviews.queries.offers import accepted_answer
from reviews.queries.people import people_around
from reviews.queries.questions import questions_on
from reviews.queries.waiting import Narrowing, Place, place_of
from reviews.queries.workload import fill_under


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, request_id: int) -> HttpResponse:
    """One term for one function: ask, ladder and form. POST records; `fill` only takes a rung's wording."""
    person: User = request.user
    asked = get_object_or_404(asked_reviews(person), pk=request_id)
    may_review(asked, by=person)
    narrowing = Narrowing.read(request.GET)
    if request.method == "GET":
        return _page(request, asked, _form(asked, person), narrowing)
    form = _form(asked, person, request.POST)
    if "fill" in request.POST:
        return _refilled(request, asked, form.with_rung(), narrowing)
    if not form.is_valid() or not _is_recorded(form, asked, person):
        return _page(request, asked, form, narrowing)
    return _onward(request, asked, narrowing)


def _form(asked: ReviewRequest, person: User, typed: Any = None) -> ReviewForm:
    policy = engine_policy(asked.term.draft.submission.policy)
    earlier = own_answer(asked, person)
    start = accepted_answer(asked) if earlier is None else None
    return ReviewForm(typed, asked=asked, policy=policy, earlier=earlier, start=start)


def _is_recorded(form: ReviewForm, asked: ReviewRequest, person: User) -> bool:
    """False, with the reason on the form, when the draft has moved on meanwhile."""
    try:
        record_review(asked, form.answer, by=person)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _onward(request: HttpRequest, asked: ReviewRequest, narrowing: Narrowing) -> HttpResponse:
    term = asked.term
    said = f"Saved: {term.type.name} of {term.draft.deal.number}. Its score is being computed."
    if "stay" in request.POST:
        messages.success(request, said)
        return redirect(request.get_full_path())
    following = place_of(asked, request.user, narrowing).following
    if following is None:
        messages.success(request, f"{said} That was the last one.")
        return redirect(reverse("reviews:queue"))
    messages.success(request, said)
    return redirect(address_of(following, narrowing))


def _refilled(
    request: HttpRequest, asked: ReviewRequest, form: ReviewForm, narrowing: Narrowing
) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reviews/_review_counter.html", {"form": form})
    return _page(request, asked, form, narrowing, takes_focus=True)


def _page(
    request: HttpRequest,
    asked: ReviewRequest,
    form: ReviewForm,
    narrowing: Narrowing,
    *,
    takes_focus: bool = False,
) -> HttpResponse:
    """`takes_focus`: the counter-proposal's wording was just filled in, so the cursor goes there."""
    term = asked.term
    is_over = term.draft.state != DraftState.IN_REVIEW and not form.is_bound
    place = Place(None, 0, None) if is_over else place_of(asked, request.user, narrowing)
    shown = {
        "asked": asked,
        "term": term,
        "deal": term.draft.deal,
        "change": change_of(term),
        "value": value_text(term.value, term.type),
        "form": form,
        "is_over": is_over,
        "over_title": f"Draft {term.draft.number} is {term.draft.get_state_display().lower()}.",
        **_way(place, narrowing),
        "monthly_hint": f"While the contract runs, {term.draft.deal.months} months.",
        "clock": clock_of(asked, timezone.now()),
        "ladder": ladder_of(term),
        "months": fill_under(term.draft.submission, asked.function.code),
        "others": other_answers(asked, request.user, has_answered=form.earlier is not None),
        "anchors": anchors_of(asked.function.code),
        "verdict_texts": VERDICT_TEXTS,
        "takes_focus": takes_focus,
        **_beside(asked, request.user),
    }
    return render(request, "reviews/review.html", shown)


def _beside(asked: ReviewRequest, person: User) -> dict[str, Any]:
    return {
        "thread": one_thread(asked.term, person),
        "people": people_around(asked.term.draft.deal),
        "questions": questions_on(asked),
        "assign": assign_box(asked, person),
        "correction": correction_note(asked, person),
    }


def _way(place: Place, narrowing: Narrowing) -> dict[str, Any]:
    return {
        "place": place,
        "position": f"{place.number} of {place.total}",
        "next_url": address_of(place.following, narrowing) if place.following else "",
        "queue_url": reverse("reviews:queue") + narrowing.query,
    }
