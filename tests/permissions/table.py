"""What every address asks for. A new address gets one line here, or the matrix test fails.

Addresses under api/ answer strangers with 401, all others lead them to the sign-in.

`get` and `post` name the verb of accounts/permissions.py that the method needs; None is a method that the
address does not have. PUBLIC needs no sign-in, SIGNED_IN no role.
"""

from accounts.models import Role
from tests.permissions.page import (
    ASKED,
    CUSTOMER_KEEPERS,
    NO_AUTHOR,
    NOBODY,
    PUBLIC,
    SIGNED_IN,
    Page,
)
from tests.permissions.table_after import AFTER_SIGNATURE

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
    **AFTER_SIGNATURE,
}
