"""The list of deals: tabs, rows in groups, and the way to further pages."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from accounts.models import User
from dealdesk.kit.money import in_short
from reviews.presentation.deal_rows import DealRow, deal_row
from reviews.queries.deal_rows import around
from reviews.queries.deals import Narrowing, counts_of, deal_rows, open_value
from reviews.queries.holding import CLEARED, DONE, OTHERS, OWNER

ROWS_A_PAGE = 25
LAST_PAGE = 400
GROUPS = {OWNER: "Needs you", OTHERS: "Waiting for others", CLEARED: "Clear to sign", DONE: "Done"}
TABS = {
    "open": "Open",
    "needs": "Needs me",
    "review": "In review",
    "cleared": "Clear to sign",
    "signed": "Signed",
    "ended": "Ended",
    "any": "All",
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Rows under one heading; in a list of all deals there is one group without any."""

    heading: str
    rows: tuple[DealRow, ...]


@dataclass(frozen=True)
class DealsPage:
    narrowing: Narrowing
    lead: str
    tabs: list[Tab]
    groups: list[Group]
    newer_url: str
    older_url: str

    @property
    def is_searched(self) -> bool:
        return bool(self.narrowing.kind or self.narrowing.owner or self.narrowing.words)

    @property
    def is_narrowed(self) -> bool:
        return self.is_searched or self.narrowing.state != "open"


def deals_page(person: User, narrowing: Narrowing, number: int) -> DealsPage:
    """Page `number` (1 and up) of the deals that the person may see."""
    number = max(1, min(number, LAST_PAGE))
    start = (number - 1) * ROWS_A_PAGE
    found = list(deal_rows(person, narrowing)[start : start + ROWS_A_PAGE + 1])
    shown = found[:ROWS_A_PAGE]
    beside = around(shown, person)
    counts = counts_of(person, narrowing)
    return DealsPage(
        narrowing=narrowing,
        lead=_lead(person, counts) if narrowing.is_mine else "",
        tabs=_tabs(narrowing, counts),
        groups=_groups([deal_row(draft, beside, person) for draft in shown], counts, narrowing),
        newer_url=address_of(narrowing, page=number - 1) if number > 1 else "",
        older_url=address_of(narrowing, page=number + 1) if len(found) > ROWS_A_PAGE else "",
    )


def address_of(narrowing: Narrowing, *, state: str | None = None, page: int = 1) -> str:
    """The list's address with its filters, those that say nothing left out."""
    said = {
        "scope": "mine" if narrowing.is_mine else "all",
        "state": state or narrowing.state,
        "kind": narrowing.kind,
        "owner": narrowing.owner or "",
        "q": narrowing.words,
        "page": page if page > 1 else "",
    }
    return "?" + urlencode({name: value for name, value in said.items() if value != ""})


def _tabs(narrowing: Narrowing, counts: dict[str, int]) -> list[Tab]:
    return [
        Tab(label, address_of(narrowing, state=state), counts[state], state == narrowing.state)
        for state, label in TABS.items()
        if narrowing.is_mine or state != "needs"
    ]


def _groups(rows: list[DealRow], counts: dict[str, int], narrowing: Narrowing) -> list[Group]:
    if not narrowing.is_mine:
        return [Group("", tuple(rows))] if rows else []
    return [Group(GROUPS[rank], tuple(grouped)) for rank, grouped in groupby(rows, key=lambda row: row.rank)]


def _lead(person: User, counts: dict[str, int]) -> str:
    """9 open, €10.8 M in all. Three need you."""
    if not counts["open"]:
        return ""
    worth = " and ".join(in_short(amount, currency) for currency, amount in open_value(person))
    needs = counts["needs"]
    asks = f" {needs} need{'s' if needs == 1 else ''} you." if needs else " None of them needs you now."
    return f"{counts['open']} open, {worth} in all.{asks}"
