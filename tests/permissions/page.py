"""What an address asks for, and the kinds of things that stand in one."""

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
