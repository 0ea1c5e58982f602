"""A company with something on every page: one deal for each turn that a deal can take."""

import datetime as dt
from decimal import Decimal

from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.actions.functions import add_holiday
from accounts.actions.inviting import invite_person
from accounts.actions.tokens import create_token
from accounts.models import Role
from activity.models import ChannelPost, Event, Notification
from contracts.actions import answer_concern, count_obligations, raise_concern
from contracts.models import Customer, Deal
from reviews.actions import (
    accept_counter,
    answer_question,
    ask_question,
    ask_to_void,
    clear_draft,
    comment,
    make_next_draft,
    mark_signed,
    rescore,
    submit_draft,
    withdraw_draft,
)
from reviews.actions.announcing import announce
from reviews.actions.channels import try_channel
from reviews.actions.mail_links import act_address
from reviews.models import Ask, CounterProposal, PolicyDraft, ReviewRequest, Submission
from reviews.subscriptions import TOLD_VERBS
from tests.browser.company_beyond import beyond
from tests.browser.company_calibrated import calibrated_places
from tests.browser.company_outcomes import outcome_places
from tests.browser.company_policy import policy_places
from tests.browser.company_signed import signed_places
from tests.browser.company_waits import waiting_places
from tests.make import Cast, approve, make_cast, make_deal, make_submission, make_term, review, review_all
from tests.make_news import make_channel

WORK = {"once": (480, 960, 2400), "monthly": (120, 240, 480)}
HARD_ASKS = ("payment-terms", "renewal", "price-hold")
WORDS = "Customer may withhold any sum while one incident of priority one is open, <b>whoever caused it</b>."


