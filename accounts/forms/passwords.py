from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm


class ForgottenPasswordForm(forms.Form):
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        error_messages={"required": "Write your e-mail address."},
    )


class ChoosePasswordForm(SetPasswordForm):
    """A new password, typed twice; Django's validators say what is wrong with it."""

    error_messages = {"password_mismatch": "The two passwords differ. Type the same one twice."}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = ""
        self.fields["new_password2"].label = "The same once more"


class ChangePasswordForm(PasswordChangeForm):
    error_messages = {
        **ChoosePasswordForm.error_messages,
        "password_incorrect": "This is not your present password.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Present password"
        self.fields["new_password1"].help_text = "Ten characters or more, not a common one."
        self.fields["new_password2"].label = "The same once more"
