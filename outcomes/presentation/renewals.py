"""Renewals as lists and pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from dealdesk.kit.money import in_full
from dealdesk.kit.spans import day_in_words, from_today
from outcomes.models import Handover, Renewal
from outcomes.policy import may_keep_renewal
from outcomes.presentation.endings import end_in_words, still_comes
from outcomes.presentation.obligation_tabs import Tab
from outcomes.presentation.obligations import permits
from outcomes.queries.renewals import COMING, DECIDED, DUE, OPENED

LABELS = {"": "Undecided", DUE: "Due", COMING: "Coming", OPENED: "Opened", DECIDED: "Decided"}
RESULTS = {
    Renewal.Result.RENEWED: ("Renewed", "good", "check"),
    Renewal.Result.EXPANDED: ("Expanded", "good", "up"),
    Renewal.Result.CHURNED: ("Not renewed", "bad", "x"),
}


@dataclass(frozen=True)
class RenewalRow:
    """`state`, `tone` and `icon` make its badge; `notice_left` says how far off the day of notice is.
    `notice` and `prepare` are empty where the contract was terminated before; `ends` says so."""

    renewal: Renewal
    state: str
    tone: str
    icon: str
    value: str
    notice: str
    notice_left: str
    prepare: str
    ends: str
    url: str
    may_open: bool
    may_edit: bool


def renewal_rows(renewals: Iterable[Renewal], reader: User, today: date) -> list[RenewalRow]:
    return [renewal_row(renewal, reader, today) for renewal in renewals]


def renewal_row(renewal: Renewal, reader: User, today: date) -> RenewalRow:
    handover = renewal.handover
    state, tone, icon = _badge(renewal, today)
    is_undecided = not renewal.result
    return RenewalRow(
        renewal=renewal,
        state=state,
        tone=tone,
        icon=icon,
        value=in_full(handover.deal.committed_value, handover.deal.currency),
        notice=_day(handover, renewal.notice_on),
        notice_left=from_today(renewal.notice_on, today) if is_undecided else "",
        prepare=_day(handover, renewal.prepare_on),
        ends=end_in_words(handover),
        url=reverse("outcomes:renewal", args=[renewal.pk]),
        may_open=is_undecided and renewal.deal is None and permits(_may_open, renewal, reader),
        may_edit=permits(_may_edit, renewal, reader),
    )


def _day(handover: Handover, day: date) -> str:
    return day_in_words(day) if still_comes(handover, day) else ""


def _may_open(renewal: Renewal, *, by: User) -> None:
    may_keep_renewal(renewal, "renewal.open", by=by)


def _may_edit(renewal: Renewal, *, by: User) -> None:
    may_keep_renewal(renewal, "renewal.edit", by=by)


def _badge(renewal: Renewal, today: date) -> tuple[str, str, str]:
    if renewal.result:
        return RESULTS[Renewal.Result(renewal.result)]
    if renewal.deal is not None:
        return "Opened", "accent", "repeat"
    if renewal.notice_on < today:
        return "Notice has passed", "bad", "late"
    return ("Due", "caution", "clock") if renewal.prepare_on <= today else ("Coming", "neutral", "clock")


def state_tabs(state: str, counts: Mapping[str, int]) -> list[Tab]:
    undecided = sum(counts[name] for name in (DUE, COMING, OPENED))
    return [
        Tab(label, address(name), name == state, counts[name] if name else undecided)
        for name, label in LABELS.items()
    ]


def address(state: str, page: int | None = None) -> str:
    said = {"state": state} if state else {}
    query = urlencode(said if page is None else {**said, "page": page})
    return reverse("outcomes:renewals") + (f"?{query}" if query else "")
