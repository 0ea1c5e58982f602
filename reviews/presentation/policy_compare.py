"""Two policies side by side: what changed, in words."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from reviews.engine.rules import InvalidRulebook, Rulebook, RuleChange, compare
from reviews.models import PolicyDraft, PolicyVersion
from reviews.queries.policy_drafts import open_policy_drafts, policy_drafts, policy_versions
from reviews.rulings import rulebook_of

DRAFT = "draft-"
KINDS = {
    "added": ("Added", "good"),
    "removed": ("Removed", "bad"),
    "changed": ("Changed", "accent"),
    "moved": ("Moved", ""),
    "setting": ("Setting", "accent"),
}
FIELDS = {"when": "When", "then": "What it asks for", "keep": "Keeping approvals", "reason": "Reason"}
MOST_OFFERED = 50


@dataclass(frozen=True)
class Side:
    """`rulebook` is None while the draft cannot be read."""

    code: str
    label: str
    rulebook: Rulebook | None


@dataclass(frozen=True)
class ChangeLine:
    kind: str
    tone: str
    title: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ComparePage:
    left: Side
    right: Side
    changes: tuple[ChangeLine, ...]
    choices: tuple[tuple[str, str], ...]

    @property
    def is_readable(self) -> bool:
        return self.left.rulebook is not None and self.right.rulebook is not None


def compare_page(left: str, right: str) -> ComparePage:
    """`left` and `right`: a version's number, or draft-7. Raises Http404 for what is not there."""
    one, two = side_of(left), side_of(right)
    changes: tuple[RuleChange, ...] = ()
    if one.rulebook is not None and two.rulebook is not None:
        changes = compare(one.rulebook, two.rulebook)
    return ComparePage(one, two, tuple(line_of(change) for change in changes), choices(one, two))


def changes_of(draft: PolicyDraft) -> list[ChangeLine]:
    """From the policy in force to the draft; none while there is no policy or the draft cannot be read."""
    newest = PolicyVersion.objects.in_force(timezone.now()).first()
    written = _of_draft(draft).rulebook
    if newest is None or written is None:
        return []
    return [line_of(change) for change in compare(rulebook_of(newest), written)]


def side_of(code: str) -> Side:
    number = code.removeprefix(DRAFT)
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise Http404
    if code.startswith(DRAFT):
        draft = policy_drafts().filter(pk=int(number)).first()
        return _of_draft(draft) if draft else _missing()
    version = PolicyVersion.objects.filter(number=int(number)).first()
    return Side(str(version.number), str(version), rulebook_of(version)) if version else _missing()


def line_of(change: RuleChange) -> ChangeLine:
    word, tone = KINDS.get(change.kind, (change.kind.capitalize(), ""))
    field = FIELDS.get(change.field, change.field.replace("_", " ").replace(".", ": ", 1).capitalize())
    if change.rule:
        return ChangeLine(word, tone, change.rule, field, change.before, change.after)
    return ChangeLine(word, tone, field, "", change.before, change.after)


def choices(*chosen: Side) -> tuple[tuple[str, str], ...]:
    """What may be compared: the latest versions, open drafts, and what is compared now."""
    found = {side.code: side.label for side in chosen}
    found |= {str(version.number): str(version) for version in policy_versions()[:MOST_OFFERED]}
    found |= {f"{DRAFT}{draft.pk}": f"Draft “{draft.name}”" for draft in open_policy_drafts()[:MOST_OFFERED]}
    return tuple(found.items())


def _of_draft(draft: PolicyDraft) -> Side:
    try:
        rulebook: Rulebook | None = Rulebook.from_document(draft.rules)
    except InvalidRulebook:
        rulebook = None
    return Side(f"{DRAFT}{draft.pk}", f"Draft “{draft.name}”", rulebook)


def _missing() -> Side:
    raise Http404
