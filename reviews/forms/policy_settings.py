"""What stands beside the rules of a draft: settings, groups, ladders, exchange rates."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from reviews.engine.rules import InvalidRulebook, Rulebook
from reviews.engine.rules.rulebook import FORMAT
from reviews.forms.policy_details import DraftForm
from reviews.models import PolicyDraft
from reviews.policy_drafting import Document, part_of
from reviews.presentation.policy_rules import ladders_in

RATE_LINE = re.compile(r"([A-Za-z]{3})\s+(\d{1,6}(?:[.,]\d{1,3})?)")
LISTS = ("remind_at", "escalate_at")
USUAL: dict[str, Any] = {
    "rounds": 3,
    "four_eyes": False,
    "approval_hours": 16,
    "remind_at": [50, 100, 150],
    "escalate_at": [125, 200],
}


def _text(label: str, hint: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=200, **options)


def _lines(label: str, hint: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=20_000, widget=widget)


class SettingsForm(DraftForm):
    rounds = forms.IntegerField(label="Rounds", help_text="How often a deal may be sent back.")
    approval_hours = forms.IntegerField(label="Time to approve", help_text="Business hours of an approver.")
    remind_at = _text("Remind at", "Per cent of that time, rising.")
    escalate_at = _text("Escalate at", "Per cent of that time, rising: to the lead, then the next level.")
    four_eyes = forms.BooleanField(
        label="Publishing the policy after this one needs a second person", required=False
    )
    groups = _lines("Groups", "One a line: revenue council: ann@fernhill.example, bo@fernhill.example")
    exchange_rates = _lines("Exchange rates", "One a line, in the company’s currency: USD 0.92")

    def __init__(self, *args: Any, draft: PolicyDraft, **options: Any) -> None:
        super().__init__(*args, draft=draft, initial=_typed(draft), **options)
        for place, (name, take) in enumerate(ladders_in(draft.rules).items()):
            choices = [("first", "the first rung that fits"), ("last", "the last rung that fits")]
            self.fields[f"ladder{place}"] = forms.ChoiceField(
                label=f"In the ladder {name} counts", choices=choices, initial=take
            )

    @property
    def ladder_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("ladder")]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        settings = {**part_of(self.draft.rules, "settings")}
        settings |= {name: typed[name] for name in ("rounds", "approval_hours", "four_eyes") if name in typed}
        settings |= {name: _numbers(typed.get(name, "")) for name in LISTS}
        names = list(ladders_in(self.draft.rules))
        self.parts: Document = {
            "settings": settings,
            "groups": self._groups(typed.get("groups", "")),
            "ladders": {
                name: {"take": typed.get(f"ladder{place}", "first")} for place, name in enumerate(names)
            },
        }
        self.rates = self._rates(typed.get("exchange_rates", ""))
        self._check()
        return typed

    def _check(self) -> None:
        """What the reader of rulebooks says of these parts, beside the field that it is about."""
        alone = {"format": FORMAT, "name": "Settings", **self.parts, "ladders": {}}
        try:
            Rulebook.from_document(alone)
        except InvalidRulebook as fault:
            for problem in fault.problems:
                part, _, rest = problem.field.partition(".")
                name = rest.partition("[")[0] if part == "settings" else part
                self.add_error(name if name in self.fields else None, problem.sentence)

    def _groups(self, text: str) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for number, line in _numbered(text):
            name, colon, people = line.partition(":")
            if not colon or not name.strip():
                self.add_error("groups", f"Line {number}: write a name, a colon and e-mail addresses.")
                continue
            groups[name.strip()] = [person.strip() for person in people.split(",") if person.strip()]
        return groups

    def _rates(self, text: str) -> dict[str, int]:
        rates: dict[str, int] = {}
        for number, line in _numbered(text):
            found = RATE_LINE.fullmatch(line)
            if found is None:
                self.add_error("exchange_rates", f"Line {number}: write a currency and its rate: USD 0.92.")
                continue
            rates[found[1].upper()] = int(Decimal(found[2].replace(",", ".")) * 1000)
        return rates


def with_parts(document: Document, parts: Document) -> Document:
    """The document with these parts in place of its own; what is empty is left out."""
    without = {name: part for name, part in document.items() if name not in parts}
    return {**without, **{name: part for name, part in parts.items() if part}}


def _typed(draft: PolicyDraft) -> dict[str, Any]:
    settings = {**USUAL, **part_of(draft.rules, "settings")}
    groups = part_of(draft.rules, "groups")
    return {
        **settings,
        **{name: _joined(settings[name]) for name in LISTS},
        "groups": "\n".join(f"{name}: {_joined(people)}" for name, people in groups.items()),
        "exchange_rates": "\n".join(
            f"{code} {Decimal(rate) / 1000:f}" for code, rate in draft.exchange_rates.items()
        ),
    }


def _joined(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _numbers(text: str) -> list[int | str]:
    parts = (part.strip().removesuffix("%").strip() for part in text.split(",") if part.strip())
    return [int(part) if part.isdecimal() and len(part) < 6 else part for part in parts]


def _numbered(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
