from django import forms

LASTING = [("30", "30 days"), ("90", "90 days"), ("180", "half a year"), ("365", "a year")]


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What will use it?",
        max_length=60,
        help_text="Such as “CRM” or “Monthly report”.",
        error_messages={"required": "Write what will use the token."},
    )
    days = forms.TypedChoiceField(
        label="How long does it last?",
        choices=LASTING,
        coerce=int,
        initial="90",
        help_text="After that it stops working, and you make a new one.",
        error_messages={"invalid_choice": "Choose one of the times listed."},
    )
