"""The rules of a policy, of a version or of a draft in any state, as lines to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviews.engine.rules import Finding, InvalidRulebook, Rulebook
from reviews.engine.rules.rule import Rule
from reviews.policy_drafting import Document, part_of, rules_in
from reviews.presentation.rule_words import RuleWords, words_of
from reviews.seats import Directory

SEVERITIES = {"error": ("failed", "bad", "Error"), "warning": ("flag", "caution", "Warning")}
NOTE = ("info", "", "Note")
EFFECT_TITLES = {
    "refuse": "Never",
    "floor": "Least bands",
    "step": "Approvals",
    "check": "Checks",
    "note": "Notes",
}
UNREADABLE = "Rules that cannot be read yet"


@dataclass(frozen=True)
class FindingLine:
    icon: str
    tone: str
    word: str
    rule: str
    sentence: str


@dataclass(frozen=True)
class RuleLine:
    """`words` is None while the rule cannot be read."""

    row: int
    name: str
    reason: str
    ladder: str
    words: RuleWords | None
    findings: tuple[FindingLine, ...] = ()
    is_first: bool = False
    is_last: bool = False

    @property
    def tone(self) -> str:
        """The worst of its findings."""
        tones = [finding.tone for finding in self.findings]
        return next((tone for tone in ("bad", "caution") if tone in tones), "")


@dataclass(frozen=True)
class RuleGroup:
    title: str
    note: str
    rules: tuple[RuleLine, ...]


@dataclass
class Findings:
    """`general` are about no rule that is there."""

    lines: tuple[FindingLine, ...] = ()
    by_rule: dict[str, list[FindingLine]] = field(default_factory=dict)
    general: list[FindingLine] = field(default_factory=list)

    @property
    def errors(self) -> int:
        return sum(line.tone == "bad" for line in self.lines)

    @property
    def warnings(self) -> int:
        return sum(line.tone == "caution" for line in self.lines)


def sorted_findings(found: Sequence[Finding], document: Any) -> Findings:
    """The linter's findings by the rule that they are about."""
    names = {str(rule.get("name", "")) for rule in rules_in(document)}
    names |= {f"rules[{row}]" for row in range(len(rules_in(document)))}
    lines = Findings(tuple(_finding(finding) for finding in found))
    for line in lines.lines:
        if line.rule in names:
            lines.by_rule.setdefault(line.rule, []).append(line)
        else:
            lines.general.append(line)
    return lines


def _finding(finding: Finding) -> FindingLine:
    icon, tone, word = SEVERITIES.get(finding.severity, NOTE)
    return FindingLine(icon, tone, word, finding.rule, finding.sentence)


def rule_lines(
    document: Any, findings: Findings | None = None, directory: Directory | None = None
) -> list[RuleLine]:
    """In the order of the document, which is the order of the ladders."""
    rules, read = rules_in(document), _read_rules(document)
    by_rule = findings.by_rule if findings else {}
    return [
        RuleLine(
            row=row,
            name=str(rule.get("name") or f"Rule {row + 1}"),
            reason=str(rule.get("reason", "")),
            ladder=str(rule.get("ladder", "")),
            words=words_of(known, directory) if known else None,
            findings=(*by_rule.get(str(rule.get("name", "")), ()), *by_rule.get(f"rules[{row}]", ())),
            is_first=row == 0,
            is_last=row == len(rules) - 1,
        )
        for row, (rule, known) in enumerate(zip(rules, read, strict=True))
    ]


def grouped(lines: Iterable[RuleLine], ladders: dict[str, str]) -> list[RuleGroup]:
    """Ladders first, each for itself, then by what the rules ask for. `ladders`: take by name."""
    found: dict[tuple[int, str], list[RuleLine]] = {}
    for line in lines:
        found.setdefault(_group_of(line), []).append(line)
    order = sorted(found.items(), key=lambda entry: entry[0][0])
    return [
        RuleGroup(
            f"Ladder {title}" if place == 0 else title,
            f"Only the {ladders.get(title, 'first')} rung that fits counts." if place == 0 else "",
            tuple(rules),
        )
        for (place, title), rules in order
    ]


def ladders_in(document: Any) -> dict[str, str]:
    """Which rung counts, by ladder."""
    ladders = part_of(document, "ladders")
    names = dict.fromkeys(str(rule["ladder"]) for rule in rules_in(document) if rule.get("ladder"))
    return {name: str(part_of(ladders, name).get("take", "first")) for name in names}


def _group_of(line: RuleLine) -> tuple[int, str]:
    if line.ladder:
        return 0, line.ladder
    if line.words is None:
        return 9, UNREADABLE
    kinds = [kind for kind, _ in line.words.then]
    first = next((kind for kind in EFFECT_TITLES if kind in kinds), "note")
    return 1 + list(EFFECT_TITLES).index(first), EFFECT_TITLES[first]


def _read_rules(document: Any) -> list[Rule | None]:
    rules = rules_in(document)
    try:
        read = Rulebook.from_document(document).rules
    except InvalidRulebook:
        return [_read_alone(rule, document) for rule in rules]
    return list(read)


def _read_alone(rule: Document, document: Any) -> Rule | None:
    """One rule of a document whose others may be faulty."""
    alone = {
        "format": "DealDesk rules 1",
        "name": "One",
        "rules": [rule],
        "groups": part_of(document, "groups"),
    }
    try:
        return Rulebook.from_document(alone).rules[0]
    except InvalidRulebook:
        return None
