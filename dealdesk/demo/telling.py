"""What each verb of a deal's own story does: the action that the page's button would call, with the story's
words. What people say and ask beside it stands in asides.py."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from random import Random

from accounts.models import User
from contracts.actions import (
    add_term,
    answer_concern,
    count_obligations,
    create_deal,
    edit_term,
    raise_concern,
    remove_term,
)
from contracts.models import Customer, Draft, Term
from dealdesk.demo.beats import Beat
from dealdesk.demo.company import Company
from dealdesk.demo.content import LABELS, Json
from dealdesk.demo.hours import weekday
from reviews.actions import (
    ReviewAnswer,
    accept_condition,
    accept_counter,
    ask_to_void,
    clear_draft,
    confirm_void,
    make_next_draft,
    mark_signed,
    record_review,
    submit_draft,
    withdraw_draft,
)
from reviews.models import Clearance, CounterProposal, Review, ReviewRequest, VoidRequest

MINUTES_A_TERM, MINUTES_A_REVIEW = 4, 9


class Telling:
    """One beat of a story, as the person who acts in it."""

    def __init__(self, company: Company, beat: Beat) -> None:
        self.company = company
        self.facts = beat.facts
        self.story = beat.story
        self._luck = Random(f"{beat.story} {beat.verb} {beat.day}")
        self._customer = beat.customer
        self.by: User = company.people[beat.by]

    @property
    def customer(self) -> Customer:
        return self.company.customers[self._customer]

    @property
    def draft(self) -> Draft:
        return self.company.deals[self.story].current_draft

    def pick(self, among: list[str]) -> str:
        """One of several sentences, always the same for the same beat."""
        return self._luck.choice(among)

    def write(self) -> None:
        told = self.facts["told"]
        signing_on = weekday(self.company.today + dt.timedelta(days=told["expected_signing_in_days"]))
        deal = create_deal(
            by=self.by,
            customer=self.customer,
            name=told["name"],
            kind=told["kind"],
            currency=told["currency"],
            committed_value=told["value_minor"],
            months=told["months"],
            expected_signing_on=signing_on,
            delivery_months=told["delivery_months"],
            product_lines=told["product_lines"],
            lead_source=told["lead_source"],
            discount=Decimal(str(told["discount"])),
            paper=told["paper"],
            channel=told["channel"],
        )
        self.company.deals[self.story] = deal
        for term in told["drafts"][0]["terms"]:
            self._add(self.draft, term)

    def copy(self) -> None:
        """The next draft, by taking an offer where the story says so, then with the other changes."""
        told, draft = self.facts["told"], self.draft
        offers = [self._offer(draft, accepted) for accepted in told["accepts"]]
        following = accept_counter(offers[0], by=self.by) if offers else make_next_draft(draft, by=self.by)
        terms = {term.type.code: term for term in following.terms.select_related("type", "draft__deal")}
        for code, term in told["change"].items():
            wording, value = self._words({"type": code, **term})
            reason = term["reason"] or terms[code].reason
            self.company.clock.forward(MINUTES_A_TERM)
            edit_term(terms[code], by=self.by, wording=wording, value=value, reason=reason)
        for code in told["remove"]:
            remove_term(terms[code], by=self.by)
        for term in told["add"]:
            self._add(following, term)

    def _offer(self, draft: Draft, accepted: Json) -> CounterProposal:
        return CounterProposal.objects.get(
            review__request=self.request(draft, accepted), review__replaced_at=None
        )

    def _add(self, draft: Draft, term: Json) -> None:
        wording, value = self._words(term)
        self.company.clock.forward(MINUTES_A_TERM)
        type_ = self.company.types[term["type"]]
        add_term(draft, type_=type_, by=self.by, wording=wording, value=value, reason=term["reason"] or "")

    def _words(self, term: Json) -> tuple[str, Decimal | None]:
        """The customer's wording, or the playbook's own for the rung; with the value asked."""
        value = None if term["value"] is None else Decimal(str(term["value"]))
        if term["wording"] is not None:
            return term["wording"], value
        rung = self.company.types[term["type"]].rungs.all()[LABELS.index(term["rung"])]
        return rung.wording, value

    def count(self) -> None:
        for code, number in self.facts["counts"].items():
            count_obligations(Term.objects.get(draft=self.draft, type__code=code), number, by=self.by)

    def submit(self) -> None:
        submit_draft(self.draft, by=self.by)

    def review(self) -> None:
        draft = self.draft
        for told in self.facts["reviews"]:
            self.company.clock.forward(MINUTES_A_REVIEW)
            record_review(self.request(draft, told), answer_of(told), by=self.by)

    def request(self, draft: Draft, told: Json) -> ReviewRequest:
        return ReviewRequest.objects.select_related("function", "term__draft__deal__owner").get(
            term__draft=draft, term__type__code=told["type"], function__code=told["function"]
        )

    def accept_condition(self) -> None:
        told = self.facts["told"]
        request = self.request(self.draft, told)
        accept_condition(Review.objects.get(request=request, reviewer__email=told["by"]), by=self.by)

    def withdraw(self) -> None:
        withdraw_draft(self.draft, by=self.by, reason=self.facts.get("reason", ""))

    def clear(self) -> None:
        clear_draft(self.draft, by=self.by)

    def sign(self) -> None:
        mark_signed(self.draft, signed_on=self.company.clock.now().date(), by=self.by)

    def ask_to_void(self) -> None:
        clearance = Clearance.objects.get(submission__draft=self.draft)
        ask_to_void(clearance, reason=self.facts["told"]["reason"], by=self.by)

    def confirm_void(self) -> None:
        confirm_void(VoidRequest.objects.get(clearance__submission__draft=self.draft), by=self.by)

    def raise_concern(self) -> None:
        told = self.facts["told"]
        self.company.concerns[self.story] = raise_concern(
            self.customer,
            text=told["text"],
            by=self.by,
            raised_on=self.company.clock.now().date(),
            severity=told["severity"],
            told_by=told["told_by"],
            owner=self.company.people[told["owner"]] if told.get("owner") else None,
        )

    def answer_concern(self) -> None:
        told = self.facts["told"]
        concern = self.company.concerns[self.story]
        answer_concern(concern, answer=told["answer"], evidence=told["evidence"], by=self.by)


DEALING: dict[str, Callable[[Telling], None]] = {
    "write": Telling.write,
    "copy": Telling.copy,
    "count": Telling.count,
    "submit": Telling.submit,
    "review": Telling.review,
    "accept_condition": Telling.accept_condition,
    "withdraw": Telling.withdraw,
    "clear": Telling.clear,
    "sign": Telling.sign,
    "ask_to_void": Telling.ask_to_void,
    "confirm_void": Telling.confirm_void,
    "raise_concern": Telling.raise_concern,
    "answer_concern": Telling.answer_concern,
}


def answer_of(told: Json) -> ReviewAnswer:
    """A review as the stories write it, in the form that the review page sends."""
    counter = told["counter"] or {"wording": "", "value": None}
    return ReviewAnswer(
        level=told["level"],
        confidence=told["confidence"],
        verdict=told["verdict"],
        once=_minutes(told["once_hours"]),
        monthly=_minutes(told["monthly_hours"]),
        condition=told["condition"] or "",
        residual_level=told["residual_level"],
        feels_right=told.get("feels_right"),
        reasons=told["reasons"],
        counter_wording=counter["wording"],
        counter_value=None if counter["value"] is None else Decimal(str(counter["value"])),
    )


def _minutes(hours: list[float]) -> tuple[int, int, int]:
    low, likely, high = (round(60 * hour) for hour in hours)
    return low, likely, high
