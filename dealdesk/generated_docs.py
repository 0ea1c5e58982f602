"""The documentation that is printed from tables in the code, so that it cannot lie."""

from accounts.models import Role
from accounts.permissions import PERMISSIONS
from contracts.models import DraftState
from contracts.workflow import COPYABLE, DRAFT_MOVES
from dealdesk.policy_docs import policies, policy_schema

PRINTED = "<!-- Printed by `manage.py write_docs`; change the table it comes from, not this file. -->"


def generated_docs() -> dict[str, str]:
    """File names under docs/ with what has to stand in them."""
    return {
        "permissions.md": permissions(),
        "workflow.md": workflow(),
        "policies.md": policies(),
        "policy.schema.json": policy_schema(),
    }


def permissions() -> str:
    """The role x verb table of accounts/permissions.py."""
    roles = list(Role)
    lines = [
        "# Who may do what",
        "",
        PRINTED,
        "",
        "A verb is permitted to a person if one of their roles has it. Beside this table stand the object "
        "rules: whose deals a person sees (`visible_to`), and each app's `policy.py`, such as that nobody "
        "approves a deal in which they wrote. What a person may not see is answered with 404, what they may "
        "see but not do with 403. Signed-in people may read their own inbox and change their own account.",
        "",
        _row(["Verb", *(role.label for role in roles)]),
        _row(["---", *(":-:" for _ in roles)]),
    ]
    for verb, permitted in PERMISSIONS.items():
        lines.append(_row([f"`{verb}`", *("yes" if role in permitted else "" for role in roles)]))
    return "\n".join([*lines, ""])


def workflow() -> str:
    """The moves of contracts/workflow.py."""
    called = {state.value: state.label for state in DraftState}
    lines = [
        "# The life of a draft",
        "",
        PRINTED,
        "",
        "Only these moves exist; a trigger in the database holds the same table. Of two people who try at "
        "once, one wins and the other is told that the draft has moved on.",
        "",
        "```mermaid",
        DRAFT_MOVES.diagram(),
        "```",
        "",
        _row(["From", "Verb", "To"]),
        _row(["---", "---", "---"]),
    ]
    lines += [_row([called[source], verb, called[target]]) for source, verb, target in DRAFT_MOVES.rows()]
    copyable = ", ".join(state.label for state in DraftState if state in COPYABLE)
    lines += ["", f"The next draft can be made while this one is: {copyable}."]
    return "\n".join([*lines, ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
