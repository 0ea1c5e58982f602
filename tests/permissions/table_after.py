"""What the addresses of what comes after the signature ask for; see table.py."""

from tests.permissions.page import (
    DESK_ALONE,
    KEEPERS,
    NOBODY,
    PUBLIC,
    RECORDERS,
    Page,
)

AFTER_SIGNATURE: dict[str, Page] = {
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
    "deals/<deal:serial>/after-signature/": Page(get="handover.read", of="deal", stage="signed"),
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
}
