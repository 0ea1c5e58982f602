from django import forms

from reviews.actions.recalling import LONGEST_REASON


class RecallForm(forms.Form):
    """Why a draft is taken back, once somebody has worked on it."""

    reason = forms.CharField(
        label="Why do you take it back?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who was asked, or has answered, reads it once.",
        error_messages={"required": "Write why you take it back; everybody who worked on it reads that."},
    )
