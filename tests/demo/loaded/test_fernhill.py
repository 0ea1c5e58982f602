"""The loaded demo company: every state, the bands that its stories promise, and nothing left to do."""

from collections import Counter
from datetime import timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from activity.models import Event, Notification, OutboxMessage
from contracts.models import Concern, Deal, Draft, DraftState, Term
from dealdesk.demo import content
from dealdesk.demo.hours import CLOSES, OPENS, SATURDAY
from dealdesk.demo.loading import load
from dealdesk.demo.sign_ins import SHOWN, sign_ins
from dealdesk.kit.refusals import Refused
from dealdesk.verification import INVARIANTS
from reviews.actions.nudging import due_waits
from reviews.models import CounterProposal, Review, Score, Verdict, VoidRequest
from reviews.queries.queue import approvals_waiting_count, open_reviews_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]

BANDS = {"AUTO": "Low", "MGR": "Moderate", "VP": "High", "EXEC": "Severe", "BLOCKED": "Blocked"}
RAISED = {"castellan-renewal": ("Moderate", "High")}
"""A renewal of a customer with an open concern goes to a VP, whatever its score."""


def someone(first_name: str) -> User:
    return User.objects.get(name__startswith=f"{first_name} ")


def band_of(draft: Draft) -> str | None:
    score = Score.objects.filter(submission__draft=draft, is_latest=True).first()
    return None if score is None else BANDS.get(score.gate)


def test_sixty_deals_stand_in_the_states_that_their_stories_end_in() -> None:
    endings = Counter(deal["ending"] for deal in content.deals())
    endings["in_review"] += endings.pop("waiting_for_approval")
    endings["cleared"] += endings.pop("broken_glass")
    names = [customer["name"] for customer in content.customers()]
    current = Draft.objects.filter(is_current=True, deal__customer__name__in=names)
    assert Counter(current.values_list("state", flat=True)) == endings
    assert set(Draft.objects.values_list("state", flat=True)) == set(DraftState.values)


def test_every_deal_is_in_the_band_that_its_story_expects() -> None:
    names = {customer["key"]: customer["name"] for customer in content.customers()}
    differing = {}
    for story in content.deals():
        deal = Deal.objects.get(name=story["name"], customer__name=names[story["customer"]])
        found = band_of(deal.current_draft)
        if found != story["expected_band"]:
            differing[story["key"]] = (story["expected_band"], found)
    assert differing == RAISED


@pytest.mark.parametrize("invariant", INVARIANTS, ids=[invariant.code for invariant in INVARIANTS])
def test_the_invariant_holds(invariant: object) -> None:
    assert list(invariant.breaches()) == []  # type: ignore[attr-defined]


def test_delivery_and_support_have_a_queue_of_ten() -> None:
    assert open_reviews_count(someone("Kasper")) >= 10
    assert open_reviews_count(someone("Aoife")) >= 10


def test_an_approver_of_each_kind_has_something_to_decide() -> None:
    for first_name in ("Tomás", "Gabriela", "Helena", "Anders", "Victoria", "Ingrid"):
        assert approvals_waiting_count(someone(first_name)) >= 1, first_name


def test_there_is_something_true_to_show_on_every_kind_of_page() -> None:
    standing = Review.objects.filter(replaced_at=None, request__term__draft__is_current=True)
    assert CounterProposal.objects.filter(accepted_at=None, review__in=standing).exists()
    assert CounterProposal.objects.exclude(accepted_at=None).exists()
    assert standing.filter(verdict=Verdict.BLOCKER).exists()
    assert standing.filter(verdict=Verdict.CONDITIONS, condition_accepted_at=None).exists()
    assert standing.exclude(condition_accepted_at=None).exists()
    assert Concern.objects.filter(answered_at=None).exists()
    assert Concern.objects.exclude(answered_at=None).exists()
    assert VoidRequest.objects.filter(confirmed_at=None).exists()
    assert Term.objects.filter(obligation_count__gt=1).exists()


def test_people_act_in_their_own_working_hours_and_never_tomorrow() -> None:
    acts = Event.objects.filter(chain__name__startswith="deal:").exclude(by=None).select_related("by")
    assert acts.count() > 1000
    for act in acts:
        local = act.at.astimezone(ZoneInfo(act.by.time_zone))
        assert local.weekday() < SATURDAY and OPENS <= local.time() <= CLOSES, act
        assert act.at < timezone.now()


def test_the_story_of_each_deal_runs_forward() -> None:
    for deal in Deal.objects.all():
        times = list(Event.objects.filter(chain=deal.chain).order_by("position").values_list("at", flat=True))
        assert times == sorted(times)


def test_relay_and_worker_find_nothing_to_do_and_nobody_was_mailed() -> None:
    assert due_waits(timezone.now()) == []
    assert not OutboxMessage.objects.filter(done_at=None).exists()
    assert not Notification.objects.unmailed().exists()
    assert mail.outbox == []
    assert not User.objects.exclude(mail_when="at_once").exists()


def test_old_news_is_read_and_fresh_news_is_not() -> None:
    edge = timezone.now() - timedelta(days=2, minutes=30)
    old = Notification.objects.filter(at__lt=edge)
    assert old.exists() and not old.filter(read_at=None).exists()
    assert Notification.objects.filter(read_at=None).exists()


def test_there_is_a_sign_in_for_each_role() -> None:
    assert {role for role, _ in SHOWN} == set(Role)
    printed = StringIO()
    call_command("demo_sign_ins", stdout=printed)
    for entry in sign_ins():
        assert entry.email in printed.getvalue() and entry.password in printed.getvalue()


@pytest.mark.parametrize(("role", "email"), SHOWN, ids=[email for _, email in SHOWN])
def test_each_printed_sign_in_opens_the_door(role: Role, email: str) -> None:
    (entry,) = [entry for entry in sign_ins() if entry.email == email]
    browser = Client()
    answer = browser.post("/sign-in/", {"username": entry.email, "password": entry.password})
    assert (answer.status_code, browser.get("/profile/").status_code) == (302, 200)
    assert role in User.objects.get(email=email).roles


def test_loading_again_keeps_everything() -> None:
    before = Event.objects.count()
    printed = StringIO()
    call_command("load_demo", "--yes-demo", stdout=printed)
    assert printed.getvalue() == "The demo company is here already and keeps its data.\n"
    assert Event.objects.count() == before


def test_the_loader_says_how_far_it_is(company: list[str]) -> None:
    assert 3 <= len(company) <= 6


def test_the_company_moves_only_into_an_empty_database() -> None:
    with pytest.raises(Refused, match="people in it"):
        load(print)


def test_nothing_is_loaded_unless_somebody_says_that_it_is_a_demo() -> None:
    with pytest.raises(CommandError, match="--yes-demo"):
        call_command("load_demo")
