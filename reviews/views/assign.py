from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import User
from reviews.actions.assigning import assign_review
from reviews.queries.desk import asked_reviews


class AssignForm(forms.Form):
    """Whom a request is handed to; nobody gives it back to the function."""

    to = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False)


@require_POST
def assign(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take a review, give it back, or hand it to somebody of the function."""
    asked = get_object_or_404(asked_reviews(request.user), pk=request_id)
    form = AssignForm(request.POST)
    if form.is_valid():
        to = form.cleaned_data["to"]
        assign_review(asked, to, by=request.user)
        messages.success(request, f"{to or 'Nobody in particular'} has it now; anybody may still answer.")
    return redirect(reverse("reviews:review", args=[request_id]))
