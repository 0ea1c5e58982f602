from typing import Any

from django import forms

from accounts.forms.fields import offer
from accounts.models import User
from contracts.models import DealKind
from reviews.queries.deals import LONGEST_WORDS, STATES, Narrowing, owners_seen


class NarrowForm(forms.Form):
    """Narrows the list of deals. What an address says beyond the choices is left out, never an error."""

    q = forms.CharField(label="Customer, deal or number", required=False, max_length=LONGEST_WORDS)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *DealKind.choices])
    owner = forms.ModelChoiceField(
        label="Owner", required=False, queryset=User.objects.none(), empty_label="Anybody"
    )
    scope = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: User, is_mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_mine = is_mine
        if is_mine:
            del self.fields["owner"]
        else:
            offer(self, "owner", owners_seen(person))

    @property
    def narrowing(self) -> Narrowing:
        """Read from whatever is valid; the state falls back to what is open."""
        self.is_valid()
        said = self.cleaned_data
        owner = said.get("owner")
        return Narrowing(
            is_mine=self.is_mine,
            state=said["state"] if said.get("state") in STATES else "open",
            kind=said.get("kind", ""),
            owner=owner.pk if owner else None,
            words=said.get("q", "").strip(),
        )
