"""Two policies side by side: what changed, in words."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from reviews.engine.learned import Learned
from reviews.engine.rules import InvalidRulebook, Rulebook, RuleChange, compare
from reviews.facts import learned_in
from reviews.models import PolicyDraft, PolicyVersion
from reviews.presentation.policy_learned import learned_lines, read_learned
from reviews.queries.history import function_names
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
LEARNED = "Learned from outcomes"
MOST_OFFERED = 50


@dataclass(frozen=True)
class Side:
    """`rulebook` is None while the draft cannot be read. `learned`: what outcomes have taught it."""

    code: str
    label: str
    rulebook: Rulebook | None
    learned: Learned


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
    return ComparePage(one, two, tuple(_changes(one, two)), choices(one, two))


def changes_of(draft: PolicyDraft) -> list[ChangeLine]:
    """From the policy in force to the draft; none while there is no policy or the draft cannot be read."""
    newest = PolicyVersion.objects.in_force(timezone.now()).first()
    return [] if newest is None else _changes(_of_version(newest), _of_draft(draft))


def _changes(one: Side, two: Side) -> list[ChangeLine]:
    if one.rulebook is None or two.rulebook is None:
        return []
    rules = [line_of(change) for change in compare(one.rulebook, two.rulebook)]
    return [*rules, *learned_changes(one.learned, two.learned)]


def learned_changes(one: Learned, two: Learned) -> list[ChangeLine]:
    """What one has learned otherwise than the other, a line for each thing."""
    if one == two:
        return []
    names = function_names()
    before, after = learned_lines(one, names), learned_lines(two, names)
    return [
        ChangeLine(
            *_kind(before.get(title), after.get(title)),
            title,
            LEARNED,
            *(side.get(title, "") for side in (before, after)),
        )
        for title in {**before, **after}
        if before.get(title) != after.get(title)
    ] or [ChangeLine(*KINDS["changed"], "Reviewers’ corrections", LEARNED, "as before", "other amounts")]


def _kind(before: str | None, after: str | None) -> tuple[str, str]:
    return KINDS["added" if before is None else "removed" if after is None else "changed"]


def side_of(code: str) -> Side:
    number = code.removeprefix(DRAFT)
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise Http404
    if code.startswith(DRAFT):
        draft = policy_drafts().filter(pk=int(number)).first()
        return _of_draft(draft) if draft else _missing()
    version = PolicyVersion.objects.filter(number=int(number)).first()
    return _of_version(version) if version else _missing()


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


def _of_version(version: PolicyVersion) -> Side:
    return Side(str(version.number), str(version), rulebook_of(version), learned_in(version))


def _of_draft(draft: PolicyDraft) -> Side:
    try:
        rulebook: Rulebook | None = Rulebook.from_document(draft.rules)
    except InvalidRulebook:
        rulebook = None
    return Side(f"{DRAFT}{draft.pk}", f"Draft “{draft.name}”", rulebook, read_learned(draft.learned))


def _missing() -> Side:
    raise Http404
