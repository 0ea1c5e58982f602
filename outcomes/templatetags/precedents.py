"""`{% load precedents %}`: what earlier deals say about a term, wherever it is drafted or reviewed."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django import template

from accounts.models import User
from contracts.models import Draft, Term, TermType
from outcomes.presentation.precedents import PrecedentBox, precedent_box
from outcomes.queries.precedents import Question, precedents_for, question_of

register = template.Library()


class HasTerm(Protocol):
    @property
    def term(self) -> Term: ...


@register.simple_tag
def precedents_of(rows: Iterable[HasTerm], user: User) -> dict[int, PrecedentBox]:
    """Boxes by term id for all non-standard terms of a page's rows, in one go."""
    terms = {row.term.pk: row.term for row in rows if not row.term.is_standard}
    return _boxes(terms, user)


@register.inclusion_tag("outcomes/_precedents.html")
def precedents(term: Term, user: User, among: Mapping[int, PrecedentBox] | None = None) -> dict[str, Any]:
    """The box of one term, or its place while the term is standard. `among`: what `precedents_of` found."""
    boxes = among if isinstance(among, dict) else _boxes({} if term.is_standard else {term.pk: term}, user)
    return {"box": boxes.get(term.pk), "term": term}


@register.inclusion_tag("outcomes/_precedents_card.html")
def precedents_of_type(type_: TermType, user: User) -> dict[str, Any]:
    """How the asks of a whole type went."""
    question = Question(type_, None, "", is_any=True)
    answer = precedents_for({type_.pk: question}, user)[type_.pk]
    return {"box": precedent_box(answer), "type": type_}


@register.inclusion_tag("outcomes/_precedents_of_draft.html")
def precedents_of_draft(draft: Draft, user: User) -> dict[str, Any]:
    """A line for each non-standard term of a draft; nothing where there is none."""
    terms = draft.terms.filter(is_standard=False).select_related("type", "draft").order_by("position")
    listed = {term.pk: term for term in terms}
    return {"lines": [(listed[pk], box) for pk, box in _boxes(listed, user).items()]}


@register.filter
def of_term(boxes: Any, term: Term) -> PrecedentBox | None:
    """The term's box among those that `precedents_of` found; None where the page looked for none."""
    return boxes.get(term.pk) if isinstance(boxes, dict) else None


def _boxes(terms: Mapping[int, Term], user: User) -> dict[int, PrecedentBox]:
    found = precedents_for({pk: question_of(term) for pk, term in terms.items()}, user)
    return {pk: precedent_box(answer) for pk, answer in found.items()}
