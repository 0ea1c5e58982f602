"""What a person was told. Reading the list or following a link changes nothing; marking as read is a POST."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from activity.actions.inbox import mark_all_read, mark_read
from activity.models import Notification

ROWS_A_PAGE = 25


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Unread first, then the rest, each newest first."""
    mine = Notification.objects.filter(to=request.user.pk)
    is_read = Case(When(read_at=None, then=Value(0)), default=Value(1))
    page = Paginator(mine.order_by(is_read, "-id"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "unread": mine.filter(read_at=None).count(),
        "newest": max((row.pk for row in page), default=0),
        "newer": _address(page.previous_page_number()) if page.has_previous() else "",
        "older": _address(page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "activity/inbox.html", facts)


@require_POST
def read_notification(request: HttpRequest, id: int) -> HttpResponse:
    """Mark one as read; the button “Open” goes on to its page, the other back to the list."""
    notification = get_object_or_404(Notification, pk=id, to=request.user)
    mark_read(notification)
    if "open" in request.POST:
        return redirect(notification.path)
    return redirect("activity:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read that the person has seen listed."""
    newest = request.POST.get("newest", "")
    count = mark_all_read(request.user, up_to=int(newest)) if newest.isdecimal() and len(newest) < 19 else 0
    messages.success(request, f"{count} marked as read.")
    return redirect("activity:inbox")


def _address(number: int) -> str:
    return f"{reverse('activity:inbox')}?page={number}"
