from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import SignInSession, User
from activity.record import record

BROWSER_LENGTH = 200


@transaction.atomic
def note_sign_in(person: User, *, session_key: str, browser: str, address: str | None) -> SignInSession:
    """Write down in which browser the person has just signed in, and forget sessions that have run out."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    person.sign_ins.exclude(Exists(alive)).delete()
    sign_in, _ = SignInSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user": person, "browser": browser[:BROWSER_LENGTH], "address": address},
    )
    record("person.signed_in", chain=person.chain, by=person, address=address or "")
    return sign_in


def follow_session(old_key: str, new_key: str) -> None:
    """Keep knowing a browser whose session was given another key, as a change of password does."""
    SignInSession.objects.filter(session_key=old_key).update(session_key=new_key)


@transaction.atomic
def end_session(sign_in: SignInSession, *, by: User) -> None:
    """Sign one browser out, now. Whoever calls gives a session of their own; others' are not found."""
    _forget([sign_in])
    record("session.ended", chain=sign_in.user.chain, by=by, address=sign_in.address or "")


def end_sessions(person: User, *, but: str = "") -> int:
    """Sign the person out everywhere, `but` in the session of that key; returns how many were ended."""
    ended = list(person.sign_ins.exclude(session_key=but))
    _forget(ended)
    return len(ended)


def _forget(sign_ins: list[SignInSession]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for sign_in in sign_ins:
        store(sign_in.session_key).delete()
    SignInSession.objects.filter(pk__in=[sign_in.pk for sign_in in sign_ins]).delete()
