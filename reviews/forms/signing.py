from django import forms
from django.utils import timezone


class SigningForm(forms.Form):
    """The day on which the contract was signed."""

    signed_on = forms.DateField(
        label="Signed on",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The date on the contract, not before the clearance and not in the future.",
        error_messages={
            "invalid": "Write the date as 2026-12-08.",
            "required": "Say on which day it was signed.",
        },
    )
