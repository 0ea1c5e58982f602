"""Messages as Slack and whatever speaks like it take them."""

import json
import re
from typing import Any

from django.conf import settings

from activity.channels.calling import CallFailed, post_json
from activity.models import Channel, ChannelPost

SLACK_API = "https://slack.com/api"
ZERO_WIDTH = "\u200b"
GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found"}
"""Slack's words for a message that cannot be changed any more; the text is posted anew then."""


def escaped(text: str) -> str:
    """One line in which nothing that a person wrote is a link, a mention or a command."""
    plain = " ".join(text.split())
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        plain = plain.replace(mark, entity)
    return plain.replace("@", f"@{ZERO_WIDTH}").replace("://", f":{ZERO_WIDTH}//")


def message(post: ChannelPost) -> str:
    return f"{escaped(post.text)} <{settings.BASE_URL}{post.path}|Open it in DealDesk>"


def send(post: ChannelPost) -> str:
    """Send a post, or change the message that it replaces; returns what the channel calls the message.

    The post's id goes along: a repeated message can be told from a new one. Raises CallFailed.
    """
    if post.channel.kind == Channel.Kind.WEBHOOK:
        post_json(post.channel.address, _content(post), _headers(post))
        return ""
    if post.replaces is not None and post.replaces.remote_id:
        room, _, moment = post.replaces.remote_id.partition(":")
        try:
            return _ask(post, "chat.update", {**_content(post), "channel": room, "ts": moment})
        except _Gone:
            pass
    return _ask(post, "chat.postMessage", {**_content(post), "channel": post.channel.room})


class _Gone(CallFailed):
    """The message that was to be changed is not there."""


def _ask(post: ChannelPost, method: str, content: dict[str, Any]) -> str:
    headers = {**_headers(post), "Authorization": f"Bearer {post.channel.token}"}
    answer = post_json(f"{post.channel.address}/{method}", content, headers)
    try:
        said = json.loads(answer.body)
    except ValueError as unreadable:
        raise CallFailed("Slack’s answer cannot be read.") from unreadable
    if not isinstance(said, dict) or said.get("ok") is not True:
        raise _refusal(method, said)
    return f"{said.get('channel', '')}:{said.get('ts', '')}"[:120]


def _refusal(method: str, said: object) -> CallFailed:
    error = str(said.get("error", "")) if isinstance(said, dict) else ""
    word = error if re.fullmatch(r"[a-z_]{1,60}", error) else "an error without a name"
    if method == "chat.update" and word in GONE:
        return _Gone(word)
    return CallFailed(f"Slack says: {word}.")


def _content(post: ChannelPost) -> dict[str, Any]:
    return {"text": message(post), "unfurl_links": False, "unfurl_media": False}


def _headers(post: ChannelPost) -> dict[str, str]:
    return {"Idempotency-Key": f"dealdesk-post-{post.pk}"}
