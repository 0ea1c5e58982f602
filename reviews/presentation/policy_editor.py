"""The page of a policy draft: its rules with what the check finds, and what may be done with it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.permissions import may
from reviews.actions.policies import needs_second_person
from reviews.engine.rules import Company, lint_document
from reviews.models import PolicyDraft
from reviews.policy_drafting import examples_in, has_plain_rules, rules_in
from reviews.presentation.policy_learned import LearnedBox, learned_box
from reviews.presentation.policy_rules import Findings, RuleLine, rule_lines, sorted_findings
from reviews.queries.company import company_now
from reviews.queries.history import function_names
from reviews.queries.policy_drafts import writers_of
from reviews.seats import Directory

TABS = (
    ("Rules", "reviews:policy_draft"),
    ("Settings", "reviews:policy_settings"),
    ("Examples", "reviews:policy_examples"),
    ("As text", "reviews:policy_text"),
    ("Try it", "reviews:policy_try"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True)
class DraftHead:
    """What every page of a draft shows at its top."""

    draft: PolicyDraft
    tabs: tuple[Tab, ...]
    may_edit: bool
    is_plain: bool
    needs_second: bool = False
    may_publish: bool = False


@dataclass(frozen=True)
class EditorPage:
    head: DraftHead
    findings: Findings
    rules: tuple[RuleLine, ...]
    compare_url: str
    learned: LearnedBox | None

    @property
    def draft(self) -> PolicyDraft:
        return self.head.draft

    @property
    def is_sound(self) -> bool:
        return self.findings.errors == 0


def draft_head(draft: PolicyDraft, reader: User, current: str = "reviews:policy_draft") -> DraftHead:
    counts = {"Rules": len(rules_in(draft.rules)), "Examples": len(examples_in(draft.rules))}
    may_edit = may(reader, "policy.edit") and draft.is_open
    needs_second = draft.is_open and needs_second_person()
    is_first = needs_second and reader.pk in {*writers_of(draft), draft.proposed_by_id}
    return DraftHead(
        draft=draft,
        tabs=tuple(
            Tab(label, reverse(name, args=[draft.pk]), name == current, counts.get(label))
            for label, name in TABS
            if may_edit or label in ("Rules", "Try it")
        ),
        may_edit=may_edit,
        is_plain=has_plain_rules(draft.rules),
        needs_second=needs_second,
        may_publish=may(reader, "policy.publish") and draft.is_open and not is_first,
    )


def editor_page(draft: PolicyDraft, reader: User) -> EditorPage:
    findings = findings_in(draft.rules)
    base = f"{draft.based_on.number}" if draft.based_on else ""
    compare = f"{reverse('reviews:policy_compare')}?from={base}&to=draft-{draft.pk}"
    return EditorPage(
        head=draft_head(draft, reader),
        findings=findings,
        rules=tuple(rule_lines(draft.rules, findings, Directory.load([]))),
        compare_url=compare,
        learned=learned_box(draft.learned, function_names(), reader),
    )


def findings_in(document: Any, company: Company | None = None) -> Findings:
    return sorted_findings(lint_document(document, company or company_now()), document)
