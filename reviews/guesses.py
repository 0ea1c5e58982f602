"""Answers that nobody has given yet, as they are to be expected: what a forecast is made of.

A function that has answered for signed deals with a term of the type is expected to answer as it did then.
Else a non-standard term has the typical level of its type in the playbook, and an even share of the type's
effort for each function that will be asked. Nothing of this is saved.
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
from reviews.queries.typical_answers import TypicalAnswer, TypicalAnswers

CONFIDENCE = 80
"""Per cent: the engine adds no doubt from here on, so that a forecast is the playbook's guess itself."""

NOTHING_KNOWN: TypicalAnswers = {}
"""Of earlier deals, so that the playbook alone speaks."""


def guessed_facts(
    draft: Draft, terms: Sequence[Term], policy: PolicyVersion, typical: TypicalAnswers = NOTHING_KNOWN
) -> DealFacts:
    """Facts of a draft whose non-standard `terms` were all answered as expected; `typical` are the answers
    of earlier deals.

    Raises UnknownCurrency when the policy has no rate for the deal's currency.
    """
    deal = draft.deal
    functions = Function.objects.in_bulk(_codes(terms), field_name="code")
    guesses = [
        _guess(term, functions[code], typical)
        for term in terms
        for code in term.functions
        if code in functions
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


def _guess(term: Term, function: Function, typical: TypicalAnswers) -> Review:
    """An answer that nobody gave: it is not saved, only weighed."""
    type_, share = term.type, len(term.functions)
    earlier = typical.get((type_.code, function.code))
    if earlier is not None:
        return _as_earlier(term, function, earlier)
    return Review(
        request=ReviewRequest(term=term, function=function),
        level=type_.typical_level,
        confidence=CONFIDENCE,
        once_low=type_.effort_low // share,
        once_likely=type_.effort_likely // share,
        once_high=type_.effort_high // share,
    )


def _as_earlier(term: Term, function: Function, earlier: TypicalAnswer) -> Review:
    once, monthly = earlier.once, earlier.monthly
    return Review(
        request=ReviewRequest(term=term, function=function),
        level=earlier.level,
        confidence=CONFIDENCE,
        once_low=once[0],
        once_likely=once[1],
        once_high=once[2],
        monthly_low=monthly[0],
        monthly_likely=monthly[1],
        monthly_high=monthly[2],
    )


def _cell(guess: Review) -> Cell:
    return Cell(
        term=guess.request.term.key,
        function=guess.request.function.code,
        level=guess.level * 10,
        confidence=guess.confidence,
        once=Estimate(*guess.once),
        monthly=Estimate(*guess.monthly),
    )
