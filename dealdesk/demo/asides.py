"""What people of a deal do beside writing, reviewing and deciding: each verb by the page's own action."""

from contracts.actions import edit_deal
from contracts.models import Deal
from dealdesk.demo.telling import Telling
from reviews.actions import (
    AskedCondition,
    accept_concern,
    add_approver,
    answer_question,
    ask_question,
    ask_to_break_glass,
    comment,
    confirm_glass,
    decide,
    decline_counter,
    meet_condition,
    reassign_step,
    show_evidence,
)
from reviews.actions.approving import gate_token
from reviews.gate import gate_of
from reviews.models import Ask, BrokenGlass, Condition, CounterProposal, Question, ReviewRequest, Submission
from reviews.queries.answers import current_score


def decide_aside(beat: Telling) -> None:
    """A decision in every step that waits for the person, with an owner and a day where it is conditional."""
    facts, draft = beat.facts["told"], beat.draft
    seen = gate_token(Submission.objects.get(draft=draft), gate_of(draft))
    note = facts["reason"] or facts["conditions"] or ""
    decide(
        draft, facts["decision"], by=beat.by, seen_digest=seen, note=note, condition=_condition(beat, note)
    )


def _condition(beat: Telling, text: str) -> AskedCondition | None:
    facts = beat.facts["told"]
    if "owner" not in facts:
        return None
    owner = beat.company.people[facts["owner"]]
    return AskedCondition(text, owner, facts["due_days"], facts.get("lapses", False))


def give_discount(beat: Telling) -> None:
    """In the draft that is being written."""
    edit_deal(_deal(beat), by=beat.by, discount=beat.facts["discount"])


def ask_reviewing(beat: Telling) -> None:
    ask_question(beat.request(beat.draft, beat.facts), beat.facts["text"], by=beat.by)


def ask_deciding(beat: Telling) -> None:
    ask = Ask.objects.open().filter(submission__draft=beat.draft, person=beat.by)[0]
    ask_question(ask, beat.facts["text"], by=beat.by)


def answer(beat: Telling) -> None:
    question = Question.objects.filter(submission__draft=beat.draft, answered_at=None)[0]
    answer_question(question, beat.facts["text"], by=beat.by)


def decline_offer(beat: Telling) -> None:
    decline_counter(_offer(beat), beat.facts["reason"], by=beat.by)


def say(beat: Telling) -> None:
    """In the thread of a term, about a function's offer there, or about the deal as a whole."""
    facts = beat.facts
    if "type" not in facts:
        comment(_deal(beat), facts["text"], by=beat.by)
        return
    about = beat.draft.terms.get(type__code=facts["type"])
    offer = _offer(beat).pk if "function" in facts else None
    comment(about, facts["text"], by=beat.by, counter=offer)


def accept_in_writing(beat: Telling) -> None:
    concern = beat.company.concerns[beat.facts["concern"]]
    accept_concern(concern, _deal(beat), words=beat.facts["words"], by=beat.by)


def meet(beat: Telling) -> None:
    condition = Condition.objects.get(submission__draft=beat.draft, owner=beat.by, met_at=None)
    meet_condition(condition, evidence=beat.facts["evidence"], by=beat.by)


def hand_over(beat: Telling) -> None:
    """Every step of the deal that waits for the person."""
    to = beat.company.people[beat.facts["to"]]
    for ask in Ask.objects.open().filter(submission__draft=beat.draft, person=beat.by):
        reassign_step(ask, to=to, reason=beat.facts["reason"], by=beat.by)


def add_to_deal(beat: Telling) -> None:
    person = beat.company.people[beat.facts["person"]]
    add_approver(_deal(beat), person=person, reason=beat.facts["reason"], by=beat.by)


def show(beat: Telling) -> None:
    """Evidence for the one check that names the fact, such as the credit of the customer."""
    score = current_score(Submission.objects.get(draft=beat.draft))
    asked = [] if score is None else score.ruling["checks"]
    (key,) = [check["key"] for check in asked if beat.facts["check"] in check["title"]]
    show_evidence(beat.draft, key, text=beat.facts["text"], by=beat.by)


def ask_glass(beat: Telling) -> None:
    ask_to_break_glass(beat.draft, reason=beat.facts["reason"], by=beat.by)


def confirm(beat: Telling) -> None:
    confirm_glass(BrokenGlass.objects.get(submission__draft=beat.draft), by=beat.by)


def _deal(beat: Telling) -> Deal:
    return beat.company.deals[beat.story]


def _offer(beat: Telling) -> CounterProposal:
    request: ReviewRequest = beat.request(beat.draft, beat.facts)
    return CounterProposal.objects.get(review__request=request, review__replaced_at=None)


ASIDES = {
    "decide": decide_aside,
    "give_discount": give_discount,
    "ask_reviewing": ask_reviewing,
    "ask_deciding": ask_deciding,
    "answer": answer,
    "decline_offer": decline_offer,
    "say": say,
    "accept_in_writing": accept_in_writing,
    "meet": meet,
    "hand_over": hand_over,
    "add_approver": add_to_deal,
    "show": show,
    "ask_glass": ask_glass,
    "confirm_glass": confirm,
}
