"""What every address asks for. A new address gets one line here, or the matrix test fails.

Addresses under api/ answer strangers with 401, all others lead them to the sign-in.

`get` and `post` name the verb of accounts/permissions.py that the method needs; None is a method that the
address does not have. PUBLIC needs no sign-in, SIGNED_IN no role.
"""

from dataclasses import dataclass

from accounts.models import Role
from accounts.permissions import EVERYONE, PERMISSIONS

PUBLIC, SIGNED_IN = "public", "signed in"
NOBODY: frozenset[Role] = frozenset()

DEAL_KINDS = frozenset(
    {"deal", "ask", "evidence", "term", "request", "answer", "counter", "condition", "held", "question"}
    | {"obligation", "renewal", "check-in", "incident"}
)
"""Hidden from those who may not see the deal."""

OWN_KINDS = frozenset({"session", "notification", "token", "absence", "reviewer", "import"})
"""Hidden from everybody else."""

CUSTOMER_KEEPERS = PERMISSIONS["customer.edit"]
READS_ALL = PERMISSIONS["deal.read_all"]
NO_AUTHOR = EVERYONE - {Role.SALES_REP}
KEEPERS = frozenset({Role.FUNCTION_MEMBER, Role.FUNCTION_LEAD, Role.DEAL_DESK})
"""Delivery keeps the obligation that is called their own; the deal desk any."""

DESK_ALONE = frozenset({Role.DEAL_DESK})

RECORDERS = frozenset({Role.SALES_REP, Role.DEAL_DESK})
"""Who recorded the incident that is called their own, and the deal desk, may strike it out."""

ASKED = frozenset({Role.APPROVER_VP, Role.DEAL_DESK})
"""A VP is asked about both deals; the deal desk may step in."""

OWNER_AND_BOSS = frozenset({Role.SALES_REP, Role.APPROVER_MANAGER})
SEES_OWN = {
    "drafting": READS_ALL | OWNER_AND_BOSS,
    "review": EVERYONE,
    "signed": EVERYONE,
    "cleared": READS_ALL | OWNER_AND_BOSS,
}
"""Roles whose person sees the deal called their own, by how far its draft is: a function sees it once it
is asked, and nothing of the cleared deal, whose terms are all standard."""


@dataclass(frozen=True)
class Page:
    """`of`: the kind of thing in the address; `stage`: how far its deal is. `others` narrows who may do it
    to a thing that is not their own (`others_post` alone what changes it), `own` to one that is, where an
    object rule says more than the verb."""

    get: str | None = None
    post: str | None = None
    of: str = ""
    stage: str = "review"
    others: frozenset[Role] | None = None
    own: frozenset[Role] | None = None
    others_post: frozenset[Role] | None = None


