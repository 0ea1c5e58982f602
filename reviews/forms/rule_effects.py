"""What a rule asks for, as rows of the form, and the document that they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from accounts.models import Role
from reviews.engine.rules.effects import ALL, ANYONE, DEFAULT_CHAIN, TEXT_EVIDENCE
from reviews.forms.rule_conditions import MOST_ROWS
from reviews.forms.rule_kinds import Groups
from reviews.seats import OWNER_MANAGER

PERSON = "person"
MOST_NEEDED = 6


@dataclass
class Approver:
    """`who` is the choice of the list; `person` the e-mail address when that is one person."""

    who: str = ""
    person: str = ""

    @classmethod
    def of(cls, reference: object) -> "Approver":
        kind, _, name = str(reference or "").partition(":")
        return cls(PERSON, name) if kind == PERSON else cls(str(reference or ""))

    @property
    def reference(self) -> str:
        return f"person:{self.person.strip()}" if self.who == PERSON else self.who


@dataclass
class StepRow:
    approver: Approver = field(default_factory=Approver)
    need: str = ANYONE
    chain: str = DEFAULT_CHAIN
    order: str = "1"
    errors: list[str] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not self.approver.who

    def as_document(self) -> dict[str, Any]:
        chain = {"chain": self.chain.strip()} if self.chain.strip() else {}
        return {
            "approver": self.approver.reference,
            "need": _whole(self.need),
            **chain,
            "order": _whole(self.order),
        }


@dataclass
class CheckRow:
    title: str = ""
    evidence: str = TEXT_EVIDENCE
    by: Approver = field(default_factory=Approver)
    errors: list[str] = field(default_factory=list)

    def as_document(self) -> dict[str, Any]:
        by = {"by": self.by.reference} if self.by.who else {}
        return {"title": self.title, "evidence": self.evidence, **by}


def steps_of(then: Mapping[str, Any]) -> list[StepRow]:
    listed = then.get("steps") if isinstance(then.get("steps"), list) else [then.get("step")]
    return [
        StepRow(
            Approver.of(step.get("approver")),
            _need_typed(step.get("need", ANYONE)),
            str(step.get("chain", DEFAULT_CHAIN)),
            str(step.get("order", 1)),
        )
        for step in listed or []
        if isinstance(step, Mapping)
    ]


def check_of(then: Mapping[str, Any]) -> CheckRow:
    check = then.get("check")
    if not isinstance(check, Mapping):
        return CheckRow()
    evidence = str(check.get("evidence", TEXT_EVIDENCE))
    return CheckRow(str(check.get("title", "")), evidence, Approver.of(check.get("by")))


def steps_in(posted: QueryDict) -> list[StepRow]:
    return [
        StepRow(
            Approver(posted.get(f"s{row}-who", ""), posted.get(f"s{row}-person", "")),
            posted.get(f"s{row}-need", ANYONE),
            posted.get(f"s{row}-chain", ""),
            posted.get(f"s{row}-order", ""),
        )
        for row in range(MOST_ROWS)
        if f"s{row}-who" in posted
    ]


def check_in(posted: QueryDict) -> CheckRow:
    return CheckRow(
        posted.get("check-title", "").strip(),
        posted.get("check-evidence", TEXT_EVIDENCE),
        Approver(posted.get("check-by", ""), posted.get("check-person", "")),
    )


def approvers(functions: Mapping[str, str], groups: Mapping[str, Any]) -> Groups:
    """Whom a step may name; people are named by e-mail address."""
    roles = [(f"role:{role.value}", str(role.label)) for role in Role if role != Role.AUDITOR]
    leads = [(f"lead:{code}", f"The lead of {name}") for code, name in functions.items()]
    named = [(f"group:{name}", str(name)) for name in groups]
    return [
        ("By the deal", [(OWNER_MANAGER, "The rep’s manager")]),
        ("Roles", roles),
        ("Function leads", leads),
        *([("Groups", named)] if named else []),
        ("People", [(PERSON, "One person, by e-mail address")]),
    ]


def needs(chosen: str = ANYONE) -> list[tuple[str, str]]:
    offered = [(ANYONE, "one of them"), (ALL, "all of them")]
    offered += [(str(count), f"{count} different people") for count in range(2, MOST_NEEDED + 1)]
    return offered if chosen in dict(offered) else [*offered, (chosen, f"{chosen} different people")]


def _need_typed(need: object) -> str:
    return ANYONE if need == 1 else str(need)


def _whole(typed: str) -> int | str:
    text = typed.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text
