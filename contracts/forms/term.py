"""One term of a draft: which rung, or the customer's own words."""

from decimal import Decimal
from typing import Any

from django import forms

from contracts.asks import Ask
from contracts.content import plain_number, text_token
from contracts.forms.numbers import read_number
from contracts.models import Rung, Term
from contracts.standing import fold
from contracts.values import spoken_value

ASK = "ask"


def rung_key(term: Term) -> str:
    """Which card of the ladder the term stands on."""
    return ASK if term.rung is None else str(term.rung.position)


class TermForm(forms.Form):
    """Decides between a rung and typed words; a valid form has the outcome in `ask`.

    A card other than the term's own counts when wording and value were left alone: then the rung's
    text, or the customer's kept words (`kept`), take their place, and `is_filled` says so. Whatever was
    typed wins over a card.
    """

    rung = forms.ChoiceField(label="What do we offer?", widget=forms.RadioSelect, required=False)
    value = forms.CharField(
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--num", "autocomplete": "off"}),
    )
    wording = forms.CharField(
        label="The customer’s wording",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label="Their reason, in their words",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Reviewers read this first. A good reason often brings a counter-proposal.",
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, term: Term, data: Any = None, *, kept: Ask | None = None) -> None:
        super().__init__(data, auto_id=f"t{term.pk}-%s", initial=said_of(term))
        self.term, self.kept, self.ask = term, kept, Ask(term.wording, term.value)
        self.is_filled = False
        rungs = [(str(rung.position), rung.label) for rung in term.type.rungs.all()]
        self.fields["rung"] = forms.ChoiceField(
            label="What do we offer?",
            choices=[*rungs, (ASK, "Their ask")],
            widget=forms.RadioSelect,
            required=False,
        )
        if term.type.is_compared_by_value:
            self.fields["value"].label = term.type.value_label
        else:
            del self.fields["value"]

    def clean(self) -> None:
        chosen = self.cleaned_data.get("rung") or rung_key(self.term)
        if chosen != rung_key(self.term) and self._is_untouched:
            self._take_card(chosen)
        elif "wording" in self.data:
            self._take_typed()

    @property
    def reason_given(self) -> str:
        """A form that only picks a rung leaves the reason as it is."""
        return _unix(self.cleaned_data["reason"]) if "reason" in self.data else self.term.reason

    @property
    def _is_untouched(self) -> bool:
        said = said_of(self.term)
        if "wording" not in self.data:
            return True
        same_words = _unix(self.cleaned_data.get("wording", "")) == _unix(said["wording"])
        return same_words and self.cleaned_data.get("value", "") == said["value"]

    def _take_card(self, chosen: str) -> None:
        self.is_filled = True
        if chosen != ASK:
            rung = next(rung for rung in self.term.type.rungs.all() if str(rung.position) == chosen)
            self.ask = Ask(rung.wording, rung.value)
        elif self.kept is not None:
            self.ask = self.kept
        else:
            self.add_error(
                "wording", "These are still our own words. Put the customer’s words in their place."
            )

    def _take_typed(self) -> None:
        wording = _unix(self.cleaned_data.get("wording", ""))
        if not wording and "wording" not in self.errors:
            self.add_error("wording", "Write the clause, or choose a card of the ladder.")
        self.ask = Ask(wording, self._typed_value())

    def _typed_value(self) -> Decimal | None:
        typed, type_ = self.cleaned_data.get("value", ""), self.term.type
        if not typed:
            return None
        try:
            value = read_number(typed, type_.decimals)
        except ValueError as problem:
            self.add_error("value", str(problem))
            return None
        too_low = type_.least is not None and value < type_.least
        if too_low or (type_.most is not None and value > type_.most):
            self.add_error("value", _bounds(self.term))
        return value


def said_of(term: Term) -> dict[str, str]:
    """The form's values for a term as it stands."""
    return {
        "rung": rung_key(term),
        "value": plain_number(term.value) or "",
        "wording": term.wording,
        "reason": term.reason,
        "seen": text_token(term),
    }


def other_wording(term: Term) -> Rung | None:
    """The rung whose words the term has while its value is another: one of the two must be wrong."""
    for rung in term.type.rungs.all():
        if fold(rung.wording) == fold(term.wording) and term.type.is_compared_by_value:
            return rung if rung.value != term.value else None
    return None


def _bounds(term: Term) -> str:
    type_ = term.type
    least, most = plain_number(type_.least), spoken_value(type_, type_.most)
    if least is None:
        return f"Write {most} at most. What lies beyond that cannot be compared: leave this empty."
    if not most:
        return f"Write {spoken_value(type_, type_.least)} at least."
    return f"Write a number from {least} to {most}. What lies beyond cannot be compared: leave it empty."


def _unix(text: str) -> str:
    """Browsers send CR LF; the same words must stay the same words."""
    return text.replace("\r\n", "\n").strip()
