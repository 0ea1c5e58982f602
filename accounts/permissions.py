"""The one permission table: which role may do which verb. Object rules stand in each app's policy.py.

docs/permissions.md is printed from this table by `manage.py write_docs`, and the matrix test walks it.
"""

from typing import Protocol

from accounts.models.role import Role
from dealdesk.kit.refusals import Forbidden

REP, MEMBER, LEAD = Role.SALES_REP, Role.FUNCTION_MEMBER, Role.FUNCTION_LEAD
MANAGER, VP, EXECUTIVE = Role.APPROVER_MANAGER, Role.APPROVER_VP, Role.APPROVER_EXECUTIVE
DESK, AUDITOR = Role.DEAL_DESK, Role.AUDITOR
EVERYONE = frozenset(Role)
REVIEWERS = frozenset({MEMBER, LEAD})
APPROVERS = frozenset({MANAGER, VP, EXECUTIVE})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "deal.read": EVERYONE,
    "deal.read_all": frozenset({LEAD, VP, EXECUTIVE, DESK, AUDITOR}),
    "deal.create": frozenset({REP, DESK}),
    "deal.edit": frozenset({REP, DESK}),
    "draft.edit": frozenset({REP, DESK}),
    "draft.count_obligations": frozenset({DESK}),
    "draft.submit": frozenset({REP, DESK}),
    "draft.withdraw": frozenset({REP, DESK}),
    "draft.copy": frozenset({REP, DESK}),
    "customer.read": EVERYONE,
    "customer.edit": frozenset({REP, DESK}),
    "concern.answer": EVERYONE - {AUDITOR},
    "concern.accept": frozenset({EXECUTIVE}),
    "review.read": EVERYONE,
    "review.record": REVIEWERS,
    "review.assign": REVIEWERS,
    "bottleneck.read": frozenset({LEAD, EXECUTIVE, DESK, AUDITOR}),
    "counter.accept": frozenset({REP, DESK}),
    "counter.decline": frozenset({REP, DESK}),
    "thread.read": EVERYONE,
    "thread.write": EVERYONE - {AUDITOR},
    "review.ask": REVIEWERS,
    "approval.ask": EVERYONE - {AUDITOR},
    "question.answer": frozenset({REP, DESK}),
    "condition.accept": REVIEWERS,
    "condition.read": EVERYONE,
    "condition.meet": EVERYONE - {AUDITOR},
    "score.read": EVERYONE,
    "approval.decide": EVERYONE - {AUDITOR},
    "approval.hand_over": EVERYONE - {AUDITOR},
    "approver.add": EVERYONE - {AUDITOR},
    "evidence.show": EVERYONE - {AUDITOR},
    "glass.break": frozenset({EXECUTIVE}),
    "draft.clear": frozenset({REP, DESK}),
    "deal.sign": frozenset({REP, DESK}),
    "draft.void": frozenset({REP, DESK}),
    "draft.confirm_void": frozenset({DESK}),
    "score.recompute": EVERYONE - {AUDITOR},
    "certificate.read": EVERYONE,
    "playbook.read": EVERYONE,
    "playbook.edit": frozenset({DESK}),
    "policy.read": EVERYONE,
    "policy.edit": frozenset({DESK}),
    "policy.try": frozenset({DESK}),
    "policy.publish": frozenset({DESK}),
    "policy.retire": frozenset({DESK}),
    "channel.read": frozenset({DESK, AUDITOR}),
    "channel.edit": frozenset({DESK}),
    "audit.read": frozenset({EXECUTIVE, DESK, AUDITOR}),
    "handover.read": EVERYONE,
    "obligation.read": EVERYONE,
    "obligation.close": EVERYONE - {AUDITOR},
    "obligation.waive": frozenset({LEAD, DESK}),
    "obligation.hand_over": frozenset({LEAD, MEMBER, DESK}),
    "renewal.read": EVERYONE,
    "renewal.open": frozenset({REP, DESK}),
    "renewal.edit": frozenset({REP, DESK}),
    "check_in.read": EVERYONE,
    "check_in.answer": REVIEWERS,
    "undisclosed.add": frozenset({MEMBER, LEAD, DESK}),
    "incident.record": EVERYONE - {AUDITOR},
    "outcome.import": frozenset({LEAD, DESK}),
    "precedent.read": EVERYONE,
    "calibration.read": frozenset({LEAD, VP, EXECUTIVE, DESK, AUDITOR}),
    "calibration.start": frozenset({DESK}),
    "insight.read": frozenset({LEAD, VP, EXECUTIVE, DESK, AUDITOR}),
    "rep_insight.read": frozenset({VP, EXECUTIVE, DESK}),
    "reviewer_insight.read": REVIEWERS,
    "commission.read": EVERYONE,
    "target.edit": frozenset({EXECUTIVE, DESK}),
    "people.read": frozenset({DESK, AUDITOR}),
    "people.invite": frozenset({DESK}),
    "people.edit": frozenset({DESK}),
    "function.read": EVERYONE,
    "function.edit": frozenset({DESK}),
    "absence.plan": EVERYONE,
    "absence.plan_for_others": frozenset({DESK}),
    "token.manage": EVERYONE,
    "inbox.read": EVERYONE,
    "event.read": EVERYONE,
}


class HasRoles(Protocol):
    @property
    def roles(self) -> frozenset[str]: ...


def may(user: HasRoles, verb: str) -> bool:
    """Does any role of the person permit the verb? An unknown verb is a KeyError: the table is complete."""
    return not PERMISSIONS[verb].isdisjoint(user.roles)


def require(user: HasRoles, verb: str) -> None:
    """Raise Forbidden, naming the roles that may, unless a role of the person permits the verb."""
    if may(user, verb):
        return
    allowed = ", ".join(role.label for role in Role if role in PERMISSIONS[verb])
    raise Forbidden(f"Your role does not include this. It belongs to: {allowed}.")
