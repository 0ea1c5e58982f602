"""The next policy while it is written, and the pages on which it is."""

from reviews.actions import propose_policy_draft, start_policy_draft
from reviews.samples import sample_document
from tests.make import Cast
from tests.make_policies import make_draft, rule, rung

UPTIME = {"term": "uptime", "of": "value", "at_least": 99.9}
HARDEST = {
    "aggregate": "max",
    "of": "level",
    "where": [{"fact": "category", "in": ["Legal"]}],
    "at_least": 4,
}
RENEWAL = {"name": "a small renewal", "facts": {"discount": 10, "kind": "renewal"}, "expect": {"band": "MGR"}}


def policy_places(cast: Cast) -> dict[str, object]:
    """A draft with a hole and every kind of row, and a sample that waits for a second person."""
    asks = {
        "step": {"approver": "group:council", "need": 2, "chain": "commercial", "order": 2},
        "check": {"title": "An architect has scoped it", "evidence": "link", "by": "lead:DEL"},
        "floor": "VP",
        "note": "Tell the customer early.",
    }
    draft = make_draft(
        cast.desk,
        {**rule("hard-uptime", UPTIME, HARDEST, **asks), "keep": {"term.uptime.value": 0.1}},
        rung("manager-to-20", "role:approver_manager", above=5, at_most=20),
        rung("vp-from-22", "role:approver_vp", above=22),
        rule("never", {"fact": "kind", "in": ["renewal"]}, refuse="We never sell <b>so</b> cheaply."),
        name="Discounts of 2027",
        groups={"council": [cast.anders.email, cast.eva.email]},
        examples=[RENEWAL],
    )
    sample = start_policy_draft(by=cast.desk, rules=sample_document("by-band"))
    propose_policy_draft(sample, revision=1, by=cast.desk)
    return {"policy_draft": draft.pk, "policy_sample": sample.pk}


DRAFT = "/policy/drafts/{policy_draft}/"
POLICY_PATHS = [
    ("policy, deal desk", "desk", "/policy/"),
    ("policy, an earlier one", "desk", "/policy/?version=1"),
    ("policy history", "auditor", "/policy/history/"),
    ("policies compared", "maya", "/policy/compare/?from=1&to=draft-{policy_draft}"),
    ("import a policy", "desk", "/policy/import/"),
    ("retire a policy", "desk", "/policy/versions/1/retire/"),
    ("policy drafts", "desk", "/policy/drafts/"),
    ("policy draft", "desk", DRAFT),
    ("policy draft, proposed", "desk", "/policy/drafts/{policy_sample}/"),
    ("policy draft, to read", "maya", DRAFT),
    ("publish a policy", "desk", "/policy/drafts/{policy_sample}/publish/"),
    ("publish, not sound", "desk", f"{DRAFT}publish/"),
    ("discard a policy draft", "desk", f"{DRAFT}discard/"),
    ("rule, new", "desk", f"{DRAFT}rules/new/"),
    ("rule", "desk", f"{DRAFT}rules/3/"),
    ("rule of a ladder", "desk", f"{DRAFT}rules/4/"),
    ("remove a rule", "desk", f"{DRAFT}rules/4/remove/"),
    ("policy settings", "desk", f"{DRAFT}settings/"),
    ("examples", "desk", f"{DRAFT}examples/"),
    ("example, new", "desk", f"{DRAFT}examples/new/"),
    ("example", "desk", f"{DRAFT}examples/0/"),
    ("remove an example", "desk", f"{DRAFT}examples/0/remove/"),
    ("policy as text", "desk", f"{DRAFT}text/"),
    ("try a policy", "desk", DRAFT + "try/?deal={deciding}"),
    ("try a policy, facts only", "maya", f"{DRAFT}try/"),
]
"""Name, reader and address of each page, for tests/browser/places.py."""
