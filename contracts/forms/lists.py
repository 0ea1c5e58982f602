"""A text input with suggestions, which is plain HTML: input and datalist."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Suggested(forms.TextInput):
    """`options` is called when the page is rendered; any other text may be typed as well."""

    def __init__(self, options: Callable[[], Iterable[str]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.options = options

    def __deepcopy__(self, memo: dict[int, Any]) -> "Suggested":
        return type(self)(self.options, self.attrs.copy())

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id', name)}_options"
        typed = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.options()))
        return format_html('{}<datalist id="{}">{}</datalist>', typed, listed, options)
