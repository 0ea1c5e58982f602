"""`{% load ui %}`: icons, bands, scores, money, times and changed words, the same on every page."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from dealdesk.kit import money, spans
from dealdesk.kit.bands import BAND_BY_CODE, BANDS, Band, band_of
from dealdesk.kit.wording import Piece, word_changes

register = template.Library()
register.filter("money", money.in_full)
register.filter("money_short", money.in_short)
register.filter("hours", spans.in_hours)
register.filter("person_days", spans.in_person_days)

CALM_FIRST = ("passed", "pending", "failed")
STATE_WORDS = {"passed": "Passed", "pending": "Pending", "failed": "Failed"}


@register.simple_tag
def icon(name: str, label: str = "", variant: str = "") -> SafeString:
    """An icon of the sprite. With `label` it speaks for itself, without it is decoration beside a word."""
    classes = f"icon {variant}" if variant else "icon"
    drawing = format_html('<use href="{}#i-{}"/></svg>', static("icons.svg"), name)
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}">{}', classes, label, drawing)
    return format_html('<svg class="{}" aria-hidden="true">{}', classes, drawing)


@register.simple_tag
def bands() -> tuple[Band, ...]:
    """All bands, calm to blocked."""
    return BANDS


@register.filter(name="band")
def band_by_code(code: str) -> Band:
    """The band with this code of the specification (AUTO, MGR, VP, EXEC, BLOCKED)."""
    return BAND_BY_CODE[code]


@register.filter
def band_word(code: str) -> str:
    """Low for AUTO, and so on."""
    return BAND_BY_CODE[code].word


@register.filter
def band_tone(code: str) -> str:
    """The value of `data-band` and the name of the icon: low for AUTO, and so on."""
    return BAND_BY_CODE[code].tone


@register.filter(name="band_of")
def band_code_of(tenths: int) -> str:
    """The code of the band in which a score in tenths lies."""
    return band_of(tenths).code


@register.filter(name="tenths")
def shown_score(tenths: int) -> str:
    """A score or points in tenths as shown: 368 is 36.8."""
    return f"{tenths // 10}.{tenths % 10}"


@register.simple_tag
def score(tenths: int) -> str:
    """The same as the filter `tenths`, as a tag."""
    return shown_score(tenths)


@register.simple_tag
def short_time(moment: datetime) -> SafeString:
    """The moment in the reader's time zone, short; the full one is in the tooltip."""
    local, now = timezone.localtime(moment), timezone.localtime()
    return _time(local, spans.in_short(local, now), spans.in_full(local))


@register.simple_tag
def full_time(moment: datetime) -> SafeString:
    """The moment in the reader's time zone with its day, year and zone."""
    local = timezone.localtime(moment)
    return _time(local, spans.in_full(local), "")


@register.filter
def from_today(day: date) -> str:
    """How far a date is from the reader's today."""
    return spans.from_today(day, timezone.localdate())


@register.simple_tag
def word_diff(old: str, new: str) -> SafeString:
    """Both wordings in one, with <del> and <ins>. The texts are a customer's: all of them is escaped."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in word_changes(old, new)))


@register.filter
def initials(name: str) -> str:
    """Two letters for an avatar: Maya Lindqvist is ML, Delivery is DE."""
    words = [word for word in name.split() if word[0].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return name[:2].upper()


@register.filter
def in_state(checks: Iterable[Any], state: str) -> list[Any]:
    """Those checks (objects or mappings) whose `state` is this one."""
    return [check for check in checks if _state(check) == state]


@register.filter
def calm_first(checks: Iterable[Any]) -> list[Any]:
    """The checks as passed, pending, failed: the order of the gate's progress bar."""
    return sorted(checks, key=lambda check: CALM_FIRST.index(_state(check)))


@register.filter
def state_word(state: str) -> str:
    """What an icon of a state says to those who do not see it."""
    return STATE_WORDS[state]


def _state(check: Any) -> str:
    return str(check["state"] if isinstance(check, Mapping) else check.state)


def _time(moment: datetime, text: str, title: str) -> SafeString:
    tooltip = format_html(' title="{}"', title) if title else ""
    return format_html('<time datetime="{}"{}>{}</time>', moment.isoformat(timespec="minutes"), tooltip, text)


def _marked(piece: Piece) -> SafeString:
    if not piece.mark:
        return escape(piece.text)
    return format_html("<{0}>{1}</{0}>", piece.mark, piece.text)
