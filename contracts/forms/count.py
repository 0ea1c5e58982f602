from django import forms


class CountForm(forms.Form):
    """How many distinct obligations a clause holds."""

    count = forms.IntegerField(
        label="Obligations in this clause",
        min_value=1,
        max_value=20,
        widget=forms.NumberInput(attrs={"class": "input--num input--auto"}),
        error_messages={
            "required": "Write how many obligations the clause holds.",
            "invalid": "Write a whole number from 1 to 20.",
            "min_value": "Write a number from 1 to 20.",
            "max_value": "Write a number from 1 to 20; split the clause if it holds more.",
        },
    )
