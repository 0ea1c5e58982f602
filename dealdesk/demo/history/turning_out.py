"""What a function answers at each check-in of a story, from how the story says that it turned out. Pure."""

from dataclasses import dataclass
from random import Random

from dealdesk.demo.content import Json

SHARE_SPENT = {"day_30": 0.3, "day_60": 0.6, "day_90": 0.8, "renewal": 1.0}
LEARNED = {"day_30": 0.35, "day_60": 0.75, "day_90": 1.0, "renewal": 1.0}
"""How much of the difference to what was said is known by then."""

QUIET_FACTOR = 1.1
"""Up to so much more work than was said nobody calls an event."""

WORSE, BETTER = 1.25, 0.75


@dataclass(frozen=True)
class Turned:
    """One cell's answer: level 1 to 5, minutes spent and still to come, and how it felt against what was
    said (`worse`, `same`, `better`); `is_telling` when a note goes with it."""

    type: str
    is_found: bool
    level: int
    spent: int
    remaining: int
    felt: str
    is_telling: bool


def turned_out(deal: Json, moment: str, function: str) -> list[Turned] | None:
    """None for “nothing happened”: early on as long as it goes as said, and at a contract's end."""
    if moment == "renewal":
        return None
    reviews = {review["type"]: review for review in deal["reviews"] if review["function"] == function}
    cells = [_of_cell(deal, review, moment) for review in reviews.values()]
    if moment == "day_90":
        return [*cells, *_of_found(deal, function)]
    is_quiet = all(_outcome(deal, review)[1] <= QUIET_FACTOR for review in reviews.values())
    happened = any(told["function"] == function for told in deal.get("incidents", []))
    return None if is_quiet and not happened else cells


def _outcome(deal: Json, review: Json) -> tuple[int, float]:
    """Level, and real work to what was said; the stories of today leave both to chance."""
    cell = (review["type"], review["function"])
    if cell in deal.get("turned_out", {}):
        level, factor = deal["turned_out"][cell]
        return level, factor
    luck = Random(f"{deal['key']} {cell}")
    step = luck.choice((-1, 0, 0, 0, 1))
    return min(5, max(1, review["level"] + step)), luck.uniform(0.7, 1.3)


def _of_cell(deal: Json, review: Json, moment: str) -> Turned:
    level, factor = _outcome(deal, review)
    said = 60 * (review["once_hours"][1] + deal["months"] * review["monthly_hours"][1])
    known = LEARNED[moment]
    minutes = round(said * (1 + (factor - 1) * known))
    felt_level = level if known > 0.5 else review["level"]
    spent = round(minutes * SHARE_SPENT[moment])
    felt = "worse" if factor > WORSE else "better" if factor < BETTER else "same"
    is_telling = Random(f"{deal['key']} {moment} {review['type']}").random() < known / 2
    return Turned(review["type"], False, felt_level, spent, minutes - spent, felt, is_telling)


def _of_found(deal: Json, function: str) -> list[Turned]:
    found = []
    for term in deal.get("found", []):
        if function in term["cells"]:
            level, hours = term["cells"][function]
            found.append(Turned(term["type"], True, level, 40 * hours, 20 * hours, "worse", True))
    return found
