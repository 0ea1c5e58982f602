"""`{% load ui_forms %}`: what the form components need to render Django's bound fields in our looks."""

from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

BARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.simple_tag
def control(field: BoundField, look: str = "") -> SafeString:
    """The field's widget with the class `input`, `look` and the widget's own classes."""
    if isinstance(field.field.widget, BARE):
        return field.as_widget()
    own = field.field.widget.attrs.get("class", "")
    classes = " ".join(name for name in ("input", look, own) if name)
    return field.as_widget(attrs={"class": classes})


@register.filter
def at(texts: Mapping[Any, Any], key: Any) -> Any:
    """The entry of `key`, whether it is kept as a number or as text; None when there is none."""
    if not texts:
        return None
    return texts.get(key, texts.get(str(key), texts.get(_number(key))))


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """One box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


def _number(key: Any) -> int | None:
    return int(key) if str(key).isdigit() else None
