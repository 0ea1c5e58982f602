from django import forms

from reviews.actions.policies import LONGEST_REASON


class RetireForm(forms.Form):
    """Why a version is taken out of force."""

    reason = forms.CharField(
        label="Why is it retired?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody reads it beside the version.",
        error_messages={"required": "Write why it is retired."},
    )
