"""What channels are told of a deal, from its submission to its signing, and what they never are."""

import pytest
from django.utils import timezone

from activity.models import ChannelPost, Event
from contracts.models import Draft
from reviews.actions import clear_draft, mark_signed, withdraw_draft
from reviews.actions.posting import post
from reviews.channel_words import NEWS
from reviews.subscriptions import POSTED_VERBS
from tests.make import Cast, approve, make_submission, review_all
from tests.make_news import make_channel

TITLE = "Nordbank Savings & Trust"


def told(cast: Cast) -> list[str]:
    """What the channels were told of everything that happened, without number and customer."""
    for event in Event.objects.filter(verb__in=POSTED_VERBS).order_by("id"):
        post(event.pk)
    texts = ChannelPost.objects.order_by("id").values_list("text", flat=True)
    assert all(TITLE in text for text in texts)
    return [text.partition(TITLE)[2].lstrip(", ") for text in texts]


@pytest.fixture
def heard(cast: Cast) -> Cast:
    make_channel(cast.desk)
    return cast


def test_every_verb_with_words_is_rung_for() -> None:
    assert set(NEWS) == set(POSTED_VERBS)


def test_the_story_of_a_deal(heard: Cast) -> None:
    submission = make_submission(heard.maya, "payment-terms")
    review_all(heard, submission, level=5)
    told(heard)
    approve(submission, heard.anders)
    told(heard)
    approve(submission, heard.eva)
    draft = Draft.objects.get(pk=submission.draft_id)
    clear_draft(draft, by=heard.maya)
    mark_signed(draft, by=heard.maya, signed_on=timezone.localdate())
    asked, first, second, cleared, signed = told(heard)[1:]
    assert told(heard)[0] == ": draft 1 is submitted; FIN must review it."
    assert asked == "Severe: waits for Anders Holm, Eva Executive (2 different executives approve)."
    assert (
        first == "Severe: approved by Anders Holm; waits for Eva Executive (2 different executives approve)."
    )
    assert second == "Severe: approved by Anders Holm and Eva Executive."
    assert (cleared, signed) == ("Severe: draft 1 is clear to sign.", "Severe: draft 1 is signed.")


@pytest.mark.parametrize(("decision", "said"), [("send_back", "sent back"), ("reject", "rejected")])
def test_who_decided_is_told_and_why_is_not(heard: Cast, decision: str, said: str) -> None:
    submission = make_submission(heard.maya, "payment-terms")
    review_all(heard, submission, level=4, reasons="Their auditors would find out.")
    told(heard)
    approve(submission, heard.mark, decision, note="Net 45 and not a day more.")
    assert told(heard)[-1] == f"Moderate: {said} by Mark Manager."
    assert told(heard)[-2].startswith("Moderate: waits")
    last = ChannelPost.objects.order_by("-id")[0]
    assert last.replaces is not None and last.replaces.waits


def test_neither_wording_nor_value_nor_note_is_ever_told(heard: Cast) -> None:
    submission = make_submission(heard.maya, "payment-terms", committed_value=98_765_400)
    review_all(heard, submission, level=4, reasons="A secret reason.")
    approve(submission, heard.mark, "reject", note="A secret note.")
    everything = " ".join(told(heard))
    for hidden in ("secret", "98", "765", "auditors", "Supplier accepts", "Relay for 14 clinics"):
        assert hidden not in everything


def test_a_draft_that_is_taken_back_is_told(heard: Cast) -> None:
    submission = make_submission(heard.maya, "payment-terms")
    withdraw_draft(submission.draft, by=heard.maya)
    assert told(heard)[-1] == ": draft 1 is withdrawn."


def test_a_turn_that_is_over_before_it_is_told_is_not_told(heard: Cast) -> None:
    submission = make_submission(heard.maya, "payment-terms")
    review_all(heard, submission, level=4)
    approve(submission, heard.mark)
    assert [text for text in told(heard) if "waits" in text] == []


def test_only_channels_of_the_functions_asked_hear_of_it(cast: Cast) -> None:
    make_channel(cast.desk, "#legal", functions=["LEG"])
    finance = make_channel(cast.desk, "#finance", functions=["FIN"])
    make_submission(cast.maya, "payment-terms")
    told(cast)
    assert [row.channel for row in ChannelPost.objects.all()] == [finance]


def test_without_a_channel_nothing_is_written(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    assert told(cast) == []
