"""Where news of deals are posted outside, such as Slack. The deal desk's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from activity.models import Channel
from dealdesk.kit.refusals import Refused
from reviews.actions.channels import NewChannel, end_channel, open_channel, try_channel
from reviews.forms.channel import ChannelForm
from reviews.queries.channels import channel_rows, latest_problems


@require_GET
def channels(request: SignedInRequest) -> HttpResponse:
    """The channels that stand, and the messages that have trouble."""
    require(request.user, "channel.read")
    shown = {
        "rows": channel_rows(),
        "problems": latest_problems(),
        "may_edit": may(request.user, "channel.edit"),
    }
    return render(request, "reviews/channels.html", shown)


@sensitive_post_parameters("address", "token")
@never_cache
@require_http_methods(["GET", "POST"])
def channel_new(request: SignedInRequest) -> HttpResponse:
    """Name a new one; its secrets are written once."""
    require(request.user, "channel.edit")
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        functions = [function.code for function in said.pop("functions")]
        try:
            channel = open_channel(NewChannel(**said, functions=functions), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"“{channel}” hears news from now on. Send it a test message.")
            return redirect("reviews:channels")
    return render(request, "reviews/channel_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def channel_test(request: SignedInRequest, id: int) -> HttpResponse:
    """Send a test message."""
    require(request.user, "channel.edit")
    channel = get_object_or_404(Channel.objects.standing(), pk=id)
    try_channel(channel, by=request.user)
    messages.success(
        request, f"A test message for “{channel}” is on its way. Trouble is listed on this page."
    )
    return redirect("reviews:channels")


@require_http_methods(["GET", "POST"])
def channel_end(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask, then switch a channel off."""
    require(request.user, "channel.edit")
    channel = get_object_or_404(Channel.objects.standing(), pk=id)
    if request.method != "POST":
        return render(request, "reviews/channel_end.html", {"channel": channel})
    end_channel(channel, by=request.user)
    messages.success(request, f"“{channel}” is switched off, and its address is forgotten.")
    return redirect("reviews:channels")
