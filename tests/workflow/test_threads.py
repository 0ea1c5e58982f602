"""Threads per term through all drafts of a deal, one for the deal, and whom a text names."""

import pytest

from activity.models import Event, Notification
from contracts.actions import edit_term
from contracts.models import Deal, DealReader, Draft, Term
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import comment, decline_counter, make_next_draft, submit_draft
from reviews.actions.announcing import announce
from reviews.models import Comment, Submission, Thread
from reviews.queries.threads import roots_of, visible_comments
from tests.make import Cast, make_deal, make_submission, make_term, make_user, review
from tests.make_talk import make_offer, request_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    return make_submission(cast.maya, "payment-terms", "liability-cap")


@pytest.fixture
def term(submission: Submission) -> Term:
    return submission.draft.terms.get(type__code="payment-terms")


def told(verb: str = "comment.made") -> dict[str, str]:
    event = Event.objects.filter(verb=verb).order_by("-id")[0]
    announce(event.pk)
    announce(event.pk)
    return {row.to.name: row.text for row in Notification.objects.filter(event=event).select_related("to")}


def test_one_thread_follows_the_term_through_all_drafts(cast: Cast, term: Term) -> None:
    comment(term, "Why 120 days?", by=cast.members["FIN"])
    second = make_next_draft(Draft.objects.get(pk=term.draft_id), by=cast.maya)
    copy = second.terms.get(copied_from=term)
    edit_term(copy, by=cast.maya, wording="Net 90 days.")
    submit_draft(second, by=cast.maya)
    comment(Term.objects.get(pk=copy.pk), "They come down to 90.", by=cast.maya)
    thread = Thread.objects.get()
    assert thread.term == term
    assert [said.text for said in thread.comments.all()] == ["Why 120 days?", "They come down to 90."]


def test_the_deal_has_a_thread_of_its_own(cast: Cast, submission: Submission, term: Term) -> None:
    comment(submission.draft.deal, "Signing slips to March.", by=cast.maya)
    comment(term, "About the term.", by=cast.maya)
    assert Thread.objects.get(term=None).comments.count() == 1


def test_a_term_that_was_never_submitted_has_no_thread(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    new = make_term(deal.current_draft, "payment-terms", by=cast.maya)
    with pytest.raises(Refused, match="still being written"):
        comment(new, "What do you think?", by=cast.maya)
    assert not Thread.objects.exists()
    comment(deal, "What do you think?", by=cast.maya)


def test_pressing_twice_says_it_once(cast: Cast, term: Term) -> None:
    first = comment(term, "Why?", by=cast.maya)
    assert comment(term, "Why? ", by=cast.maya) == first
    comment(term, "Why?", by=cast.desk)
    assert (Comment.objects.count(), Event.objects.filter(verb="comment.made").count()) == (2, 2)


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 4001])
def test_an_empty_or_endless_comment_is_refused(cast: Cast, term: Term, text: str) -> None:
    with pytest.raises(Refused, match="Write"):
        comment(term, text, by=cast.maya)


MENTIONS = [
    ("@Max Finance, can you look?", "", {"Max Finance"}),
    ("Ask @max.finance@fernhill.example please", "", {"Max Finance"}),
    ("(@lea finance) and @Max Finance’s view", "", {"Lea Finance", "Max Finance"}),
    ("@Mark what is your view", "", {"Mark Manager"}),
    ("See you @ five, mail me at x@nordbank.example", "", set()),
    ("Please look", "Max Finance, mark.manager@fernhill.example", {"Max Finance", "Mark Manager"}),
    ("@Max Finance look", "@Max Finance", {"Max Finance"}),
    ("Note to @Maya Lindqvist", "", set()),
]


@pytest.mark.parametrize(("text", "to", "named"), MENTIONS, ids=[text for text, _, _ in MENTIONS])
def test_people_are_named_by_name_or_address(
    cast: Cast, term: Term, text: str, to: str, named: set[str]
) -> None:
    said = comment(term, text, by=cast.maya, to=to)
    assert {person.name for person in said.mentions.all()} == named


WRONG = [
    ("@Nobody Known look", "", "Nobody here is called “nobody”"),
    ("@nobody@else.example look", "", "Nobody here is called “nobody@else.example”"),
    ("Look", "Max Finanse", "Nobody here is called “max finanse”"),
    ("@Gone Girl look", "", "does not work with DealDesk any more"),
    ("@Jo Twin look", "", "2 people are called Jo Twin"),
    (" ".join(["@Max Finance"] * 11), "", "at most 10"),
]


