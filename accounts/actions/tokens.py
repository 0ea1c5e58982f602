import hashlib
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.permissions import require
from activity.record import record
from dealdesk.kit.refusals import Refused

PREFIX = "ddk_"
"""So that people and scanners of leaked secrets recognise a token of DealDesk."""
MOST_TOKENS = 20
MOST_DAYS = 365
USE_NOTED_EVERY = timedelta(minutes=1)


def digest_of_token(text: str) -> str:
    """SHA-256 of a token's text. Its 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def create_token(name: str, *, days: int, by: User) -> tuple[ApiToken, str]:
    """Make an API token of the person's own; returns it with its text, which is kept nowhere.

    Raises Refused when the name stands already, the person has too many, or `days` is not 1 to 365.
    """
    require(by, "token.manage")
    name = " ".join(name.split())
    if not name:
        raise Refused("Write what will use the token, such as “CRM”.")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"A token lasts from 1 to {MOST_DAYS} days.")
    if by.api_tokens.filter(revoked_at=None).count() >= MOST_TOKENS:
        raise Refused(f"You have {MOST_TOKENS} tokens. Revoke one that nothing uses any more.")
    text = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    try:
        with transaction.atomic():
            token = ApiToken.objects.create(
                user=by,
                name=name,
                digest=digest_of_token(text),
                hint=text[-4:],
                created_at=now,
                expires_at=now + timedelta(days=days),
            )
    except IntegrityError as twice:
        raise Refused(
            f"You have a token called “{name}” already. Revoke it, or choose another name."
        ) from twice
    record("token.created", chain=by.chain, by=by, keys={"token": token.pk}, name=name, days=days)
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> None:
    """End a token of the person's own, now; others' are not found. Raises Refused when it has ended."""
    require(by, "token.manage")
    standing = by.api_tokens.filter(pk=token.pk, revoked_at=None)
    if standing.update(revoked_at=timezone.now()) != 1:
        raise Refused("This token was revoked already.")
    record("token.revoked", chain=by.chain, by=by, keys={"token": token.pk}, name=token.name)


def end_tokens(person: User) -> int:
    """Revoke all that the person has, as a part of closing the account; returns how many there were."""
    return person.api_tokens.filter(revoked_at=None).update(revoked_at=timezone.now())


def note_use(token: ApiToken) -> None:
    """Write down that the token is in use, at most once a minute."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
