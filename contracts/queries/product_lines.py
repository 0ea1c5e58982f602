"""Product lines, as the deals spell them."""

from collections.abc import Iterable

from django.db.models import F, Func

from contracts.models import Deal
from dealdesk.kit.refusals import Refused

MOST_NAMED = 30


def known_lines() -> list[str]:
    """Each product line of any deal once, in order, in every spelling; one query."""
    lines = Deal.objects.annotate(line=Func(F("product_lines"), function="unnest")).order_by()
    return sorted(lines.values_list("line", flat=True).distinct(), key=lambda line: (line.casefold(), line))


def as_deals_spell(lines: Iterable[str]) -> list[str]:
    """The same product lines as deals spell them, once and in order; where deals spell one differently, all
    its spellings.

    Raises Refused for a line that no deal has, with those that there are.
    """
    asked = {_folded(line): line for line in lines}
    if not asked:
        return []
    known = known_lines()
    missing = asked.keys() - {_folded(line) for line in known}
    if missing:
        raise Refused(_refusal([line for folded, line in asked.items() if folded in missing], known))
    return [line for line in known if _folded(line) in asked]


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()


def _refusal(unknown: list[str], known: list[str]) -> str:
    named = " or ".join(f"“{line}”" for line in unknown)
    if not known:
        return "No deal has a product line yet. Write it on a deal first, then name it here."
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return f"No deal has the product line {named}. There are: {', '.join(known[:MOST_NAMED])}{more}."
