"""A rule that was typed, read in its place among the others of its draft."""

from reviews.engine.rules import InvalidRulebook, Rulebook
from reviews.engine.rules.rulebook import FORMAT
from reviews.forms.rule_sheet import RuleSheet
from reviews.policy_drafting import Document, part_of, rules_in


def note_faults(sheet: RuleSheet, document: Document, row: int | None) -> None:
    """Put what is wrong with this rule beside what was typed; the faults of other rules are not its own."""
    rule = sheet.as_document()
    others = {
        str(known.get("name", "")).casefold()
        for place, known in enumerate(rules_in(document))
        if place != row
    }
    try:
        Rulebook.from_document(_alone(rule, document))
    except InvalidRulebook as fault:
        sheet.note_problems([problem for problem in fault.problems if problem.rule])
    if rule["name"] and rule["name"].casefold() in others:
        sheet.problems.setdefault("name", []).append("Choose another name; another rule has this one.")


def _alone(rule: Document, document: Document) -> Document:
    return {
        "format": FORMAT,
        "name": "One rule",
        "groups": part_of(document, "groups"),
        "rules": [rule],
    }
