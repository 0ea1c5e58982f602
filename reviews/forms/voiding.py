from django import forms


class VoidForm(forms.Form):
    """Why a clearance must not stand."""

    reason = forms.CharField(
        label="Why it must not stand",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The owner, their manager and the deal desk read it; it stays in the history.",
        error_messages={"required": "Write why the clearance must not stand."},
    )
