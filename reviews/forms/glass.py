from django import forms

from reviews.actions.glass import LONGEST_REASON, SHORTEST_REASON


class GlassForm(forms.Form):
    """Why the glass has to be broken."""

    reason = forms.CharField(
        label="Why can it not wait for the gate?",
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"At least {SHORTEST_REASON} characters. The certificate prints it; everybody reads it.",
        error_messages={
            "required": "Write why it cannot wait; it is printed on the certificate.",
            "min_length": f"Write at least {SHORTEST_REASON} characters; it is printed on the certificate.",
        },
    )
