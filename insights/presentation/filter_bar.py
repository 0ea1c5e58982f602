"""The bar above a dashboard: what it is narrowed by, as a form that works without script."""

from dataclasses import dataclass
from datetime import date

from contracts.models import DealKind
from insights.filters import Filter
from insights.periods import Quarter

QUARTERS_OFFERED = 12


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """One select of the bar; `name` is the parameter of the address."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FilterBar:
    """As templates/insights/_filters.html reads it. `kept` are parameters beside the filter's own, `narrowed`
    the sentence that says to what, empty where nothing narrows."""

    choices: tuple[Choice, ...]
    problems: tuple[str, ...]
    narrowed: str
    clear_url: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowed)


def filter_bar(chosen: Filter, today: date, *, kept: dict[str, str] | None = None) -> FilterBar:
    quarters = [Quarter.of(today).earlier(count) for count in range(QUARTERS_OFFERED)]
    if chosen.quarter not in quarters:
        quarters.append(chosen.quarter)
    choices = (
        _choice("period", "Quarter", chosen.period, [(each.name, each.label) for each in quarters], ""),
        _choice(
            "line", "Product line", chosen.line, [(x, x) for x in chosen.known.lines], "All product lines"
        ),
        _choice("region", "Region", chosen.region, [(x, x) for x in chosen.known.regions], "All regions"),
        _choice(
            "kind", "Kind of deal", chosen.kind, [(str(v), str(n)) for v, n in DealKind.choices], "All kinds"
        ),
    )
    extra = kept or {}
    clear = chosen.as_query(line=None, region=None, kind=None, **extra)
    return FilterBar(choices, chosen.problems, narrowed_to(chosen), clear, tuple(extra.items()))


def narrowed_to(chosen: Filter) -> str:
    """Only deals of the line Relay, of customers in DE, of the kind renewal. Empty where nothing narrows."""
    said = (
        f"of the line {chosen.line}" if chosen.line else "",
        f"of customers in {chosen.region}" if chosen.region else "",
        f"of the kind {chosen.kind_label.lower()}" if chosen.kind else "",
    )
    return f"Only deals {', '.join(filter(None, said))}." if chosen.is_narrowed else ""


def _choice(name: str, label: str, chosen: str, pairs: list[tuple[str, str]], everything: str) -> Choice:
    options = [Option("", everything, not chosen)] if everything else []
    options += [Option(value, text, value == chosen) for value, text in pairs]
    return Choice(name, label, tuple(options))
