"""What submitting a draft now would do: who is asked, what passes, what keeps its answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import Function
from contracts.models import Draft, Term, TermType
from contracts.queries import current_playbook
from contracts.standing import Standing, standing_of
from dealdesk.kit.bands import BAND_BY_CODE
from reviews.clocks import review_due_at
from reviews.queries.answers import keepable_requests
from reviews.queries.pace import expected_hours
from reviews.queries.policies import current_policy
from reviews.rulings import rulebook_of
from reviews.steps import band_steps


@dataclass(frozen=True)
class Asked:
    """A function that will be asked, about which terms, when its answers are due, and in how many business
    hours half of its last ones came."""

    function: Function
    terms: tuple[Term, ...]
    due_at: datetime
    hours: float


@dataclass(frozen=True)
class Kept:
    """An answer of the draft before that stands for an unchanged term."""

    term: Term
    function: str


@dataclass(frozen=True)
class BandSteps:
    """Who approves when the score comes out in this band."""

    code: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Asking:
    """`troubles` are sentences that would make the submission fail; `new_playbook` is the number of a
    playbook published since the draft was begun, under which its terms are placed anew."""

    asked: tuple[Asked, ...]
    passing: tuple[Term, ...]
    kept: tuple[Kept, ...]
    troubles: tuple[str, ...]
    new_playbook: int | None
    approvals: tuple[BandSteps, ...]


def asking_of(draft: Draft) -> Asking:
    """The preview for a draft that is being written."""
    playbook, now = current_playbook(), timezone.now()
    terms = list(draft.terms.select_related("type").order_by("position"))
    types = {type_.code: type_ for type_ in playbook.types.prefetch_related("rungs")}
    troubles = [] if terms else ["The draft has no terms yet. Add what the customer asks for."]
    troubles += [_dropped(term) for term in terms if term.type.code not in types]
    placed = [(term, _standing(term, types[term.type.code])) for term in terms if term.type.code in types]
    functions = _functions(code for _, standing in placed for code in standing.functions)
    answered = _answered(draft)
    waiting: dict[str, list[Term]] = defaultdict(list)
    kept: list[Kept] = []
    for term, standing in placed:
        for code in standing.functions:
            if code not in functions:
                troubles.append(f"“{term.type.name}” needs {code}, which has no members. Ask the deal desk.")
            elif (term.digest, code) in answered:
                kept.append(Kept(term, functions[code].name))
            else:
                waiting[code].append(term)
    usual = expected_hours(functions[code] for code in waiting)
    return Asking(
        asked=tuple(
            Asked(
                functions[code],
                tuple(listed),
                review_due_at(functions[code], now),
                usual[functions[code].pk],
            )
            for code, listed in sorted(waiting.items(), key=lambda entry: functions[entry[0]].pk)
        ),
        passing=tuple(term for term, standing in placed if standing.is_standard),
        kept=tuple(kept),
        troubles=tuple(troubles),
        new_playbook=None if draft.playbook_id == playbook.pk else playbook.number,
        approvals=_approvals(draft),
    )


def _dropped(term: Term) -> str:
    return f"The playbook no longer has “{term.type.name}”. Replace that term."


def _standing(term: Term, type_: TermType) -> Standing:
    return standing_of(type_, list(type_.rungs.all()), wording=term.wording, value=term.value)


def _functions(codes: Iterable[str]) -> dict[str, Function]:
    """Those of the functions that exist and have somebody who can answer."""
    found = Function.objects.filter(code__in=set(codes)).prefetch_related("holidays", "memberships__user")
    return {function.code: function for function in found.select_related("lead") if function.has_anybody}


def _answered(draft: Draft) -> set[tuple[str, str]]:
    """(term digest, function code) of the answers given to the draft before."""
    if draft.copied_from_id is None:
        return set()
    return set(keepable_requests(draft).values_list("term__digest", "function__code"))


def _approvals(draft: Draft) -> tuple[BandSteps, ...]:
    rulebook = rulebook_of(current_policy())
    return tuple(
        BandSteps(code, tuple(band_steps(rulebook, code))) for code in BAND_BY_CODE if code != "BLOCKED"
    )
