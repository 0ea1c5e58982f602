"""Answers that nobody has given yet, as the playbook expects them: what a forecast is made of.

Each non-standard term has the typical level of its type, and an even share of the type's effort for each
function that will be asked. Nothing of this is saved.
"""

from collections.abc import Mapping, Sequence

from accounts.models import Function
from contracts.models import DealKind, Draft, Term
from reviews.engine.cell import Cell, Estimate
from reviews.engine.facts import DealFacts
from reviews.engine.reading import MonthLoad, TermFacts
from reviews.facts import company_value
from reviews.loads import load_calendar, own_minutes
from reviews.models import PolicyVersion, Review, ReviewRequest

CONFIDENCE = 80
"""Per cent: the engine adds no doubt from here on, so that a forecast is the playbook's guess itself."""


def guessed_facts(draft: Draft, terms: Sequence[Term], policy: PolicyVersion) -> DealFacts:
    """Facts of a draft whose non-standard `terms` were all answered as expected.

    Raises UnknownCurrency when the policy has no rate for the deal's currency.
    """
    deal = draft.deal
    functions = Function.objects.in_bulk(_codes(terms), field_name="code")
    guesses = [
        _guess(term, functions[code]) for term in terms for code in term.functions if code in functions
    ]
    cells = tuple(_cell(guess) for guess in guesses)
    return DealFacts(
        policy=policy.document["engine"]["id"],
        value=company_value(deal.committed_value, deal.currency, policy),
        months=deal.months,
        cells=cells,
        required=tuple(cell.key for cell in cells),
        terms={term.key: TermFacts(n=term.obligation_count, k=term.type.code) for term in terms},
        cal=_calendar(draft, functions, guesses),
        has_open_concern=deal.kind == DealKind.RENEWAL
        and deal.customer.concerns.filter(answered_at=None).exists(),
    )


def _codes(terms: Sequence[Term]) -> set[str]:
    return {code for term in terms for code in term.functions}


def _calendar(
    draft: Draft, functions: Mapping[str, Function], guesses: Sequence[Review]
) -> dict[str, tuple[MonthLoad, ...]]:
    deal = draft.deal
    own = own_minutes(guesses, deal.delivery_months, deal.months)
    calendar = load_calendar(deal, functions.values())
    return {
        code: tuple(
            MonthLoad(committed, pipeline, capacity, minutes)
            for (committed, pipeline, capacity), minutes in zip(
                months, own.get(code, [0] * len(months)), strict=True
            )
        )
        for code, months in calendar.items()
    }


def _guess(term: Term, function: Function) -> Review:
    """An answer that nobody gave: it is not saved, only weighed."""
    type_, share = term.type, len(term.functions)
    return Review(
        request=ReviewRequest(term=term, function=function),
        level=type_.typical_level,
        confidence=CONFIDENCE,
        once_low=type_.effort_low // share,
        once_likely=type_.effort_likely // share,
        once_high=type_.effort_high // share,
    )


def _cell(guess: Review) -> Cell:
    return Cell(
        term=guess.request.term.key,
        function=guess.request.function.code,
        level=guess.level * 10,
        confidence=guess.confidence,
        once=Estimate(*guess.once),
    )
