"""Small rulebooks, terms and deals for the tests of the rules."""

from typing import Any

from reviews.engine.rules import InvalidRulebook, Rulebook, Ruling, StepAsked, evaluate

Document = dict[str, Any]


def make_rule(name: str = "vp", *when: Document, **more: Any) -> Document:
    """Asks a VP when `when` holds. `more` overrides the document's own keys."""
    step = {"step": {"approver": "role:approver_vp"}}
    return {"name": name, "reason": f"Why {name}", "when": list(when), "then": step, **more}


def make_step(name: str, *when: Document, keep: Document | None = None, **step: Any) -> Document:
    """A rule with one step; `step` overrides the approver, need, chain and order."""
    then = {"step": {"approver": "role:approver_vp", **step}}
    return make_rule(name, *when, then=then, **({} if keep is None else {"keep": keep}))


def make_document(*rules: Document, **more: Any) -> Document:
    return {"format": "DealDesk rules 1", "name": "Fernhill approvals", "rules": list(rules), **more}


def make_book(*rules: Document, **more: Any) -> Rulebook:
    return Rulebook.from_document(make_document(*rules, **more))


def make_term(type_: str = "uptime", **more: Any) -> Document:
    """A non-standard term."""
    return {"type": type_, "category": "service", "standard": False, **more}


def rule_on(*rules: Document, facts: Document | None = None, **more: Any) -> Ruling:
    """What a deal in the lowest band with `facts` needs under `rules`."""
    return evaluate(make_book(*rules, **more), {"band": "AUTO", **(facts or {})})


def fires(condition: Document, facts: Document) -> bool:
    """Does a rule with this one condition fire, with nothing unknown?"""
    ruling = rule_on(make_rule("vp", condition), facts=facts)
    assert ruling.unknown == ()
    return ruling.fired == ("vp",)


def approvers(ruling: Ruling) -> list[str]:
    return [step.approver for step in ruling.steps]


def step_of(ruling: Ruling) -> StepAsked:
    """The only step."""
    [step] = ruling.steps
    return step


def problems_of(document: object) -> list[tuple[str, str]]:
    """The rule and field of every problem; empty when it reads."""
    try:
        Rulebook.from_document(document)
    except InvalidRulebook as refused:
        assert all(problem.sentence.endswith(".") for problem in refused.problems)
        return [(problem.rule, problem.field) for problem in refused.problems]
    return []
