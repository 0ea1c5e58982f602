"""Steps and checks that nobody could ever do."""

from collections.abc import Iterator

from reviews.engine.rules.effects import Need
from reviews.engine.rules.linting.company import Company
from reviews.engine.rules.linting.finding import ERROR, WARNING, Finding
from reviews.engine.rules.rulebook import Rulebook

DESK = "deal_desk"


def approver_findings(rulebook: Rulebook, company: Company | None) -> Iterator[Finding]:
    for rule in rulebook.rules:
        for row, step in enumerate(rule.then.steps):
            field = "then.step" if len(rule.then.steps) == 1 else f"then.steps[{row}]"
            if why := _impossible(step.approver, step.need, rulebook, company):
                yield Finding(ERROR, rule.name, f"{field}.{why[0]}", why[1])
        check = rule.then.check
        if check and check.by and (why := _impossible(check.by, 1, rulebook, company)):
            yield Finding(ERROR, rule.name, "then.check.by", why[1])
    if company is not None:
        yield from _strangers(rulebook, company)
        yield from _four_eyes(rulebook, company)


def _impossible(
    approver: str, need: Need, rulebook: Rulebook, company: Company | None
) -> tuple[str, str] | None:
    """The field that is wrong and the sentence about it."""
    kind, _, name = approver.partition(":")
    why = _nobody(kind, name, rulebook, company)
    if why:
        return "approver", why
    able = _able(kind, name, rulebook, company)
    if able is not None and isinstance(need, int) and need > able:
        people = "1 person" if able == 1 else f"{able} people"
        return (
            "need",
            f"It needs {need} people, but {_called(kind, name)} {people}; ask for fewer or name others.",
        )
    return None


def _nobody(kind: str, name: str, rulebook: Rulebook, company: Company | None) -> str:
    if kind == "group" and not rulebook.groups.get(name):
        return f"The group {name} is empty; add people to it or name another approver."
    if company is None:
        return ""
    if kind == "group" and not _known(name, rulebook, company):
        return f"Nobody of the group {name} has an active account; add people who have."
    if kind == "role" and not company.role_holders.get(name, 0):
        return f"Nobody holds the role {name}; give it to somebody or name another approver."
    if kind == "person" and name not in company.people:
        return f"{name} has no active account; name somebody who has."
    if kind == "lead" and name not in company.functions:
        return f"There is no function {name}; known are {', '.join(sorted(company.functions)) or 'none'}."
    if kind == "lead" and name not in company.leads:
        return f"The function {name} has no active lead; appoint one or name another approver."
    if kind == "owner_manager" and not company.managers:
        return (
            "No rep reports to somebody with the role approver_manager; set that up or name another approver."
        )
    return ""


def _able(kind: str, name: str, rulebook: Rulebook, company: Company | None) -> int | None:
    """How many people could do it at most; None: not known."""
    if kind in ("person", "lead", "owner_manager"):
        return 1
    if kind == "group":
        return len(_known(name, rulebook, company) if company else rulebook.groups[name])
    return None if company is None else company.role_holders.get(name, 0)


def _called(kind: str, name: str) -> str:
    if kind == "owner_manager":
        return "the rep's manager is"
    if kind == "role":
        return f"the role {name} is held by"
    return {"person": f"{name} is", "lead": f"the lead of {name} is"}.get(kind, f"the group {name} has")


def _known(group: str, rulebook: Rulebook, company: Company) -> list[str]:
    return [person for person in rulebook.groups[group] if person in company.people]


def _strangers(rulebook: Rulebook, company: Company) -> Iterator[Finding]:
    for group, people in rulebook.groups.items():
        for row, person in enumerate(people):
            if person not in company.people:
                sentence = f"{person} of the group {group} has no active account; correct it."
                yield Finding(WARNING, "", f"groups.{group}[{row}]", sentence)


def _four_eyes(rulebook: Rulebook, company: Company) -> Iterator[Finding]:
    holders = company.role_holders.get(DESK, 0)
    if rulebook.settings.four_eyes and holders < 2:
        sentence = (
            f"Four eyes need two members of the deal desk, and there are {holders}: "
            "nobody could publish the next policy. Give the role to somebody, or switch it off."
        )
        yield Finding(ERROR, "", "settings.four_eyes", sentence)
