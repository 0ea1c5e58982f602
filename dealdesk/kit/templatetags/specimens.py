"""`{% specimens "light" as s %}`: the invented facts that the style guide shows its components with."""

import datetime as dt
import json
from functools import cache
from typing import Any

from django import forms, template
from django.template.loader import render_to_string

register = template.Library()

LEVELS = [("1", "Routine"), ("2", "Light"), ("3", "Real"), ("4", "Hard"), ("5", "Not deliverable")]
VERDICTS = [
    ("deliverable", "Deliverable"),
    ("conditions", "With conditions"),
    ("counter", "Counter-proposal"),
    ("blocker", "Blocker"),
]
GATES = ("closed", "open")
RUNGS = [("standard", "Standard"), ("a", "Fallback A"), ("b", "Fallback B"), ("ask", "Their ask")]


class SpecimenForm(forms.Form):
    """One field of each kind, filled so that one of them is wrong."""

    low = forms.IntegerField(label="If all goes well")
    likely = forms.IntegerField(label="Most likely")
    high = forms.IntegerField(
        label="If it goes badly", min_value=85, error_messages={"min_value": "Enter 85 or more"}
    )
    level = forms.ChoiceField(
        label="How hard is this for Delivery?", choices=LEVELS, widget=forms.RadioSelect
    )
    verdict = forms.ChoiceField(label="Your verdict", choices=VERDICTS, widget=forms.RadioSelect)
    rung = forms.ChoiceField(label="What do we offer?", choices=RUNGS, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Why do they ask?", choices=[("1", "Bad experience"), ("2", "Regulation")])
    reasons = forms.CharField(
        label="Your reasons",
        help_text="Read by the rep and by the approvers.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tells_me = forms.BooleanField(label="Tell me when the score changes", required=False)


@register.simple_tag
def specimens(prefix: str) -> dict[str, Any]:
    """All specimens; `prefix` keeps the ids and names of two panes on one page apart."""
    facts = dict(_facts())
    filled = {f"{prefix}-{name}": value for name, value in facts.pop("filled").items()}
    form = SpecimenForm(filled, prefix=prefix)
    form.is_valid()
    gates = {name: {**facts[name], "heading": f"{facts[name]['heading']}, {prefix}"} for name in GATES}
    return {**facts, **gates, "form": form}


@cache
def _facts() -> dict[str, Any]:
    text = render_to_string("styleguide/specimens.json")
    facts: dict[str, Any] = json.loads(text, object_hook=_with_moments)
    return facts


def _with_moments(fact: dict[str, Any]) -> dict[str, Any]:
    if "at" in fact:
        fact["at"] = dt.datetime.fromisoformat(fact["at"])
    return fact
