"""Reading what a rule asks for."""

import re
from collections.abc import Collection, Mapping

from reviews.engine import limits
from reviews.engine.checks import shown
from reviews.engine.policy_version import BANDS
from reviews.engine.rules.effects import (
    ALL,
    ANYONE,
    DEFAULT_CHAIN,
    LINK_EVIDENCE,
    TEXT_EVIDENCE,
    CheckEffect,
    Effects,
    Need,
    StepEffect,
)
from reviews.engine.rules.problems import Place
from reviews.engine.rules.value_reading import EMAIL, choice, listing, named, record, text_of, whole

MOST_EFFECTS = 10
MOST_PEOPLE = 50
MOST_ORDER = 99
MOST_TITLE = 120
CHAIN = r"[A-Za-z0-9][A-Za-z0-9 _-]{0,59}"
GROUP = r"[A-Za-z0-9][A-Za-z0-9 _-]{0,59}"
OWNER_MANAGER = "owner_manager"
_APPROVERS: Mapping[str, str] = {
    "role": r"[a-z][a-z_]{1,29}",
    "person": EMAIL,
    "lead": limits.FUNCTION_CODE,
    "group": GROUP,
}
_WHO = "role:<role>, person:<e-mail>, lead:<FUNCTION>, group:<name> or owner_manager"
_EFFECTS = ("step", "steps", "check", "floor", "refuse", "note")


def effects(value: object, place: Place, groups: Collection[str]) -> Effects:
    """The object under `then`. `groups` are the names that a group: may have."""
    entries = record(value, place, may_have=_EFFECTS)
    if isinstance(value, Mapping) and not value:
        place.add(f"Say what the rule asks for: {', '.join(_EFFECTS)}.")
    if "step" in entries and "steps" in entries:
        place.at("steps").add("Put all steps into steps and take step out.")
    read = Effects(
        steps=_steps(entries, place, groups),
        check=_check(entries["check"], place.at("check"), groups) if "check" in entries else None,
        floor=choice(entries["floor"], place.at("floor"), BANDS[1:]) if "floor" in entries else "",
        refuse=text_of(entries["refuse"], place.at("refuse")) if "refuse" in entries else "",
        note=text_of(entries["note"], place.at("note")) if "note" in entries else "",
    )
    count = len(read.steps) + len([key for key in entries if key not in ("step", "steps")])
    if count > MOST_EFFECTS:
        place.add(f"Divide the rule in two; it has {count} effects and may have {MOST_EFFECTS}.")
    return read


def approver(value: object, place: Place, groups: Collection[str]) -> str:
    if value == OWNER_MANAGER:
        return OWNER_MANAGER
    kind, _, name = value.partition(":") if isinstance(value, str) else ("", "", "")
    name = name.strip()
    if not name.isprintable() or not re.fullmatch(_APPROVERS.get(kind, "(?!)"), name):
        place.add(f"Name an approver as {_WHO}, not {shown(value)}.")
        return OWNER_MANAGER
    if kind == "group" and name not in groups:
        place.add(f"Add the group {name} to groups, or name another one.")
    return f"{kind}:{name.casefold()}" if kind == "person" else f"{kind}:{name}"


def _steps(entries: Mapping[str, object], place: Place, groups: Collection[str]) -> tuple[StepEffect, ...]:
    if "steps" in entries:
        listed = listing(entries["steps"], place.at("steps"), MOST_EFFECTS, least=1)
        return tuple(_step(entry, place.at("steps").at(row), groups) for row, entry in enumerate(listed))
    return (_step(entries["step"], place.at("step"), groups),) if "step" in entries else ()


def _step(value: object, place: Place, groups: Collection[str]) -> StepEffect:
    entries = record(value, place, needs=("approver",), may_have=("need", "chain", "order"))
    who = entries.get("approver", OWNER_MANAGER)
    return StepEffect(
        approver=approver(who, place.at("approver"), groups),
        need=_need(entries.get("need", ANYONE), place.at("need")),
        chain=named(entries.get("chain", DEFAULT_CHAIN), place.at("chain"), CHAIN, "a name of letters"),
        order=whole(entries.get("order", 1), place.at("order"), 1, MOST_ORDER),
    )


def _need(value: object, place: Place) -> Need:
    if value == ANYONE:
        return 1
    if value == ALL:
        return ALL
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_PEOPLE:
        return value
    place.add(f"Write all, anyone or a whole number from 1 to {MOST_PEOPLE}, not {shown(value)}.")
    return 1


def _check(value: object, place: Place, groups: Collection[str]) -> CheckEffect:
    entries = record(value, place, needs=("title",), may_have=("evidence", "by"))
    evidence = entries.get("evidence", TEXT_EVIDENCE)
    return CheckEffect(
        title=text_of(entries.get("title", "-"), place.at("title"), MOST_TITLE),
        evidence=choice(evidence, place.at("evidence"), (TEXT_EVIDENCE, LINK_EVIDENCE)),
        by=approver(entries["by"], place.at("by"), groups) if "by" in entries else "",
    )
