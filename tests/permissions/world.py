"""One person a role, and for each of them a thing of their own, a thing of somebody else's, and none."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.actions import create_token
from accounts.models import Holiday, Membership, Role, SignInSession, User
from activity.models import Event, Notification
from contracts.actions import raise_concern
from contracts.models import Draft
from outcomes.models import OutcomeImport
from reviews.actions import clear_draft, submit_draft
from reviews.actions.conditions import AskedCondition, attach_review_condition
from reviews.actions.lab import start_lab_run
from reviews.models import Ask, Clearance, Evidence, ReviewRequest, Submission, Verdict
from tests.make import (
    Cast,
    make_cast,
    make_deal,
    make_submission,
    make_term,
    make_user,
    review,
    review_all,
)
from tests.make_absences import make_far_absence
from tests.make_calibrated import make_run
from tests.make_conditions import make_concern
from tests.make_news import make_channel
from tests.make_policies import make_draft
from tests.make_talk import make_question
from tests.permissions.page import OWN_KINDS
from tests.permissions.signed import add_signed

OWN, OTHERS, NONE = "own", "other’s", "nonexistent"
STAGES = ("drafting", "review", "cleared")
NO_ID = 999_999_999
Values = dict[str, Any]


@dataclass
class World:
    """`things[kind, stage, whose]` are the values in an address; `keys` the session of each role's person."""

    people: dict[Role, User]
    keys: dict[Role, str] = field(default_factory=dict)
    things: dict[tuple[str, str, str], Values] = field(default_factory=dict)
    belongings: dict[tuple[str, Role], int] = field(default_factory=dict)

    def values(self, kind: str, stage: str, whose: str, role: Role) -> Values:
        """What stands in the address for this person. Belongings differ by person."""
        if not kind:
            return {}
        if kind in OWN_KINDS and whose != NONE:
            stranger = next(other for other in Role if other != role)
            return {"id": self.belongings[kind, role if whose == OWN else stranger]}
        if kind == "person" and whose == OWN:
            return {"id": self.people[role].pk}
        return self.things.get((kind, stage, whose)) or self.things[kind, "", whose]


def make_world() -> World:
    cast = make_cast()
    ida = make_user("Ida Elsewhere", Role.SALES_REP, reports_to=make_user("Bo Elsewhere"))
    dan = make_user("Dan Delivery", Role.FUNCTION_MEMBER)
    Membership.objects.create(function=cast.functions["DEL"], user=dan)
    world = World(people=people_of(cast))
    for whose, rep in ((OWN, cast.maya), (OTHERS, ida)):
        add_drafting(world, whose, rep)
        add_in_review(world, cast, whose, rep, dan)
        add_cleared(world, cast, whose, rep)
    add_signed(world, cast, {OWN: cast.maya, OTHERS: ida})
    add_company(world, cast, ida)
    add_nothing(world)
    for role, person in world.people.items():
        sign_in(world, role, person)
    return world


def people_of(cast: Cast) -> dict[Role, User]:
    return {
        Role.SALES_REP: cast.maya,
        Role.FUNCTION_MEMBER: cast.members["DEL"],
        Role.FUNCTION_LEAD: cast.leads["DEL"],
        Role.APPROVER_MANAGER: cast.mark,
        Role.APPROVER_VP: cast.ruth,
        Role.APPROVER_EXECUTIVE: cast.anders,
        Role.DEAL_DESK: cast.desk,
        Role.AUDITOR: cast.auditor,
    }


def add_drafting(world: World, whose: str, rep: User) -> None:
    deal = make_deal(rep, customer=f"{rep.name}’s customer")
    term = make_term(deal.current_draft, "delivery-date", by=rep)
    world.things["deal", "drafting", whose] = {"serial": deal.serial}
    world.things["term", "drafting", whose] = {"id": term.pk}


def add_in_review(world: World, cast: Cast, whose: str, rep: User, dan: User) -> None:
    """Delivery is asked only about the own one; of the other, Finance is asked alone."""
    code, reviewer = ("delivery-date", dan) if whose == OWN else ("price-hold", cast.members["FIN"])
    submission = make_submission(rep, code, "payment-terms", customer=f"{rep.name}’s customer")
    asked = request_of(submission, code)
    condition = {"verdict": Verdict.CONDITIONS, "condition": "Their team helps.", "residual_level": 1}
    answered = review(cast, asked, 2, by=reviewer, **condition)
    offer = {"verdict": Verdict.COUNTER, "counter_wording": "Net 45 days."}
    countered = review(cast, request_of(submission, "payment-terms"), 2, **offer)
    deal = submission.draft.deal
    world.things["deal", "review", whose] = {"serial": deal.serial}
    world.things["request", "review", whose] = {"request_id": asked.pk}
    world.things["answer", "review", whose] = {"review_id": answered.pk}
    world.things["counter", "review", whose] = {"id": countered.counter.pk}
    bound = attach_review_condition(answered, AskedCondition("Their team helps.", rep, 10))
    world.things["condition", "review", whose] = {"id": bound.pk}
    held = make_concern(deal.customer, rep)
    world.things["held", "review", whose] = {"serial": deal.serial, "id": held.pk}
    world.things["term", "review", whose] = {"id": asked.term_id}
    now = timezone.now()
    step = {"step_key": "approval/1/role:approver_vp", "label": "A VP approves", "made_at": now}
    ask = Ask.objects.create(submission=submission, person=cast.ruth, opened_at=now, due_at=now, **step)
    shown = Evidence.objects.create(submission=submission, check_key="scoped", text="Scoped.", by=rep, at=now)
    world.things["ask", "review", whose] = {"id": ask.pk}
    world.things["evidence", "review", whose] = {"id": shown.pk}
    world.things["question", "review", whose] = {"id": make_question(submission).pk}


