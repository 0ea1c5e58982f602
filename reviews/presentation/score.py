"""The pain score of a draft as the page shows it: number, interval, why, and what it may cost."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dealdesk.kit.bands import BAND_BY_CODE, band_of
from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_short
from reviews.engine.explain import points_by_function, points_by_term
from reviews.facts import company_currency
from reviews.models import Score
from reviews.presentation.chance import Chance, chance_of
from reviews.presentation.reasons import Names, rule_reasons
from reviews.queries.cells import TermCells

NOBODYS = "*"
"""The source of points that no term and no function owns: load on the functions' calendars."""
BLOCKED_TENTHS = 1000


@dataclass(frozen=True)
class Bar:
    """One contribution in tenths of a point; `is_lead` where an offer of other wording is open."""

    label: str
    tenths: int
    open: int = 0
    is_lead: bool = False


@dataclass(frozen=True)
class ScoreView:
    """`low` and `high` are None once every review is in. `is_stale`: it is being computed anew.

    `is_veiled`: the reader still owes an answer, so nothing here tells what the others said.
    """

    score: Score
    code: str
    low: int | None
    high: int | None
    state: str
    text: str
    reasons: tuple[str, ...]
    by_term: tuple[Bar, ...]
    by_function: tuple[Bar, ...]
    cost: str
    chance: Chance | None
    is_stale: bool
    is_veiled: bool

    @property
    def tenths(self) -> int:
        return self.score.tenths

    @property
    def scale(self) -> int:
        return max((bar.tenths for bar in (*self.by_term, *self.by_function)), default=1)

    @property
    def has_offer(self) -> bool:
        return any(bar.is_lead for bar in self.by_term)


def score_view(score: Score, terms: list[TermCells], *, is_current: bool) -> ScoreView:
    is_veiled = any(term.is_hidden for term in terms)
    names = names_in(terms)
    offered = {term.term.key for term in terms if has_open_offer(term)}
    return ScoreView(
        score=score,
        code=band_of(score.tenths).code,
        low=None if score.is_complete else score.low_tenths,
        high=None if score.is_complete else score.high_tenths,
        state=_state(score, missing_in(terms)),
        text=_text(score),
        reasons=tuple(rule_reasons(score, names)),
        by_term=() if is_veiled else bars_by_term(score, names, offered),
        by_function=() if is_veiled else bars_by_function(score, names),
        cost=cost_of(score),
        chance=None if is_veiled else chance_of(score),
        is_stale=not is_current,
        is_veiled=is_veiled,
    )


def names_in(terms: Iterable[TermCells]) -> Names:
    listed = list(terms)
    functions = {cell.request.function.code: cell.request.function.name for t in listed for cell in t.cells}
    return Names({term.term.key: term.term.type.name for term in listed}, functions)


def missing_in(terms: Iterable[TermCells]) -> int:
    return sum(1 for term in terms for cell in term.cells if cell.request.is_open)


def has_open_offer(term: TermCells) -> bool:
    offers = [getattr(review, "counter", None) for cell in term.cells for review in cell.reviews]
    return any(offer is not None and offer.accepted_at is None for offer in offers)


def in_points(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _state(score: Score, missing: int) -> str:
    if score.tenths == BLOCKED_TENTHS:
        return "a blocker stands"
    if score.is_complete:
        return "all reviews are in" if not missing else f"{counted(missing, 'review')} missing"
    between = f"between {in_points(score.low_tenths)} and {in_points(score.high_tenths)}"
    return f"{between} until {counted(missing, 'review')} more {'is' if missing == 1 else 'are'} in"


def _text(score: Score) -> str:
    """What the number means for the approvals, in one sentence; empty where it speaks for itself."""
    if score.tenths == BLOCKED_TENTHS:
        return f"Without the blocker it would be {score.result['unblocked']}."
    word = BAND_BY_CODE[score.result["band_low"]].word
    asked = BAND_BY_CODE[score.gate if score.is_complete else score.route_at_least].word
    if asked != word:
        return f"The number alone is {word}; what is listed below makes it a deal to approve as {asked}."
    if not score.is_complete and score.result["decided"]:
        return f"The band is settled: it is {word} whatever the missing reviews say, unless one blocks."
    return ""


class _Points:
    """The points stored with a score, as `engine.explain` reads them."""

    def __init__(self, score: Score) -> None:
        self.points: dict[str, int] = score.result["points"]


def bars_by_term(score: Score, names: Names, offered: Collection[str] = ()) -> tuple[Bar, ...]:
    return tuple(
        Bar("Load on calendars" if key == NOBODYS else names.term(key), tenths, is_lead=key in offered)
        for key, tenths in points_by_term(_Points(score))
    )


def bars_by_function(score: Score, names: Names) -> tuple[Bar, ...]:
    return tuple(
        Bar("Load on calendars" if code == NOBODYS else names.function(code), tenths)
        for code, tenths in points_by_function(_Points(score))
    )


def points_of_terms(score: Score) -> dict[str, int]:
    """Tenths by term key."""
    return dict(points_by_term(_Points(score)))


def cost_of(score: Score) -> str:
    """What the promised work is likely to cost; empty while no effort is promised."""
    cost, currency = score.result["cost"], company_currency(score.policy)
    if not cost["p80"]:
        return ""
    even, safe = in_short(round(cost["p50"]), currency), in_short(round(cost["p80"]), currency)
    return f"Expected cost {even}, in four of five cases below {safe}"
