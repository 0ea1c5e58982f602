"""The form of a rule as it is sent, and what it means."""

from typing import Any

from reviews.models import PolicyDraft

HOSTILE = "<script>alert(1)</script>"

FORM: dict[str, Any] = {
    "do": "save",
    "revision": "1",
    "was": "",
    "name": "big-renewals",
    "reason": "They set a precedent.",
    "ladder": "",
    "c0-subject": "fact:kind",
    "c0-op0": "in",
    "c0-value0": ["renewal", "expansion"],
    "c1-subject": "fact:value",
    "c1-op0": "above",
    "c1-value0": "100000,5",
    "c1-op1": "at_most",
    "c1-value1": "900000",
    "c2-subject": "term:value",
    "c2-term": "uptime",
    "c2-op0": "at_least",
    "c2-value0": "99.9",
    "c3-subject": "max:level",
    "c3-op0": "at_least",
    "c3-value0": "4",
    "c3-w0-fact": "category",
    "c3-w0-op0": "in",
    "c3-w0-value0": "Legal, Service",
    "c4-subject": "fact:new_customer",
    "c4-op0": "is",
    "c4-value0": "true",
    "c5-subject": "",
    "s0-who": "role:approver_vp",
    "s0-need": "2",
    "s0-chain": "commercial",
    "s0-order": "2",
    "s1-who": "person",
    "s1-person": "eva.executive@fernhill.example",
    "s1-need": "anyone",
    "s1-chain": "approval",
    "s1-order": "1",
    "check-title": "An architect has scoped it",
    "check-evidence": "link",
    "check-by": "lead:DEL",
    "floor": "VP",
    "refuse": "",
    "note": "Tell them early.",
    "keeps": "on",
    "keep0-fact": "value",
    "keep0-amount": "10 %",
}
MEANT = {
    "name": "big-renewals",
    "reason": "They set a precedent.",
    "when": [
        {"fact": "kind", "in": ["renewal", "expansion"]},
        {"fact": "value", "above": 100000.5, "at_most": 900000},
        {"term": "uptime", "of": "value", "at_least": 99.9},
        {
            "aggregate": "max",
            "of": "level",
            "where": [{"fact": "category", "in": ["Legal", "Service"]}],
            "at_least": 4,
        },
        {"fact": "new_customer", "is": True},
    ],
    "then": {
        "steps": [
            {"approver": "role:approver_vp", "need": 2, "chain": "commercial", "order": 2},
            {
                "approver": "person:eva.executive@fernhill.example",
                "need": "anyone",
                "chain": "approval",
                "order": 1,
            },
        ],
        "check": {"title": "An architect has scoped it", "evidence": "link", "by": "lead:DEL"},
        "floor": "VP",
        "note": "Tell them early.",
    },
    "keep": {"value": "10 %"},
}


def at(draft: PolicyDraft, rest: str = "") -> str:
    """The address of a page of the draft."""
    return f"/policy/drafts/{draft.pk}/{rest}"


def rules_of(draft: PolicyDraft) -> list[dict[str, Any]]:
    """As they are stored now."""
    draft.refresh_from_db()
    return list(draft.rules["rules"])
