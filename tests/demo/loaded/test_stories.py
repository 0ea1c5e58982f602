"""What DealDesk can do beyond a plain review, each shown by one story of the demo company."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Delegation, User
from activity.models import Channel, ChannelPost, Event
from contracts.models import Concern, Deal, DraftState
from dealdesk.demo import content
from dealdesk.demo.life import SAMPLES, rules_of
from reviews.engine.rules import lint_document
from reviews.gate import Gate, gate_of
from reviews.models import (
    Approval,
    Ask,
    BrokenGlass,
    Comment,
    Condition,
    CounterProposal,
    Evidence,
    LabRun,
    Nudge,
    PolicyDraft,
    PolicyVersion,
    Question,
    Reassignment,
    Review,
    ReviewRequest,
)
from reviews.policy_findings import errors_in
from reviews.queries.company import company_now
from reviews.queries.queue import approvals_waiting_count
from reviews.rounds import rounds_of
from reviews.rulings import rulebook_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def deal_of(key: str) -> Deal:
    story = next(deal for deal in content.deals() if deal["key"] == key)
    customer = next(one["name"] for one in content.customers() if one["key"] == story["customer"])
    return Deal.objects.get(name=story["name"], customer__name=customer)


def gate(key: str) -> Gate:
    return gate_of(deal_of(key).current_draft)


def someone(first_name: str) -> User:
    return User.objects.get(name__startswith=f"{first_name} ")


def in_force() -> PolicyVersion:
    return PolicyVersion.objects.in_force(timezone.now())[0]


def test_ferrolans_concern_was_accepted_in_writing_so_its_expansion_could_be_decided() -> None:
    (accepted,) = deal_of("ferrolan-vault").accepted_concerns.all()
    assert accepted.by == someone("Victoria") and accepted.concern.is_open and accepted.words


def test_castellans_renewal_is_held_up_by_a_concern_that_nobody_answered() -> None:
    failed = [check for check in gate("castellan-renewal").failed if check.key.startswith("concern-")]
    assert failed and "waits for an answer" in failed[0].reason
    assert Concern.objects.filter(customer__name__startswith="Castellan", answered_at=None)[0].owner


def test_answered_concerns_say_what_shows_it() -> None:
    answered = Concern.objects.exclude(answered_at=None)
    assert answered.count() >= 5 and not answered.filter(evidence="").exists()


def test_the_policy_in_force_is_the_companys_own_published_by_a_second_person() -> None:
    policy = in_force()
    rulebook = rulebook_of(policy)
    assert policy.published_by == someone("Tobias") and policy.proposed_by == someone("Eva")
    assert rulebook.settings.rounds == 3 and rulebook.settings.four_eyes
    assert any(rule.keep is not None for rule in rulebook.rules)
    assert {"discount", "payment"} <= {rule.ladder for rule in rulebook.rules}


def test_one_version_is_superseded_and_one_was_retired_with_a_reason() -> None:
    first, _, third = PolicyVersion.objects.order_by("number")
    assert first.number == 1 and first != in_force()
    assert third.retired_at is not None and third.retired_because
    assert not third.submissions.exists()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_sample_policy_is_sound_for_this_company(path: object) -> None:
    rules = rules_of(path.name)  # type: ignore[attr-defined]
    assert errors_in(lint_document(rules, company_now())) == []


def test_one_open_draft_has_a_finding_and_one_waits_for_a_second_person() -> None:
    open_ = PolicyDraft.objects.filter(published=None, discarded_at=None, calibration=None)
    strict, signatures = open_.order_by("pk")
    assert errors_in(lint_document(strict.rules, company_now()))
    assert signatures.proposed_by == someone("Eva")
    assert not errors_in(lint_document(signatures.rules, company_now()))


def test_the_lab_has_replayed_a_month_and_found_what_would_change() -> None:
    (run,) = LabRun.objects.all()
    assert run.state == LabRun.State.DONE and run.done == run.total >= 20
    assert run.rows.filter(is_changed=True).exists()


def test_deals_are_sold_in_many_ways() -> None:
    assert Deal.objects.values("discount").distinct().count() > 10
    assert set(Deal.objects.values_list("paper", flat=True)) == {"ours", "customer"}
    assert set(Deal.objects.values_list("channel", flat=True)) == {"direct", "partner"}


def test_brightwaters_approvals_are_kept_but_the_one_that_looked_at_the_discount() -> None:
    deal = deal_of("brightwater-vault")
    kept = Approval.objects.filter(submission__draft=deal.current_draft).exclude(carried_from=None)
    assert {approval.approver for approval in kept} == {someone("Gabriela"), someone("Ingrid")}
    assert all(approval.kept_because for approval in kept)
    (again,) = [step for step in gate("brightwater-vault").steps if not step.given]
    before = Approval.objects.get(step_key=again.key, submission__draft__deal=deal)
    assert (before.tested["discount"], again.tested["discount"]) == (18, 24)


def test_maya_declined_an_offer_and_said_why() -> None:
    (declined,) = CounterProposal.objects.exclude(declined_at=None)
    assert declined.declined_by == someone("Maya") and "regulator" in declined.decline_reason


def test_callum_asked_about_an_offer_in_its_thread() -> None:
    (said,) = Comment.objects.exclude(counter=None)
    assert said.by == someone("Callum") and someone("Beatrice") in said.mentions.all()


def test_a_term_is_talked_about_with_a_name() -> None:
    thread = Comment.objects.filter(thread__term__draft__deal=deal_of("transpenna-ops"))
    assert [said.by for said in thread] == [someone("Sofia"), someone("Priya")]
    assert someone("Priya") in thread[0].mentions.all()


def test_maya_and_callum_have_questions_of_reviewers_whose_clocks_stand() -> None:
    open_ = Question.objects.filter(answered_at=None).exclude(request=None)
    assert {asked.submission.draft.deal.owner for asked in open_} == {someone("Maya"), someone("Callum")}
    assert all(asked.request.paused_at and asked.request.left_minutes for asked in open_ if asked.request)


def test_an_approver_waits_for_mayas_answer_and_her_clock_stands() -> None:
    (asked,) = Question.objects.filter(answered_at=None).exclude(ask=None)
    assert asked.by == someone("Victoria") and asked.submission.draft.deal.owner == someone("Maya")
    assert asked.ask is not None and asked.ask.paused_at


def test_one_question_has_an_answer() -> None:
    assert Question.objects.exclude(answered_at=None).get().answer


def test_one_condition_is_met_one_is_open_and_one_lapsed_a_clearance() -> None:
    met = Condition.objects.exclude(met_at=None)
    assert met.get().evidence and met.get().owner == someone("Daniel")
    assert Condition.objects.filter(met_at=None, lapsed_at=None, due_on__gte=timezone.now().date()).exists()
    lapsed = Condition.objects.exclude(lapsed_at=None).get()
    assert lapsed.submission.draft.deal == deal_of("vastermark-pulse")
    assert deal_of("vastermark-pulse").current_draft.state == DraftState.LAPSED


def test_helena_stands_in_for_ruth_and_has_approved_in_her_place() -> None:
    (leave,) = Delegation.objects.all()
    assert (leave.giver, leave.taker) == (someone("Ruth"), someone("Helena")) and leave.began_at
    given = Approval.objects.get(on_behalf_of=someone("Ruth"))
    assert given.approver == someone("Helena")
    assert approvals_waiting_count(someone("Ruth")) == 0
    assert Ask.objects.open().filter(person=someone("Helena"), principal=someone("Ruth")).exists()


def test_tomas_handed_his_steps_to_helena() -> None:
    handed = Reassignment.objects.all()
    assert handed and all(one.to_person == someone("Helena") and one.reason for one in handed)
    assert not Ask.objects.open().filter(
        person=someone("Tomás"), submission__draft__deal=deal_of("kestrel-relay")
    )


def test_gabriela_was_added_as_an_approver() -> None:
    assert any(step.key.startswith("added/") for step in gate("harrow-renewal").steps)


def test_required_checks_are_shown_with_a_link() -> None:
    shown = Evidence.objects.filter(submission__draft__deal=deal_of("fjordlys-network"))
    assert [one.by for one in shown] == [someone("Ingrid")]
    assert any(
        check.key.startswith("evidence-") and check.state == "passed"
        for check in gate("fjordlys-network").checks
    )


def test_late_reviews_are_with_the_lead_once_and_everything_due_was_sent() -> None:
    late = ReviewRequest.objects.open().filter(due_at__lt=timezone.now(), paused_at=None)
    escalated = Nudge.objects.filter(request__in=late, kind=Nudge.Kind.ESCALATION)
    assert someone("Priya") in User.objects.filter(pk__in=escalated.values("to"))
    assert not ReviewRequest.objects.open().filter(nudge_at__lte=timezone.now(), paused_at=None).exists()


def test_tidewells_berths_came_back_twice_and_hexleys_relay_once() -> None:
    rulebook = rulebook_of(in_force())
    assert rounds_of(deal_of("tidewell-berths"), rulebook).shown == "round 3 of 3"
    assert rounds_of(deal_of("hexley-relay"), rulebook).shown == "round 2 of 3"


def test_two_executives_broke_the_glass_for_larkmoor() -> None:
    (glass,) = BrokenGlass.objects.all()
    assert (glass.asked_by, glass.confirmed_by) == (someone("Victoria"), someone("Samir"))
    assert glass.why_closed and deal_of("larkmoor-core").current_draft.state == DraftState.CLEARED
    assert not gate_of(deal_of("larkmoor-core").current_draft).is_open


def test_a_channel_was_set_up_and_switched_off_and_heard_nothing() -> None:
    (channel,) = Channel.objects.all()
    assert channel.ended_at is not None and channel.address == ""
    assert not ChannelPost.objects.exists()


def test_reminders_come_before_or_after_work_on_workdays_or_at_the_very_end() -> None:
    newest = Event.objects.get(verb="demo.loaded").at
    for nudge in Nudge.objects.all():
        local = nudge.at.astimezone(ZoneInfo("Europe/Paris"))
        assert nudge.at == newest or (local.weekday() < 5 and local.hour in {6, 7, 18, 19, 20})


def test_nobody_reviewed_for_somebody_who_is_there() -> None:
    assert not Review.objects.exclude(on_behalf_of=None).exists()
