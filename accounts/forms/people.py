from typing import Any

from django import forms

from accounts.forms.fields import PersonField, RolesField, TimeZoneField, offer
from accounts.models import Function, User


class ProfileForm(forms.ModelForm):
    """What everybody may change about themselves."""

    time_zone = TimeZoneField(help_text="All times are shown to you in this zone.")

    class Meta:
        model = User
        fields = ["name", "title", "time_zone", "mail_when"]
        labels = {"mail_when": "Mail me what I am told"}
        help_texts = {
            "title": "For example “Sales, Nordics”; shown beside your name.",
            "mail_when": "Once a day: one mail at 08:00 of a working day, if there is anything. "
            "Everything is in your inbox in any case.",
        }
        widgets = {"mail_when": forms.RadioSelect}


class PersonForm(forms.ModelForm):
    """What the deal desk keeps about somebody."""

    time_zone = TimeZoneField()
    reports_to = PersonField(
        label="Reports to",
        required=False,
        empty_label="Nobody",
        help_text="This person approves the deals of Moderate pain that they own.",
    )

    class Meta:
        model = User
        fields = ["name", "title", "time_zone", "reports_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.exclude(pk=self.instance.pk)
        bosses = others.filter(is_active=True) | others.filter(pk=self.instance.reports_to_id)
        offer(self, "reports_to", bosses)


class RolesForm(forms.Form):
    roles = RolesField()


class InviteForm(forms.Form):
    """A new person: the address, who they are and what they may do."""

    email = forms.EmailField(label="E-mail", max_length=254, help_text="The invitation goes there.")
    name = forms.CharField(label="Name", max_length=120)
    title = forms.CharField(
        label="Title", max_length=120, required=False, help_text="Such as “Sales, Nordics”."
    )
    time_zone = TimeZoneField(initial="UTC")
    reports_to = PersonField(label="Reports to", required=False, empty_label="Nobody")
    roles = RolesField()
    functions = forms.ModelMultipleChoiceField(
        queryset=Function.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For members of a function: whose reviews they answer.",
    )
