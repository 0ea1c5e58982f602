"""The form of one rule with everything that it offers to choose from."""

from dataclasses import dataclass

from contracts.models import TermType
from dealdesk.kit.bands import BANDS
from reviews.engine.policy_version import BANDS as CODES
from reviews.forms.rule_effects import approvers, needs
from reviews.forms.rule_kinds import Groups, Options, subjects, term_facts
from reviews.forms.rule_sheet import RuleSheet
from reviews.models import PolicyDraft
from reviews.policy_drafting import part_of
from reviews.presentation.policy_editor import findings_in
from reviews.presentation.policy_rules import FindingLine, ladders_in
from reviews.queries.history import function_names


@dataclass(frozen=True)
class RulePage:
    """`row` is None for a new rule; `was` its name before this form."""

    row: int | None
    was: str
    revision: int
    sheet: RuleSheet
    subjects: Groups
    term_types: Options
    term_facts: Options
    approvers: Groups
    needs: Options
    bands: Options
    ladders: tuple[str, ...]
    findings: tuple[FindingLine, ...]


def rule_page(draft: PolicyDraft, row: int | None, sheet: RuleSheet, *, was: str, revision: int) -> RulePage:
    functions = function_names()
    for place, condition in enumerate(sheet.conditions):
        condition.number(place)
    return RulePage(
        row=row,
        was=was,
        revision=revision,
        sheet=sheet,
        subjects=_with_typed(subjects(functions), [one.subject for one in sheet.conditions]),
        term_types=_types([one.term for one in sheet.conditions]),
        term_facts=term_facts(),
        approvers=_with_typed(
            approvers(functions, part_of(draft.rules, "groups")),
            [*(step.approver.who for step in sheet.steps), sheet.check.by.who],
        ),
        needs=_needs(sheet),
        bands=[(band.code, f"{band.word} ({band.code})") for band in BANDS if band.code in CODES[1:]],
        ladders=tuple(ladders_in(draft.rules)),
        findings=_findings(draft, was),
    )


def _findings(draft: PolicyDraft, was: str) -> tuple[FindingLine, ...]:
    return tuple(findings_in(draft.rules).by_rule.get(was, ())) if was else ()


def _needs(sheet: RuleSheet) -> Options:
    offered = needs()
    for step in sheet.steps:
        offered = offered if step.need in dict(offered) else needs(step.need)
    return offered


def _types(typed: list[str]) -> Options:
    """The types of the current playbook, and whatever the rule names beside them."""
    newest = TermType.objects.filter(playbook__published_at__isnull=False).order_by("-playbook__number")
    number = newest.values_list("playbook", flat=True)[:1]
    offered = list(TermType.objects.filter(playbook__in=number).values_list("code", "name"))
    known = {code.casefold() for code, _ in offered}
    return [
        *offered,
        *((code, code) for code in dict.fromkeys(typed) if code and code.casefold() not in known),
    ]


def _with_typed(groups: Groups, typed: list[str]) -> Groups:
    """What the rule names although it is not offered, so that showing the form never changes the rule."""
    known = {value for _, options in groups for value, _ in options}
    strange = [(value, value) for value in dict.fromkeys(typed) if value and value not in known]
    return [*groups, ("As written", strange)] if strange else groups
