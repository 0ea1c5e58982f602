from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """E-mail and password; the address in any case is one address, also for counting failures."""

    username = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        error_messages={"required": "Write your e-mail address."},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Write your password."},
    )
    stays = forms.BooleanField(label="Keep me signed in on this computer", required=False)

    error_messages: dict[str, Any] = {
        "invalid_login": "E-mail and password do not belong together. Check both and try again.",
        "inactive": "E-mail and password do not belong together. Check both and try again.",
    }

    def clean_username(self) -> str:
        email: str = self.cleaned_data["username"]
        return email.lower()
