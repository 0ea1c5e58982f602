from datetime import timedelta

from axes.utils import reset as forget_failed_sign_ins
from django.db import transaction
from django.utils import timezone

from accounts.actions.sessions import end_sessions
from accounts.mail import send_password_link
from accounts.models import User
from activity.models import Event
from activity.record import record

PAUSE_BETWEEN_LINKS = timedelta(minutes=2)
"""So that nobody can fill somebody else's mailbox from the page for a forgotten password."""


@transaction.atomic
def ask_for_password_link(email: str) -> None:
    """Have a link for a new password mailed to that address, if somebody active has it.

    Does the same to the eye whether or not: the mail is sent later, by a worker.
    """
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        return
    lately = timezone.now() - PAUSE_BETWEEN_LINKS
    asked = Event.objects.filter(chain=person.chain, verb="person.password_link_asked", at__gt=lately)
    if asked.exists():
        return
    record("person.password_link_asked", chain=person.chain, by=None, keys={"person": person.pk})


def mail_password_link(person_id: int) -> None:
    """Mail the link. A second call sends a second mail; both links die when one is used."""
    person = User.objects.get(pk=person_id)
    if person.is_active:
        send_password_link(person)


@transaction.atomic
def choose_password(person: User, password: str) -> None:
    """Set the password by a mailed link, sign the person out everywhere and end any lock-out.

    The caller has checked link and password.
    """
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person)
    forget_failed_sign_ins(username=person.email)
    record("person.password_chosen", chain=person.chain, by=person)


@transaction.atomic
def change_password(person: User, password: str, *, session_key: str) -> None:
    """Set a new password and sign out every other browser. The caller has checked the old password."""
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person, but=session_key)
    record("person.password_changed", chain=person.chain, by=person)
