"""Decide by a link in a mail. Looking changes nothing, because scanners of mail look at every link."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from dealdesk.kit.often import asks_too_often
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions.mail_links import NotYet, decide_by_link, find_link, must_be_alive
from reviews.forms.mail_link import LinkDecisionForm
from reviews.models import MailLink
from reviews.presentation.approval_page import approval_page

MOST_A_MINUTE = 60


@csrf_exempt  # no cookie gives any right here: whoever could forge the form would have to know its address
@login_not_required
@sensitive_variables("token")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, token: str) -> HttpResponse:
    """The ask that a mail spoke of: read it, and decide it as the person to whom the mail was sent."""
    if asks_too_often(request, "act", most_a_minute=MOST_A_MINUTE):
        return _unseen(_dead(request, None, "Too many questions. Wait a minute, then try again.", 429))
    link = find_link(token)
    if link is None:
        sentence = "This link is not complete, or not one of ours. Copy the whole line from the mail."
        return _unseen(_dead(request, None, sentence))
    with timezone.override(ZoneInfo(link.ask.person.time_zone)):
        return _unseen(_answer(request, link))


def _answer(request: HttpRequest, link: MailLink) -> HttpResponse:
    form = LinkDecisionForm(request.POST if request.method == "POST" else None)
    try:
        must_be_alive(link)
        if form.is_valid():
            approval = decide_by_link(link, form.cleaned_data["decision"], note=form.cleaned_data["note"])
            return render(request, "reviews/act_done.html", {"link": link, "approval": approval})
    except NotYet as hindrance:
        return _dead(request, link, str(hindrance), 409)
    except (Refused, Forbidden) as refusal:
        return _dead(request, link, str(refusal))
    page = approval_page(link.ask.submission.draft, link.ask.person)
    shown = {"page": page, "form": form, "link": link}
    return render(request, "reviews/act.html", shown, status=422 if form.errors else 200)


def _dead(request: HttpRequest, link: MailLink | None, sentence: str, status: int = 410) -> HttpResponse:
    """`status` is 410 for a link that is good for nothing more, 409 for one whose time has not come."""
    deal = link.ask.submission.draft.deal if link and link.ask.person.is_active else None
    shown = {"sentence": sentence, "deal": deal, "is_early": status == 409}
    return render(request, "reviews/act_dead.html", shown, status=status)


def _unseen(page: HttpResponse) -> HttpResponse:
    """Neither kept by anybody on the way, nor told to where its links lead, nor found by a search."""
    page.headers["Referrer-Policy"] = "no-referrer"
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
