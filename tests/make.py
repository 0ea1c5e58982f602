"""Makers for the tests: plain functions, a named cast, and the sample playbook."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.models import Function, Membership, Role, RoleGrant, User
from contracts.actions import add_term, create_customer, create_deal, edit_term, publish_playbook
from contracts.models import Customer, Deal, Draft, Term, TermType
from reviews.actions import ReviewAnswer, decide, publish_policy, record_review, rescore, submit_draft
from reviews.actions.approving import gate_token
from reviews.gate import gate_of
from reviews.models import Review, ReviewRequest, Submission

PASSWORD = "correct horse battery"
FUNCTIONS = [
    ("DEL", "Delivery", 12_000),
    ("SUP", "Support", 8_000),
    ("FIN", "Finance", 11_000),
    ("LEG", "Legal", 18_000),
    ("SEC", "Security", 15_000),
    ("PRD", "Product", 14_000),
]


@cache
def sample_types() -> list[dict[str, Any]]:
    path = Path(settings.ROOT) / "contracts" / "sample" / "playbook.json"
    types: list[dict[str, Any]] = json.loads(path.read_text())["types"]
    return types


def make_user(name: str, *roles: str, reports_to: User | None = None) -> User:
    email = name.lower().replace(" ", ".") + "@fernhill.example"
    user = User(email=email, name=name, reports_to=reports_to, time_zone="Europe/Berlin")
    user.set_unusable_password()
    user.save()
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
    return user


@dataclass
class Cast:
    """Maya sells, Mark is her manager; two of each function; Ruth is VP, Anders and Eva executives."""

    maya: User
    tom: User
    mark: User
    ruth: User
    anders: User
    eva: User
    desk: User
    auditor: User
    outsider: User
    leads: dict[str, User]
    members: dict[str, User]
    functions: dict[str, Function]


def make_cast() -> Cast:
    """Everybody, the six functions, a published playbook and a published policy."""
    desk = make_user("Dora Desk", Role.DEAL_DESK)
    mark = make_user("Mark Manager", Role.APPROVER_MANAGER)
    leads, members, functions = {}, {}, {}
    for code, name, rate in FUNCTIONS:
        leads[code] = make_user(f"Lea {name}", Role.FUNCTION_LEAD)
        members[code] = make_user(f"Max {name}", Role.FUNCTION_MEMBER)
        functions[code] = Function.objects.create(
            code=code, name=name, lead=leads[code], cost_rate=rate, monthly_capacity=2000
        )
        Membership.objects.create(function=functions[code], user=members[code])
    publish_playbook(sample_types(), by=desk)
    publish_policy(by=desk, exchange_rates={"EUR": 1000, "USD": 920, "GBP": 1170})
    return Cast(
        maya=make_user("Maya Lindqvist", Role.SALES_REP, reports_to=mark),
        tom=make_user("Tom Rep", Role.SALES_REP, reports_to=mark),
        mark=mark,
        ruth=make_user("Ruth Adeyemi", Role.APPROVER_VP),
        anders=make_user("Anders Holm", Role.APPROVER_EXECUTIVE),
        eva=make_user("Eva Executive", Role.APPROVER_EXECUTIVE),
        desk=desk,
        auditor=make_user("Otto Auditor", Role.AUDITOR),
        outsider=make_user("Olga Outsider", Role.FUNCTION_MEMBER),
        leads=leads,
        members=members,
        functions=functions,
    )


def make_customer(by: User, name: str = "Nordbank Savings & Trust") -> Customer:
    return Customer.objects.filter(name=name).first() or create_customer(name, by=by, country="DE")


def make_deal(by: User, *, customer: str = "Nordbank Savings & Trust", **fields: Any) -> Deal:
    """A deal of 600,000.00 EUR over 24 months, unless said otherwise."""
    facts: dict[str, Any] = {
        "name": "Relay for 14 clinics",
        "kind": "new_business",
        "currency": "EUR",
        "committed_value": 60_000_000,
        "months": 24,
        "expected_signing_on": dt.date(2027, 1, 15),
    }
    return create_deal(by=by, customer=make_customer(by, customer), **{**facts, **fields})


def type_called(draft: Draft, code: str) -> TermType:
    return TermType.objects.get(playbook=draft.playbook, code=code)


def make_term(
    draft: Draft, code: str, *, by: User, value: Decimal | str | int | None = None, wording: str = ""
) -> Term:
    """A term with the customer's words; without a value it is an ask beyond the ladder."""
    term = add_term(draft, type_=type_called(draft, code), by=by)
    ask = None if value is None else Decimal(str(value))
    words = wording or f"Supplier accepts what the customer asks about {code}, value {value}."
    return edit_term(term, by=by, wording=words, value=ask, reason="Their auditors ask for it.")


def make_submission(by: User, *codes: str, **fields: Any) -> Submission:
    """A submitted draft with one non-standard term of each type code."""
    deal = make_deal(by, **fields)
    for code in codes:
        make_term(deal.current_draft, code, by=by)
    return submit_draft(deal.current_draft, by=by)


def answer(level: int = 2, **fields: Any) -> ReviewAnswer:
    facts: dict[str, Any] = {"confidence": 90, "verdict": "deliverable", **fields}
    return ReviewAnswer(level=level, **facts)


def review(cast: Cast, request: ReviewRequest, level: int = 2, **fields: Any) -> Review:
    by = fields.pop("by", None) or cast.members[request.function.code]
    return record_review(request, answer(level, **fields), by=by)


def review_all(cast: Cast, submission: Submission, level: int = 2, **fields: Any) -> None:
    """Every open request is answered at one level, then the score is computed."""
    for request in ReviewRequest.objects.filter(term__draft=submission.draft, answered_at=None):
        review(cast, request, level, **fields)
    rescore(submission.pk)


def token_of(submission: Submission) -> str:
    submission.refresh_from_db()
    return gate_token(submission, gate_of(Draft.objects.get(pk=submission.draft_id)))


def approve(submission: Submission, by: User, decision: str = "approve", note: str = "") -> Any:
    draft = Draft.objects.get(pk=submission.draft_id)
    return decide(draft, decision, by=by, seen_digest=token_of(submission), note=note)