@pytest.mark.parametrize(("text", "to", "sentence"), WRONG, ids=[sentence for _, _, sentence in WRONG])
def test_a_name_that_means_nobody_is_refused_with_a_reason(
    cast: Cast, term: Term, text: str, to: str, sentence: str
) -> None:
    gone = make_user("Gone Girl", "sales_rep")
    gone.is_active = False
    gone.save()
    make_user("Jo Twin", "sales_rep").email = "jo2@fernhill.example"
    twin = make_user("Jo Twins", "sales_rep")
    twin.name = "Jo Twin"
    twin.save()
    with pytest.raises(Refused, match=sentence):
        comment(term, text, by=cast.maya, to=to)
    assert not Comment.objects.exists() and not Thread.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"), [("maya", True), ("mark", True), ("desk", True), ("finance", True), ("ruth", False)]
)
def test_who_draws_somebody_into_the_deal(cast: Cast, term: Term, who: str, may: bool) -> None:
    person = cast.members["FIN"] if who == "finance" else getattr(cast, who)
    deal = term.draft.deal
    assert not Deal.objects.visible_to(cast.outsider).filter(pk=deal.pk).exists()
    if not may:
        with pytest.raises(Refused, match="Olga Outsider may not see this deal"):
            comment(term, "@Olga Outsider, you know them.", by=person)
        return
    comment(term, "@Olga Outsider, you know them.", by=person)
    assert Deal.objects.visible_to(cast.outsider).filter(pk=deal.pk).exists()
    assert DealReader.objects.get(user=cast.outsider).why == f"Named by {person}"
    assert "names you" in told()["Olga Outsider"]


def test_somebody_without_a_role_is_not_drawn_in(cast: Cast, term: Term) -> None:
    make_user("Nora Newcomer")
    with pytest.raises(Refused, match="holds no role"):
        comment(term, "@Nora Newcomer hello", by=cast.maya)
    assert not DealReader.objects.filter(user__name="Nora Newcomer").exists()


def test_the_auditor_reads_and_strangers_do_not_even_write(cast: Cast, term: Term) -> None:
    for person in (cast.auditor, cast.tom, cast.outsider):
        with pytest.raises(Forbidden):
            comment(term, "Hello", by=person)


def test_owner_speakers_and_the_named_are_told_once_each(cast: Cast, term: Term) -> None:
    comment(term, "Why 120?", by=cast.members["FIN"])
    assert set(told()) == {"Maya Lindqvist"}
    comment(term, "@Mark Manager they insist.\nSay yes?", by=cast.maya)
    heard = told()
    assert set(heard) == {"Max Finance", "Mark Manager"}
    assert "Maya Lindqvist names you: “@Mark Manager they insist. Say yes?”" in heard["Mark Manager"]
    assert "Maya Lindqvist writes" in heard["Max Finance"]
    assert "Payment terms" in heard["Max Finance"]


def test_the_reviewer_hears_of_a_question_about_the_offer_and_of_a_decline(cast: Cast, term: Term) -> None:
    offer = make_offer(cast, request_of(term.draft.submission, "payment-terms"))
    comment(term, "Would 60 do?", by=cast.maya, counter=offer.pk)
    assert "Would 60 do?" in told()["Max Finance"]
    decline_counter(offer, "They insist on 120.", by=cast.maya)
    assert (
        "declined your wording for Payment terms: “They insist on 120.”"
        in told("counter.declined")["Max Finance"]
    )


def test_what_is_said_about_a_hidden_offer_is_hidden_with_it(cast: Cast, submission: Submission) -> None:
    """Finance owes its own answer about the cap, for which Legal offers other wording."""
    cap, deal = submission.draft.terms.get(type__code="liability-cap"), submission.draft.deal
    comment(cap, "How likely is it?", by=cast.members["FIN"])
    offer = make_offer(
        cast, request_of(submission, "liability-cap", "LEG"), counter_wording="One year’s fees."
    )
    comment(cap, "Two years’ fees?", by=cast.maya, counter=offer.pk)

    def read_by(name: str) -> list[str]:
        person = cast.members[name] if name in cast.members else getattr(cast, name)
        return [said.text for said in visible_comments(deal, roots_of(deal), person).order_by("id")]

    both = ["How likely is it?", "Two years’ fees?"]
    assert (read_by("FIN"), read_by("LEG"), read_by("mark")) == (both[:1], both, both)
    assert set(told()) == {"Max Legal"}
    with pytest.raises(Refused, match="owes an answer"):
        comment(cap, "@Max Finance see this", by=cast.maya, counter=offer.pk)
    with pytest.raises(Refused, match="does not stand"):
        comment(cap, "What do they offer?", by=cast.members["FIN"], counter=offer.pk)
    review(cast, request_of(submission, "liability-cap"))
    assert read_by("FIN") == both


def test_it_stays_hidden_in_the_next_draft_while_the_answer_is_owed(
    cast: Cast, submission: Submission
) -> None:
    cap, deal = submission.draft.terms.get(type__code="liability-cap"), submission.draft.deal
    offer = make_offer(
        cast, request_of(submission, "liability-cap", "LEG"), counter_wording="One year’s fees."
    )
    comment(cap, "Two years’ fees?", by=cast.maya, counter=offer.pk)
    submit_draft(make_next_draft(deal.current_draft, by=cast.maya), by=cast.maya)
    deal = Deal.objects.get(pk=deal.pk)
    assert not visible_comments(deal, roots_of(deal), cast.members["FIN"]).exists()
