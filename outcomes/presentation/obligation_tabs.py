"""Tabs over the list of obligations: whose, and in which state. Both stand in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from outcomes.policy import reads_all
from outcomes.queries.obligations import ALL, MINE, STATES, Narrowing, functions_to_list

LABELS = {"open": "Open", "late": "Late", "done": "Done", "waived": "Waived"}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool
    count: int | str = ""


def narrowing_of(reader: User, whose: str, state: str) -> tuple[Narrowing, list[Tab]]:
    """What the address asks for, as far as the reader may, and the tabs beside it."""
    has_all = reads_all(reader)
    functions = list(functions_to_list(reader, is_every=has_all))
    names = {MINE: "Mine", **{function.code: function.name for function in functions}}
    names |= {ALL: "All"} if has_all else {}
    narrowing = Narrowing(whose if whose in names else MINE, state if state in STATES else "open")
    tabs = [
        Tab(label, address(Narrowing(code, narrowing.state)), code == narrowing.whose)
        for code, label in names.items()
    ]
    return narrowing, tabs


def state_tabs(narrowing: Narrowing, counts: Mapping[str, int]) -> list[Tab]:
    return [
        Tab(
            LABELS[state], address(Narrowing(narrowing.whose, state)), state == narrowing.state, counts[state]
        )
        for state in STATES
    ]


def address(narrowing: Narrowing, page: int | None = None) -> str:
    said = {"whose": narrowing.whose, "state": narrowing.state}
    query = urlencode(said if page is None else {**said, "page": page})
    return f"{reverse('outcomes:obligations')}?{query}"
