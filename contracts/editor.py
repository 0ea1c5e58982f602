"""What the draft editor shows: a row for each term, and who will be asked."""

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Function
from contracts.asks import Ask, kept_ask
from contracts.forms.term import ASK, TermForm, other_wording
from contracts.models import Draft, Rung, Term, TermType
from contracts.queries import terms_of
from contracts.values import spoken_value, unit_shown

Functions = Mapping[str, Function]
Session = MutableMapping[str, Any]
SHORT = 110


@dataclass(frozen=True)
class TermRow:
    """A term with its form, the cards of its ladder {key: {name, value, cost, tone}} and its functions."""

    term: Term
    form: TermForm
    cards: dict[str, dict[str, str]]
    functions: list[Function]
    is_open: bool = False

    @property
    def tag(self) -> str:
        if self.term.rung is None or not self.term.is_standard:
            return "Non-standard"
        return "Standard" if self.term.rung.position == 0 else f"{self.term.rung.label}, pre-approved"

    @property
    def ask(self) -> str:
        """The term in one line."""
        return ask_line(self.term)

    @property
    def unit(self) -> str:
        return unit_shown(self.term.type)

    @property
    def mismatch(self) -> str:
        """A warning where wording and value say different things; else empty."""
        rung = other_wording(self.term)
        if rung is None:
            return ""
        said = spoken_value(self.term.type, self.term.value) or "nothing"
        return f"The wording is that of {rung.label} ({rung.summary}), but the value says {said}."


@dataclass(frozen=True)
class Asked:
    """A function that will be asked, about how many terms."""

    function: Function
    terms: int


@dataclass(frozen=True)
class Editor:
    """A draft with who will be asked, and rows for all of its terms or for one that was just saved."""

    draft: Draft
    terms: list[Term]
    rows: list[TermRow]
    asked: list[Asked]

    @property
    def non_standard(self) -> int:
        return sum(not term.is_standard for term in self.terms)

    @property
    def standard(self) -> int:
        return len(self.terms) - self.non_standard


def all_functions() -> dict[str, Function]:
    """Functions by their code."""
    return {function.code: function for function in Function.objects.all()}


def editor_of(draft: Draft, *, session: Session, opened: int | None = None) -> Editor:
    """With a row for each term. `opened` is the id of the open one; else it is the first non-standard one."""
    functions, terms = all_functions(), list(terms_of(draft))
    if opened is None:
        opened = next((term.pk for term in terms if not term.is_standard), None)
    rows = [row_of(term, functions, session=session, is_open=term.pk == opened) for term in terms]
    return Editor(draft, terms, rows, asked_of(terms, functions))


def editor_at(term: Term, *, session: Session) -> Editor:
    """With the row of this term alone."""
    functions, terms = all_functions(), list(terms_of(term.draft))
    rows = [row_of(one, functions, session=session, is_open=True) for one in terms if one.pk == term.pk]
    return Editor(term.draft, terms, rows, asked_of(terms, functions))


def row_of(
    term: Term, functions: Functions, *, session: Session, form: TermForm | None = None, is_open: bool = False
) -> TermRow:
    """`term` comes with its type and the type's rungs loaded."""
    kept = kept_ask(session, term)
    return TermRow(
        term=term,
        form=form or TermForm(term, kept=kept),
        cards=_cards(term, kept, functions),
        functions=[functions[code] for code in term.functions if code in functions],
        is_open=is_open,
    )


def asked_of(terms: Iterable[Term], functions: Functions) -> list[Asked]:
    """Who will be asked, in the order of the functions, and about how many terms."""
    counts = Counter(code for term in terms if not term.is_standard for code in term.functions)
    return [Asked(function, counts[code]) for code, function in functions.items() if code in counts]


def ask_line(term: Term) -> str:
    if term.rung is not None and term.is_standard:
        return term.rung.summary
    value = spoken_value(term.type, term.value)
    if not value:
        return _shortened(term.wording)
    label = term.type.value_label
    return value if label.casefold() == term.type.unit.casefold() else f"{label}: {value}"


def cost_of(rung: Rung, type_: TermType, functions: Functions) -> dict[str, str]:
    """What a rung costs in reviews: {cost, tone}."""
    if rung.is_pre_approved:
        return {"cost": "no review", "tone": "good"}
    return {"cost": named(rung.functions or type_.functions, functions), "tone": "caution"}


def named(codes: Iterable[str], functions: Functions) -> str:
    return ", ".join(functions[code].name if code in functions else code for code in codes)


def _cards(term: Term, kept: Ask | None, functions: Functions) -> dict[str, dict[str, str]]:
    cards = {
        str(rung.position): {
            "name": rung.label,
            "value": rung.summary,
            **cost_of(rung, term.type, functions),
        }
        for rung in term.type.rungs.all()
    }
    value = "" if kept is None else spoken_value(term.type, kept.value) or "In their own words"
    cost = named(term.type.functions, functions)
    cards[ASK] = {"name": "Their ask", "value": value or "Not written yet", "cost": cost, "tone": "bad"}
    return cards


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0]} …"
