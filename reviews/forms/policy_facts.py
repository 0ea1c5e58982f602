"""Facts of a deal as a form, one field for each fact of the catalogue; what is left empty is unknown."""

from typing import Any

from django import forms

from reviews.engine.checks import InvalidFacts
from reviews.engine.rules import FactKind, catalogue, term_catalogue
from reviews.engine.rules.fact_kinds import FLAG, NUMBER, SET
from reviews.engine.rules.known_facts import KnownFacts
from reviews.forms.rule_conditions import number_of
from reviews.forms.rule_kinds import value_choices, with_choices, word_of
from reviews.policy_file import InvalidPolicyFile, as_yaml, read_policy

TERMS_HINT = (
    "One block a term, such as “- {type: uptime, value: 99.9, level: 4}”. Leave out what is not known."
)
UNKNOWN = ("", "Not known")


class FactsForm(forms.Form):
    """`known` is the document of facts, which `evaluate` accepts, after the form is valid."""

    share = forms.CharField(
        label="Shares of the score", required=False, max_length=400, help_text="Such as DEL 41, LEG 20."
    )
    terms = forms.CharField(
        label="Terms",
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "code", "spellcheck": "false"}),
        help_text=TERMS_HINT,
    )

    def __init__(self, *args: Any, facts: dict[str, Any] | None = None, **options: Any) -> None:
        options["initial"] = {**options.get("initial", {}), **_typed_facts(facts or {})}
        super().__init__(*args, **options)
        fields = {kind.name: _field(kind) for kind in catalogue() if kind.name != "share"}
        self.fields = {**fields, **self.fields}
        self.known: dict[str, Any] = {}

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        facts = {kind.name: _read(kind, typed[kind.name]) for kind in catalogue() if typed.get(kind.name)}
        if typed.get("share"):
            facts["share"] = _shares(typed["share"])
        if typed.get("terms"):
            facts["terms"] = self._terms(typed["terms"])
        if not self.errors:
            self._check(facts)
        return typed

    def _terms(self, text: str) -> Any:
        """The text after `terms:`, indented below it, so that a line's number stays that of the field."""
        try:
            lines = text.replace("\r\n", "\n").split("\n")
            return read_policy("\n".join(["terms:", *(f"  {line}" for line in lines)]), ".yaml")["terms"]
        except InvalidPolicyFile as fault:
            at = f"Line {fault.line - 1}: " if fault.line and fault.line > 1 else ""
            self.add_error("terms", f"{at}write a list such as “- {{type: uptime, value: 99.9}}”.")
            return None

    def _check(self, facts: dict[str, Any]) -> None:
        try:
            self.known = KnownFacts.from_document(facts).as_document()
        except InvalidFacts as fault:
            name = fault.field.partition(".")[0].partition("[")[0]
            self.add_error(name if name in self.fields else None, f"{fault.field} {fault.fault}.")


def _field(kind: FactKind) -> forms.Field:
    label = word_of(kind.name)
    is_said = kind.unit in ("", "points", "terms", "concerns") or kind.unit in label.casefold()
    unit = "" if is_said else f", {kind.unit}"
    known = with_choices(kind)
    if kind.type != SET and known is not None and known.choices:
        return forms.ChoiceField(label=label, required=False, choices=[UNKNOWN, *value_choices(known)])
    attributes = {"inputmode": "decimal"} if kind.type == NUMBER else {}
    hint = "Several with commas." if kind.type == SET else ""
    widget = forms.TextInput(attrs={**attributes, "autocomplete": "off"})
    return forms.CharField(
        label=f"{label}{unit}", required=False, max_length=400, widget=widget, help_text=hint
    )


def _read(kind: FactKind, typed: str) -> Any:
    if kind.type == FLAG:
        return typed == "true"
    if kind.type == SET:
        return [part.strip() for part in typed.split(",") if part.strip()]
    return number_of(typed) if kind.type == NUMBER else typed


def _shares(typed: str) -> dict[str, Any]:
    pairs = (part.strip().rpartition(" ") for part in typed.split(",") if part.strip())
    return {code.strip().rstrip(":"): number_of(amount) for code, _, amount in pairs}


def _typed_terms(terms: Any) -> str:
    """What is known of each term, in the order of the catalogue."""
    if not isinstance(terms, list) or not terms:
        return ""
    order = [kind.name for kind in term_catalogue()]
    known = [
        {name: term[name] for name in order if term.get(name) is not None} if isinstance(term, dict) else term
        for term in terms
    ]
    return as_yaml(known).rstrip()


def _typed_facts(facts: dict[str, Any]) -> dict[str, str]:
    """A document of facts as it would be typed."""
    typed: dict[str, str] = {}
    for name, value in facts.items():
        if name == "terms":
            typed[name] = _typed_terms(value)
        elif name == "share" and isinstance(value, dict):
            typed[name] = ", ".join(f"{code} {amount}" for code, amount in value.items())
        elif isinstance(value, bool):
            typed[name] = "true" if value else "false"
        elif value is not None:
            typed[name] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return typed