def request_of(submission: Submission, code: str) -> ReviewRequest:
    return ReviewRequest.objects.get(term__draft=submission.draft, term__type__code=code)


def add_cleared(world: World, cast: Cast, whose: str, rep: User) -> None:
    deal = make_deal(rep, customer=f"{rep.name}’s customer")
    make_term(deal.current_draft, "payment-terms", by=rep, value=30)
    submission = submit_draft(deal.current_draft, by=rep)
    review_all(cast, submission)
    clearance: Clearance = clear_draft(Draft.objects.get(pk=submission.draft_id), by=rep)
    world.things["deal", "cleared", whose] = {"serial": deal.serial}
    world.things["code", "", whose] = {"code": clearance.code}


def add_company(world: World, cast: Cast, ida: User) -> None:
    for whose, code, rep in ((OWN, "DEL", cast.maya), (OTHERS, "FIN", ida)):
        function = cast.functions[code]
        day = Holiday.objects.create(function=function, on="2031-01-01", name="New Year")
        customer = rep.deals.all()[0].customer
        concern = raise_concern(
            customer, text="Slow answers", by=cast.desk, raised_on=timezone.localdate(), severity="low"
        )
        uid = urlsafe_base64_encode(force_bytes(rep.pk))
        world.things["somebody’s absence", "", whose] = {"id": make_far_absence(rep, day=7).pk}
        world.things["function", "", whose] = {"code": code}
        world.things["holiday", "", whose] = {"code": code, "id": day.pk}
        world.things["customer", "", whose] = {"id": customer.pk}
        world.things["concern", "", whose] = {"id": concern.pk}
        world.things["type", "", whose] = {"code": "uptime"}
        world.things["chart", "", whose] = {"chart": "ketchup"}
        channel = make_channel(cast.desk, name=f"#{code}")
        world.things["channel", "", whose] = {"id": channel.pk}
        world.things["link", "", whose] = {"uidb64": uid, "token": default_token_generator.make_token(rep)}
    world.things["person", "", OTHERS] = {"id": ida.pk}
    add_policy(world, cast)


def add_policy(world: World, cast: Cast) -> None:
    """Drafts belong to nobody, so that one’s own and another’s are the same."""
    one = {"name": "one", "facts": {}, "expect": {}}
    draft = make_draft(cast.desk, examples=[one])
    today = timezone.localdate()
    run = start_lab_run(draft, from_on=today, to_on=today, by=cast.desk)
    calibration = make_run(cast)
    for whose in (OWN, OTHERS):
        world.things["policy draft", "", whose] = {"id": draft.pk}
        world.things["policy rule", "", whose] = {"id": draft.pk, "row": 0}
        world.things["lab run", "", whose] = {"id": run.pk}
        world.things["calibration", "", whose] = {"id": calibration.pk}
        world.things["version", "", whose] = {"number": 1}
    world.things["policy draft", "", NONE] = {"id": NO_ID}
    world.things["policy rule", "", NONE] = {"id": NO_ID, "row": 0}
    world.things["lab run", "", NONE] = {"id": NO_ID}
    world.things["calibration", "", NONE] = {"id": NO_ID}
    world.things["version", "", NONE] = {"number": NO_ID}


def add_nothing(world: World) -> None:
    for kind in (
        *OWN_KINDS,
        "ask",
        "evidence",
        "person",
        "customer",
        "concern",
        "term",
        "counter",
        "question",
        "somebody’s absence",
    ):
        world.things[kind, "", NONE] = {"id": NO_ID}
    world.things["condition", "", NONE] = {"id": NO_ID}
    world.things["held", "", NONE] = {"serial": NO_ID, "id": NO_ID}
    world.things["deal", "", NONE] = {"serial": NO_ID}
    world.things["request", "", NONE] = {"request_id": NO_ID}
    world.things["answer", "", NONE] = {"review_id": NO_ID}
    world.things["function", "", NONE] = {"code": "ZZZ"}
    world.things["holiday", "", NONE] = {"code": "DEL", "id": NO_ID}
    world.things["type", "", NONE] = {"code": "no-such-type"}
    world.things["chart", "", NONE] = {"chart": "no-such-chart"}
    for whose in (OWN, OTHERS, NONE):
        world.things["mail link", "", whose] = {"token": "no-such-link"}
    world.things["channel", "", NONE] = {"id": NO_ID}
    world.things["code", "", NONE] = {"code": "AAAA-BBBB-CCCC"}
    world.things["link", "", NONE] = {"uidb64": "OTk5", "token": "none-none"}


def make_import(person: User) -> OutcomeImport:
    """A file that fits nowhere."""
    text = "deal,term,function,spent_hours\nD-999999,none,DEL,1\n"
    return OutcomeImport.objects.create(
        name="hours.csv", text=text, digest=f"of {person.pk}", by=person, at=timezone.now()
    )


def sign_in(world: World, role: Role, person: User) -> None:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    world.keys[role] = browser.session.session_key or ""
    known = SignInSession.objects.create(user=person, session_key=f"listed-{role}")
    token, _ = create_token("CRM", days=1, by=person)
    event = Event.objects.order_by("id").first()
    assert event is not None
    told = Notification.objects.create(event=event, to=person, text="Told", path="/", at=timezone.now())
    belongings = {
        "session": known.pk,
        "notification": told.pk,
        "token": token.pk,
        "absence": make_far_absence(person).pk,
        "reviewer": person.pk,
        "import": make_import(person).pk,
    }
    world.belongings |= {(kind, role): pk for kind, pk in belongings.items()}