class Company:
    """`places` has what the addresses of its pages are made of, by the turn that the deal took."""

    def __init__(self) -> None:
        self.cast: Cast = make_cast()
        self.places: dict[str, object] = {"member": self.cast.members["DEL"].pk}
        self._drafting()
        self._in_review()
        self._waiting_for_a_decision()
        self._with_a_second_draft()
        self._cleared()
        self._sent_back_and_withdrawn()
        self._renewal_of_a_customer_who_complained()
        self._people()
        self.places |= beyond(self.cast)
        self.places |= policy_places(self.cast)
        sample = PolicyDraft.objects.get(pk=self.places["policy_sample"])
        self.places |= waiting_places(self.cast, sample)
        self.places |= signed_places(self.cast)
        self.places |= outcome_places(self.cast)
        self.places |= calibrated_places(self.cast)
        for verb in TOLD_VERBS:
            for event in Event.objects.filter(verb=verb).order_by("-pk")[:1]:
                announce(event.pk)
        self._news()

    def _note(self, turn: str, deal: Deal) -> Deal:
        self.places[turn] = deal.number
        return deal

    def _reviewed(self, turn: str, level: int, *codes: str, **fields: object) -> Submission:
        submission = make_submission(self.cast.maya, *codes, **fields)
        self._note(turn, submission.draft.deal)
        review_all(self.cast, submission, level, reasons="We did this twice, and it hurt.", **WORK)
        return submission

    def _drafting(self) -> None:
        maya = self.cast.maya
        self._note("empty", make_deal(maya, name="Relay for one clinic"))
        draft = self._note("drafting", make_deal(maya, product_lines=["Relay", "Care"])).current_draft
        make_term(draft, "payment-terms", by=maya, value=30)
        make_term(draft, "renewal", by=maya, value=45)
        make_term(draft, "uptime", by=maya, value="99.99", wording=WORDS)
        term = make_term(draft, "audit-rights", by=maya, value=9)
        count_obligations(term, 3, by=self.cast.desk)
        self.places["term"] = term.pk

    def _in_review(self) -> None:
        """Some have answered in each of the four ways, some have not, and one deal waits for its score."""
        submission = make_submission(self.cast.maya, "payment-terms", "acceptance", "liability-cap", "uptime")
        self._note("reviewing", submission.draft.deal)
        asked = {
            (request.term.type.code, request.function.code): request
            for request in ReviewRequest.objects.filter(term__draft=submission.draft)
        }
        offer = {
            "verdict": "counter_proposal",
            "counter_wording": "Net 60 days.",
            "counter_value": Decimal(60),
        }
        review(self.cast, asked["payment-terms", "FIN"], 4, reasons="Sixty we can finance.", **offer, **WORK)
        review(
            self.cast,
            asked["acceptance", "DEL"],
            3,
            verdict="conditions",
            condition="They test within a week.",
            residual_level=2,
            **WORK,
        )
        review(
            self.cast, asked["liability-cap", "LEG"], 5, verdict="blocker", reasons="No insurer covers it."
        )
        review(self.cast, asked["uptime", "SUP"], 2, confidence=40)
        rescore(submission.pk)
        self.places["unanswered"] = asked["uptime", "DEL"].pk
        self.places["answered"] = asked["acceptance", "DEL"].pk
        self.places["counter"] = CounterProposal.objects.get().pk
        self._note("unscored", make_submission(self.cast.maya, "delivery-date").draft.deal)
        self._talked_about(asked["payment-terms", "FIN"], asked["liability-cap", "FIN"])

    def _talked_about(self, offered: ReviewRequest, waiting: ReviewRequest) -> None:
        """Comments on an offer and on the deal; one question is answered, another waits for the rep."""
        maya, finance = self.cast.maya, self.cast.members["FIN"]
        counter = self.places["counter"]
        comment(offered.term, f"Would 75 do? {WORDS}", by=maya, to="Mark Manager", counter=int(str(counter)))
        comment(offered.term, "75 is too long for us.\n60 it is.", by=finance)
        comment(offered.term.draft.deal, "They want to sign before Christmas.", by=maya)
        answer_question(ask_question(waiting, "Who insures them?", by=finance), "Their parent does.", by=maya)
        self.places["question"] = ask_question(waiting, f"Up to how much? {WORDS}", by=finance).pk
        self.places |= {"talked": offered.term_id, "waiting": waiting.pk}

    def _waiting_for_a_decision(self) -> None:
        self._reviewed("deciding", 4, *HARD_ASKS)
        severe = self._reviewed("severe", 5, "payment-terms")
        approve(severe, self.cast.anders, "approve_with_conditions", "They pay a third at signing.")
        self._reviewed("blocked", 5, "liability-cap", "uptime", "audit-rights")

    def _with_a_second_draft(self) -> None:
        submission = self._reviewed("second", 3, "renewal", "price-hold")
        request = ReviewRequest.objects.get(term__draft=submission.draft, term__type__code="renewal")
        offer = {
            "verdict": "counter_proposal",
            "counter_wording": "Thirty days.",
            "counter_value": Decimal(30),
        }
        review(self.cast, request, 3, reasons="A month will do.", **offer)
        counter = CounterProposal.objects.get(review__request=request)
        following = accept_counter(counter, by=self.cast.maya)
        rescore(submit_draft(following, by=self.cast.maya).pk)

    def _cleared(self) -> None:
        for turn in ("cleared", "voiding", "signed"):
            submission = self._reviewed(turn, 1, "payment-terms", "exit-services")
            approve(submission, self.cast.mark)
            clearance = clear_draft(submission.draft, by=self.cast.maya)
            self.places["code"] = clearance.code
            if turn == "voiding":
                ask_to_void(clearance, reason="The customer found a mistake.", by=self.cast.maya)
            if turn == "signed":
                mark_signed(submission.draft, signed_on=timezone.localdate(), by=self.cast.maya)

    def _sent_back_and_withdrawn(self) -> None:
        back = self._reviewed("sent_back", 4, *HARD_ASKS)
        approve(back, self.cast.ruth, "send_back", "Take the price hold out first.")
        lost = make_submission(self.cast.maya, "warranty")
        withdraw_draft(lost.draft, by=self.cast.maya)
        self._note("withdrawn", lost.draft.deal)
        copied = self._reviewed("copied", 2, "warranty", "payment-terms")
        make_next_draft(copied.draft, by=self.cast.maya)

    def _renewal_of_a_customer_who_complained(self) -> None:
        maya = self.cast.maya
        deal = make_deal(maya, customer="Harbour Clinics", kind="renewal", name="Second term")
        customer = Customer.objects.get(name="Harbour Clinics")
        told = {"by": maya, "raised_on": dt.date(2026, 11, 2), "severity": "high", "told_by": "Their CIO"}
        raise_concern(customer, text="Two outages in one month.", **told)
        answered = raise_concern(customer, text="Invoices came late.", **told)
        answer_concern(answered, answer="They come on the first now.", evidence="Invoices since May", by=maya)
        make_term(deal.current_draft, "payment-terms", by=maya)
        submission = submit_draft(deal.current_draft, by=maya)
        review_all(self.cast, submission, 2)
        self._note("renewal", deal)
        self.places["customer"] = customer.pk

    def _news(self) -> None:
        """A channel with a message in trouble, and the link in the mail that asks Ruth to decide."""
        channel = make_channel(self.cast.desk)
        try_channel(channel, by=self.cast.desk)
        ChannelPost.objects.update(problem="hooks.slack.example answered 404.")
        ask = Ask.objects.open().filter(person=self.cast.ruth).earliest("id")
        asked = Event.objects.filter(verb="approval.asked", facts__submission=ask.submission_id)
        announce(asked.latest("id").pk)
        address = act_address(Notification.objects.filter(to=self.cast.ruth).latest("id"))
        self.places |= {"channel": channel.pk, "mail_link": address.split("/")[-2]}

    def _people(self) -> None:
        desk = self.cast.desk
        person = invite_person(
            "nora@fernhill.example", "Nora New", by=desk, roles=[Role.SALES_REP], reports_to=self.cast.mark
        )
        link = f"{urlsafe_base64_encode(force_bytes(person.pk))}/{default_token_generator.make_token(person)}"
        token, _ = create_token("The old forecast sheet", days=30, by=self.cast.maya)
        self.places |= {"invited": person.pk, "maya": self.cast.maya.pk, "link": link, "token": token.pk}
        add_holiday(self.cast.functions["DEL"], on=dt.date(2027, 1, 1), name="New Year", by=desk)
