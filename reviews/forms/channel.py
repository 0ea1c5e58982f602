from typing import Any

from django import forms

from accounts.models import Function
from activity.channels.addresses import AddressRefused, target_of
from activity.models import Channel
from reviews.channel_words import TOPICS


class ChannelForm(forms.Form):
    """A new place for news. What is secret is never filled in again, not even after a mistake."""

    name = forms.CharField(label="Name", max_length=60, help_text="Such as “#big-deals”; only shown here.")
    kind = forms.ChoiceField(
        label="How does it take messages?", choices=Channel.Kind.choices, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label="Address of the webhook",
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Begins with https://. It is kept as a secret and not shown again.",
    )
    token = forms.CharField(
        label="Token of the Slack app",
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Begins with xoxb-. It is kept as a secret and not shown again.",
    )
    room = forms.CharField(
        label="Slack’s channel",
        required=False,
        max_length=80,
        help_text="Its id, such as C0123ABCD; the app must be a member of it.",
    )
    hears = forms.MultipleChoiceField(
        label="What it hears of",
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one kind of news."},
    )
    functions = forms.ModelMultipleChoiceField(
        label="Only deals that these functions review",
        queryset=Function.objects.order_by("name"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to hear of all deals.",
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if address:
            try:
                target_of(address)
            except AddressRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return address

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"].strip()
        if token and not (token.isascii() and token.isprintable() and " " not in token):
            raise forms.ValidationError("That is no token. Copy it from the settings of the Slack app.")
        return token

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_slack = cleaned.get("kind") == Channel.Kind.SLACK
        needed = {"token": "Write the token.", "room": "Write where it posts."} if is_slack else {}
        if cleaned.get("kind") == Channel.Kind.WEBHOOK:
            needed = {"address": "Write the address."}
        for name, sentence in needed.items():
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, sentence)
        return cleaned
