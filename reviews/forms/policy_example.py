"""A worked example: the facts of a deal, and what the policy must ask of it."""

from typing import Any

from django import forms

from dealdesk.kit.bands import BANDS
from reviews.forms.policy_facts import FactsForm
from reviews.policy_drafting import Document, part_of

LISTS = ("steps", "checks", "refusals", "fired")
NOBODY = "none"


def _lines(label: str, hint: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2, "spellcheck": "false"})
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget, help_text=hint)


class ExampleForm(FactsForm):
    """The facts, and the expectations; what is left empty is not compared."""

    name = forms.CharField(
        label="Name", max_length=60, error_messages={"required": "Give the example a name."}
    )
    expect_band = forms.ChoiceField(
        label="Band",
        required=False,
        choices=[("", "Not compared"), *((band.code, f"{band.word} ({band.code})") for band in BANDS)],
    )
    expect_steps = _lines("Approvers", "One a line, such as role:approver_vp; “none” for nobody.")
    expect_checks = _lines("Checks", "Titles, one a line; “none” for no check.")
    expect_refusals = _lines("Refusals", "Their words, one a line; “none” for no refusal.")
    expect_fired = _lines("Rules that count", "Names, one a line; “none” for no rule.")

    def __init__(self, *args: Any, example: Document, **options: Any) -> None:
        expect = part_of(example, "expect")
        known = {
            "name": example.get("name", ""),
            "expect_band": expect.get("band", ""),
            **{f"expect_{name}": _typed(expect[name]) for name in LISTS if name in expect},
        }
        super().__init__(*args, facts=part_of(example, "facts"), initial=known, **options)

    @property
    def example(self) -> Document:
        typed = self.cleaned_data
        expect: Document = {"band": typed["expect_band"]} if typed["expect_band"] else {}
        for name in LISTS:
            lines = [line.strip() for line in typed[f"expect_{name}"].splitlines() if line.strip()]
            if lines:
                expect[name] = [] if [line.casefold() for line in lines] == [NOBODY] else lines
        return {"name": " ".join(typed["name"].split()), "facts": self.known, "expect": expect}

    @property
    def expected_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("expect_")]

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "name" and not name.startswith("expect_")]


def _typed(value: object) -> str:
    entries = value if isinstance(value, list) else [value]
    return "\n".join(map(str, entries)) or NOBODY
