from django import forms


class AcceptForm(forms.Form):
    """Why a deal may go on while a concern of the customer is open."""

    words = forms.CharField(
        label="Why may this deal go on?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept with your name; everybody who sees the deal reads it.",
        error_messages={"required": "Write why the deal may go on while the customer waits."},
    )
