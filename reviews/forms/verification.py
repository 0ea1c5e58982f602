from django import forms

GROUP = 4


class CodeForm(forms.Form):
    """The code of a certificate, as somebody copies it: any case, with or without dashes and blanks."""

    code = forms.CharField(
        label="Code on the certificate",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Three groups of four letters and digits, such as 7F3K-Q2M9-X4CD.",
        error_messages={"required": "Type the code that stands at the top of the certificate."},
    )


def tidy_code(code: str) -> str:
    """The code in capitals and in groups: 7f3kq2m9 x4cd is 7F3K-Q2M9-X4CD."""
    signs = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))
