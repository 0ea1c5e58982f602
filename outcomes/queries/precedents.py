"""Precedents of asks: fetched for a whole page in a number of queries that does not grow with its rows.

Everybody learns from all deals what was asked and how it went; which deals those were is said only of those
that the reader may see.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Max, Min, Q, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from accounts.permissions import require
from contracts.models import Deal, Draft, DraftState, Rung, Term, TermType
from outcomes.precedents import Ask, Candidate, Fate, Precedents, precedents_of, words_of
from outcomes.queries.term_outcomes import lived_terms

MOST_ASKS = 150
"""The newest different asks of a type that are compared."""


@dataclass(frozen=True)
class Question:
    """What is asked about: an ask of a type, or with `is_any` the whole type. `deal` is the one in which it
    stands; it is no precedent of its own."""

    type: TermType
    value: Decimal | None
    wording: str
    deal: int | None = None
    is_any: bool = False


@dataclass(frozen=True)
class Answer:
    """`deals` are those of the nearest precedents that the reader may see, by id."""

    question: Question
    found: Precedents
    deals: Mapping[int, Deal]


def question_of(term: Term) -> Question:
    """`term` with its type and draft loaded."""
    return Question(term.type, term.value, term.wording, term.draft.deal_id)


def precedents_for(questions: Mapping[int, Question], reader: User) -> dict[int, Answer]:
    """The precedents of each question. Raises Forbidden for a role that may not read them."""
    require(reader, "precedent.read")
    if not questions:
        return {}
    types = {question.type.pk: question.type for question in questions.values()}
    spans, candidates = _spans(types), _candidates({type_.code for type_ in types.values()})
    found = {
        key: precedents_of(
            _ask(question, spans),
            [one for one in candidates.get(question.type.code, []) if one.deal != question.deal],
        )
        for key, question in questions.items()
    }
    near = {one.candidate.deal for each in found.values() for one in each.nearest}
    visible = Deal.objects.visible_to(reader).filter(pk__in=near).select_related("customer").in_bulk()
    return {key: Answer(question, found[key], visible) for key, question in questions.items()}


def _ask(question: Question, spans: Mapping[int, Decimal]) -> Ask:
    return Ask(
        type_code=question.type.code,
        value=question.value,
        words=words_of(question.wording),
        span=spans.get(question.type.pk),
        is_any=question.is_any,
    )


def _spans(types: Collection[int]) -> dict[int, Decimal]:
    """How far the ladder of each type reaches in its unit; none for one rung or words alone."""
    rows = Rung.objects.filter(type__in=types).order_by().values_list("type_id")
    reach = rows.annotate(lowest=Min("value"), highest=Max("value"))
    return {pk: high - low for pk, low, high in reach if low is not None and high > low}


def _candidates(codes: Collection[str]) -> dict[str, list[Candidate]]:
    terms = list(_asked_terms(codes))
    settled = _settled({term.draft.deal_id for term in terms})
    lived = lived_terms([term.pk for term in terms if term.draft.state == DraftState.SIGNED])
    found: dict[str, list[Candidate]] = {}
    for term in terms:
        one = Candidate(
            term=term.pk,
            deal=term.draft.deal_id,
            value=term.value,
            words=words_of(term.wording),
            fate=_fate(term, settled),
            asked_at=term.draft.submitted_at.timestamp() if term.draft.submitted_at else 0.0,
            lived=lived.get(term.pk),
        )
        found.setdefault(term.type.code, []).append(one)
    return found


def _asked_terms(codes: Collection[str]) -> list[Term]:
    """The newest asks of each type that were put before the functions; one that went unchanged through
    several drafts once, as it stands in the last, which is the signed one if there is one."""
    asked = Term.objects.filter(type__code__in=codes, is_standard=False)
    asked = asked.exclude(draft__state=DraftState.DRAFTING)
    once = asked.order_by("draft__deal_id", "digest", "-draft__number").distinct("draft__deal_id", "digest")
    newest = [F("draft__submitted_at").desc(), F("pk").desc()]
    place = Window(RowNumber(), partition_by=F("type__code"), order_by=newest)
    ranked = Term.objects.filter(pk__in=once.values("pk")).annotate(place=place)
    return list(ranked.filter(place__lte=MOST_ASKS).select_related("type", "draft"))


def _settled(deals: Collection[int]) -> set[int]:
    """Deals that ended with a contract or with a no: what is not in the contract was refused."""
    signed, rejected = Q(state=DraftState.SIGNED), Q(state=DraftState.REJECTED, is_current=True)
    return set(Draft.objects.filter(signed | rejected, deal__in=deals).values_list("deal_id", flat=True))


def _fate(term: Term, settled: Collection[int]) -> Fate:
    if term.draft.state == DraftState.SIGNED:
        return Fate.AGREED
    return Fate.REFUSED if term.draft.deal_id in settled else Fate.OPEN