TABLE: dict[str, Page] = {
    "": Page(get=SIGNED_IN),
    "healthz": Page(get=PUBLIC),
    "styleguide/": Page(get=PUBLIC),
    # accounts
    "sign-in/": Page(get=PUBLIC, post=PUBLIC),
    "sign-out/": Page(post=SIGNED_IN),
    "password/": Page(get=SIGNED_IN, post=SIGNED_IN),
    "password/forgotten/": Page(get=PUBLIC, post=PUBLIC),
    "password/sent/": Page(get=PUBLIC),
    "password/new/<str:uidb64>/<str:token>/": Page(get=PUBLIC, post=PUBLIC, of="link"),
    "password/saved/": Page(get=PUBLIC),
    "profile/": Page(get=SIGNED_IN, post=SIGNED_IN),
    "profile/absence/": Page(get="absence.plan", post="absence.plan"),
    "profile/absence/<int:id>/": Page(get="absence.plan", post="absence.plan", of="absence"),
    "profile/absence/<int:id>/end/": Page(post="absence.plan", of="absence"),
    "absences/<int:id>/": Page(
        get="absence.plan_for_others", post="absence.plan_for_others", of="somebody’s absence"
    ),
    "absences/<int:id>/end/": Page(post="absence.plan_for_others", of="somebody’s absence"),
    "profile/tokens/": Page(get="token.manage", post="token.manage"),
    "profile/tokens/<int:id>/revoke/": Page(get="token.manage", post="token.manage", of="token"),
    "sessions/": Page(get=SIGNED_IN),
    "sessions/<int:id>/end/": Page(post=SIGNED_IN, of="session"),
    "people/": Page(get="people.read"),
    "people/invite/": Page(get="people.invite", post="people.invite"),
    "people/<int:id>/": Page(get="people.read", post="people.edit", of="person"),
    "people/<int:id>/absence/": Page(
        get="absence.plan_for_others", post="absence.plan_for_others", of="person"
    ),
    "people/<int:id>/invitation/": Page(post="people.invite", of="person"),
    "people/<int:id>/roles/": Page(post="people.edit", of="person"),
    "people/<int:id>/deactivate/": Page(get="people.edit", post="people.edit", of="person"),
    "people/<int:id>/reactivate/": Page(post="people.edit", of="person"),
    "functions/": Page(get="function.read"),
    "functions/<slug:code>/": Page(get="function.read", post="function.edit", of="function"),
    "functions/<slug:code>/holidays/": Page(post="function.edit", of="function"),
    "functions/<slug:code>/holidays/<int:id>/remove/": Page(post="function.edit", of="holiday"),
    # activity
    "inbox/": Page(get="inbox.read"),
    "inbox/<int:id>/read/": Page(post="inbox.read", of="notification"),
    "inbox/read-all/": Page(post="inbox.read"),
    # contracts
    "deals/new/": Page(get="deal.create", post="deal.create"),
    "deals/<deal:serial>/edit/": Page(get="deal.edit", post="deal.edit", of="deal"),
    "deals/<deal:serial>/draft/": Page(get="draft.edit", of="deal", stage="drafting"),
    "deals/<deal:serial>/draft/terms/": Page(post="draft.edit", of="deal", stage="drafting"),
    "terms/<int:id>/": Page(get="draft.edit", post="draft.edit", of="term", stage="drafting"),
    "terms/<int:id>/remove/": Page(get="draft.edit", post="draft.edit", of="term", stage="drafting"),
    "terms/<int:id>/count/": Page(post="draft.count_obligations", of="term", stage="drafting"),
    "customers/": Page(get="customer.read"),
    "customers/new/": Page(get="customer.edit", post="customer.edit"),
    "customers/<int:id>/": Page(get="customer.read", post="customer.edit", of="customer"),
    "concerns/": Page(get="customer.read"),
    "concerns/<int:id>/answer/": Page(
        post="concern.answer", of="concern", own=CUSTOMER_KEEPERS, others=CUSTOMER_KEEPERS
    ),
    "concerns/<int:id>/owner/": Page(post="customer.edit", of="concern"),
    "playbook/": Page(get="playbook.read"),
    "playbook/<slug:code>/": Page(get="playbook.read", of="type"),
    # reviews
    "deals/": Page(get="deal.read"),
    "deals/<deal:serial>/": Page(get="deal.read", of="deal"),
    "deals/<deal:serial>/gate/": Page(get="deal.read", of="deal"),
    "deals/<deal:serial>/forecast/": Page(get="score.read", of="deal", stage="drafting"),
    "deals/<deal:serial>/submit/": Page(get="draft.submit", post="draft.submit", of="deal", stage="drafting"),
    "deals/<deal:serial>/withdraw/": Page(get="draft.withdraw", post="draft.withdraw", of="deal"),
    "deals/<deal:serial>/next-draft/": Page(get="draft.copy", post="draft.copy", of="deal"),
    "deals/<deal:serial>/score/": Page(get="score.read", post="score.recompute", of="deal"),
    "deals/<deal:serial>/approval/": Page(
        get="approval.decide", post="approval.decide", of="deal", own=NO_AUTHOR
    ),
    "deals/<deal:serial>/clearance/": Page(
        get="certificate.read", post="draft.clear", of="deal", stage="cleared"
    ),
    "deals/<deal:serial>/clearance.pdf": Page(get="certificate.read", of="deal", stage="cleared"),
    "deals/<deal:serial>/signing/": Page(get="deal.sign", post="deal.sign", of="deal", stage="cleared"),
    "deals/<deal:serial>/void/": Page(get="draft.void", post="draft.void", of="deal", stage="cleared"),
    "reviews/": Page(get="review.record"),
    "reviews/<int:request_id>/": Page(get="review.record", post="review.record", of="request", others=NOBODY),
    "reviews/<int:request_id>/assign/": Page(post="review.assign", of="request", others=NOBODY),
    "bottlenecks/": Page(get="bottleneck.read"),
    "functions/<slug:code>/waiting/": Page(get="bottleneck.read", of="function"),
    "answers/<int:review_id>/condition/": Page(post="condition.accept", of="answer", others=NOBODY),
    "counters/<int:id>/accept/": Page(get="counter.accept", post="counter.accept", of="counter"),
    "counters/<int:id>/decline/": Page(get="counter.decline", post="counter.decline", of="counter"),
    "terms/<int:id>/thread/": Page(get="thread.read", post="thread.write", of="term"),
    "deals/<deal:serial>/thread/": Page(get="thread.read", post="thread.write", of="deal"),
    "reviews/<int:request_id>/question/": Page(
        get="review.ask", post="review.ask", of="request", others=NOBODY
    ),
    "deals/<deal:serial>/question/": Page(get="approval.ask", post="approval.ask", of="deal"),
    "questions/<int:id>/answer/": Page(get="question.answer", post="question.answer", of="question"),
    "approvals/": Page(get="approval.decide", post="approval.decide"),
    "asks/<int:id>/hand-over/": Page(
        get="approval.hand_over", post="approval.hand_over", of="ask", own=ASKED, others=ASKED
    ),
    "deals/<deal:serial>/approvers/add/": Page(
        get="approver.add",
        post="approver.add",
        of="deal",
        own=ASKED | {Role.SALES_REP, Role.FUNCTION_MEMBER, Role.FUNCTION_LEAD},
        others=ASKED,
    ),
    "deals/<deal:serial>/evidence/": Page(get="evidence.show", post="evidence.show", of="deal"),
    "evidence/<int:id>/withdraw/": Page(get="evidence.show", post="evidence.show", of="evidence"),
    "deals/<deal:serial>/glass/": Page(get="glass.break", post="glass.break", of="deal"),
    "deals/<deal:serial>/glass/decline/": Page(post="glass.break", of="deal"),
    "audit/": Page(get="audit.read"),
    "channels/": Page(get="channel.read"),
    "channels/new/": Page(get="channel.edit", post="channel.edit"),
    "channels/<int:id>/test/": Page(post="channel.edit", of="channel"),
    "channels/<int:id>/end/": Page(get="channel.edit", post="channel.edit", of="channel"),
    "act/<slug:token>/": Page(get=PUBLIC, post=PUBLIC, of="mail link"),
    "conditions/": Page(get="condition.read"),
    "conditions/<int:id>/meet/": Page(
        get="condition.meet",
        post="condition.meet",
        of="condition",
        own=frozenset({Role.SALES_REP, Role.DEAL_DESK}),
        others=frozenset({Role.DEAL_DESK}),
    ),
    "deals/<deal:serial>/concerns/<int:id>/accept/": Page(
        get="concern.accept", post="concern.accept", of="held"
    ),
    "precedents/": Page(get="precedent.read"),
    "calibration/": Page(get="calibration.read", post="calibration.start"),
    "calibration/<int:id>/": Page(get="calibration.read", of="calibration"),
    "calibration/<int:id>/propose/": Page(post="policy.edit", of="calibration"),
    "policy/": Page(get="policy.read"),
    "policy/compare/": Page(get="policy.read"),
    "policy/history/": Page(get="policy.read"),
    "policy/import/": Page(get="policy.edit", post="policy.edit"),
    "policy/schema/": Page(get="policy.read"),
    "policy/versions/<int:number>/export/": Page(get="policy.read", of="version"),
    "policy/versions/<int:number>/retire/": Page(get="policy.retire", post="policy.retire", of="version"),
    "policy/drafts/": Page(get="policy.read", post="policy.edit"),
    "policy/drafts/<int:id>/": Page(get="policy.read", post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/propose/": Page(post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/discard/": Page(get="policy.edit", post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/publish/": Page(get="policy.publish", post="policy.publish", of="policy draft"),
    "policy/drafts/<int:id>/export/": Page(get="policy.read", of="policy draft"),
    "policy/drafts/<int:id>/rules/new/": Page(get="policy.edit", post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/rules/<int:row>/": Page(get="policy.edit", post="policy.edit", of="policy rule"),
    "policy/drafts/<int:id>/rules/<int:row>/remove/": Page(
        get="policy.edit", post="policy.edit", of="policy rule"
    ),
    "policy/drafts/<int:id>/rules/<int:row>/move/": Page(post="policy.edit", of="policy rule"),
    "policy/drafts/<int:id>/settings/": Page(get="policy.edit", post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/examples/": Page(get="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/examples/new/": Page(get="policy.edit", post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/examples/<int:row>/": Page(
        get="policy.edit", post="policy.edit", of="policy rule"
    ),
    "policy/drafts/<int:id>/examples/<int:row>/remove/": Page(
        get="policy.edit", post="policy.edit", of="policy rule"
    ),
    "policy/drafts/<int:id>/text/": Page(get="policy.edit", post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/text/findings/": Page(post="policy.edit", of="policy draft"),
    "policy/drafts/<int:id>/try/": Page(get="policy.read", post="policy.read", of="policy draft"),
    "policy/drafts/<int:id>/lab/": Page(get="policy.try", post="policy.try", of="policy draft"),
    "policy/lab/<int:id>/": Page(get="policy.try", of="lab run"),
    "policy/lab/<int:id>/cancel/": Page(post="policy.try", of="lab run"),
    "policy/lab/<int:id>/resume/": Page(post="policy.try", of="lab run"),
    "policy/lab/<int:id>.csv": Page(get="policy.try", of="lab run"),
    # outcomes
    "check-ins/": Page(get="check_in.read"),
    "check-ins/<int:id>/": Page(
        get="check_in.read", post="check_in.answer", of="check-in", others_post=NOBODY
    ),
    "check-ins/<int:id>/nothing/": Page(post="check_in.answer", of="check-in", others=NOBODY),
    "deals/<deal:serial>/outcomes/": Page(get="check_in.read", of="deal", stage="signed"),
    "deals/<deal:serial>/incidents/new/": Page(
        get="incident.record", post="incident.record", of="deal", stage="signed"
    ),
    "incidents/<int:id>/strike/": Page(
        post="incident.record", of="incident", own=RECORDERS, others=DESK_ALONE
    ),
    "deals/<deal:serial>/undisclosed/new/": Page(
        get="undisclosed.add", post="undisclosed.add", of="deal", stage="signed"
    ),
    "outcomes/import/": Page(get="outcome.import", post="outcome.import"),
    "outcomes/import/<int:id>/": Page(get="outcome.import", post="outcome.import", of="import"),
    "outcomes/import/sample.csv": Page(get="outcome.import"),
    "deals/<deal:serial>/handover/": Page(get="handover.read", of="deal", stage="signed"),
    "obligations/": Page(get="obligation.read"),
    "obligations/<int:id>/": Page(get="obligation.read", of="obligation"),
    "obligations/<int:id>/finish/": Page(
        post="obligation.close", of="obligation", own=KEEPERS, others=DESK_ALONE
    ),
    "obligations/<int:id>/waive/": Page(post="obligation.waive", of="obligation", others=DESK_ALONE),
    "obligations/<int:id>/hand-over/": Page(post="obligation.hand_over", of="obligation", others=DESK_ALONE),
    "obligations/<int:id>/reopen/": Page(
        post="obligation.close", of="obligation", own=KEEPERS, others=DESK_ALONE
    ),
    "renewals/": Page(get="renewal.read"),
    "renewals/<int:id>/": Page(get="renewal.read", post="renewal.edit", of="renewal"),
    "renewals/<int:id>/open/": Page(post="renewal.open", of="renewal"),
    "renewals/<int:id>/settle/": Page(post="renewal.edit", of="renewal"),
    # insights
    "insights/": Page(get="insight.read"),
    "insights/deals/": Page(get="insight.read"),
    "insights/definitions/": Page(get="insight.read"),
    "insights/<slug:chart>.csv": Page(get="insight.read", of="chart"),
    "insights/functions/": Page(get="insight.read"),
    "insights/functions/<slug:code>/": Page(get="insight.read", of="function"),
    "insights/reps/": Page(get="rep_insight.read"),
    "insights/reviewers/me/": Page(get="reviewer_insight.read"),
    "insights/reviewers/<int:id>/": Page(get="reviewer_insight.read", of="reviewer"),
    "insights/types/": Page(get="insight.read"),
    "insights/types/<slug:code>/": Page(get="insight.read", of="type"),
    "insights/unheard/": Page(get="insight.read"),
    "insights/hugging/": Page(get="insight.read"),
    "insights/culture/": Page(get="insight.read"),
    "insights/targets/": Page(get="insight.read", post="target.edit"),
    "insights/weekly/": Page(get="insight.read"),
    "verify/": Page(get=PUBLIC),
    "verify/<str:code>/": Page(get=PUBLIC, of="code"),
    # the API
    "api/schema/": Page(get=SIGNED_IN),
    "api/playbook/": Page(get="playbook.read"),
    "api/deals/": Page(get="deal.read", post="deal.create"),
    "api/deals/<deal:serial>/": Page(get="deal.read", of="deal"),
    "api/deals/<deal:serial>/submission/": Page(post="draft.submit", of="deal", stage="drafting"),
    "api/deals/<deal:serial>/withdrawal/": Page(post="draft.withdraw", of="deal"),
    "api/deals/<deal:serial>/obligations/": Page(get="obligation.read", of="deal"),
    "api/deals/<deal:serial>/outcomes/": Page(get="check_in.read", of="deal"),
    "api/approvals/": Page(post="approval.decide"),
    "api/deals/<deal:serial>/gate/": Page(get="score.read", of="deal"),
    "api/deals/<deal:serial>/decisions/": Page(post="approval.decide", of="deal", own=NO_AUTHOR),
    "api/deals/<deal:serial>/clearance/": Page(get="certificate.read", of="deal", stage="cleared"),
    "api/policies/": Page(get="policy.read"),
    "api/policies/<int:number>/": Page(get="policy.read", of="version"),
    "api/reviews/": Page(get="review.record"),
    "api/reviews/<int:request_id>/answers/": Page(post="review.record", of="request", others=NOBODY),
}
