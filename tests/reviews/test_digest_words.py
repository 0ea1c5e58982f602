"""The digest of a person: by deal, and only what still waits is marked as such."""

import datetime as dt

from django.core import mail
from django.utils import timezone

from accounts.models import User
from activity.digest import send_due_digests
from activity.mail_choice import MailWhen
from activity.models import Event
from reviews.actions.announcing import announce
from reviews.models import MailLink
from tests.make import Cast, approve, make_submission, review_all
from tests.make_news import choose

WAITS = "STILL WAITS FOR YOU: "


def announce_all(verb: str) -> None:
    for event in Event.objects.filter(verb=verb):
        announce(event.pk)


def digest_of(person: User) -> str:
    """The text of the digest that goes out to the person next Monday."""
    monday = timezone.now() + dt.timedelta(days=7 - timezone.now().weekday())
    assert send_due_digests(monday.replace(hour=12)) == 1
    (message,) = mail.outbox
    assert message.to == [person.email]
    return str(message.body)


def test_an_approver_sees_by_deal_what_still_waits(cast: Cast) -> None:
    choose(cast.mark, MailWhen.DAILY)
    first, second = (make_submission(cast.maya, "payment-terms", customer=name) for name in ("Abel", "Bork"))
    for submission in (first, second):
        review_all(cast, submission, level=4)
    announce_all("approval.asked")
    approve(first, cast.mark)
    body = digest_of(cast.mark)
    waiting, done = second.draft.deal, first.draft.deal
    assert f"{waiting.number} Bork\n* {WAITS}{waiting.number} Bork waits for your approval." in body
    assert f"{done.number} Abel\n* {done.number} Abel waits for your approval." in body
    assert body.index("Bork") < body.index("Abel")
    assert mail.outbox[0].subject.endswith("1 waits for you, 2 in all")
    assert body.count("/act/") == MailLink.objects.count() == 1


def test_a_reviewer_sees_which_reviews_are_missing(cast: Cast) -> None:
    lead = choose(cast.leads["FIN"], MailWhen.DAILY)
    first, second = (make_submission(cast.maya, "payment-terms", customer=name) for name in ("Abel", "Bork"))
    announce_all("draft.submitted")
    review_all(cast, first, level=2)
    body = digest_of(lead)
    assert f"* {first.draft.deal.number} Abel: 1 term waits" in body
    assert f"{WAITS}{second.draft.deal.number} Bork: 1 term waits" in body
    assert body.count(WAITS) == 1
