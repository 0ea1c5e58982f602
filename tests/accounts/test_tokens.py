"""One's own API tokens: made, shown once, revoked."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client

from accounts.actions import create_token, deactivate_person, digest_of_token, reactivate_person
from accounts.actions.tokens import MOST_TOKENS
from accounts.models import ApiToken
from activity.models import Event
from dealdesk.kit.refusals import Refused
from tests.accounts.browser import words_of
from tests.make import Cast
from tests.reviews.browser import browser_of

TYPED = {"name": "CRM", "days": "90"}


@pytest.fixture
def maya(cast: Cast) -> Client:
    return browser_of(cast.maya)


def test_a_token_is_shown_once_and_kept_only_as_a_digest(cast: Cast, maya: Client) -> None:
    made = maya.post("/profile/tokens/", TYPED)
    [text] = re.findall(r"ddk_[\w-]{43}", made.content.decode())
    token = cast.maya.api_tokens.get()
    assert token.digest == digest_of_token(text) and token.hint == text[-4:]
    assert text not in str(ApiToken.objects.values().get())
    assert "no-store" in made["Cache-Control"]
    again = words_of(maya.get("/profile/tokens/"))
    assert "CRM" in again and text not in again
    [event] = Event.objects.filter(verb="token.created")
    assert event.by == cast.maya and text not in str(event.facts)


def test_a_form_sent_twice_makes_one_token(cast: Cast, maya: Client) -> None:
    maya.post("/profile/tokens/", TYPED)
    again = maya.post("/profile/tokens/", {**TYPED, "name": " crm "})
    assert again.status_code == 422
    assert "You have a token called “crm” already" in words_of(again)
    assert cast.maya.api_tokens.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "days": "90"}, "Write what will use the token."),
        ({"name": "CRM <b>", "days": "3650"}, "Choose one of the times listed."),
        ({"name": "x" * 61, "days": "90"}, "at most 60 characters"),
    ],
)
def test_bad_input_is_named_and_what_was_typed_is_kept(
    maya: Client, typed: dict[str, str], said: str
) -> None:
    page = maya.post("/profile/tokens/", typed)
    assert page.status_code == 422
    assert said in words_of(page)
    assert typed["name"].replace("<b>", "&lt;b&gt;") in words_of(page)
    assert not ApiToken.objects.exists()


def test_revoking_asks_first_and_works_once(cast: Cast, maya: Client) -> None:
    token, _ = create_token("CRM", days=30, by=cast.maya)
    address = f"/profile/tokens/{token.pk}/revoke/"
    assert "turned away at once" in words_of(maya.get(address))
    token.refresh_from_db()
    assert token.revoked_at is None
    assert maya.post(address)["Location"] == "/profile/tokens/"
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert maya.post(address).status_code == 404
    assert Event.objects.filter(verb="token.revoked", by=cast.maya).count() == 1
    assert maya.post("/profile/tokens/", TYPED).status_code == 200, "the name is free again"


def test_nobody_finds_somebody_elses_token(cast: Cast, maya: Client) -> None:
    token, _ = create_token("Report", days=30, by=cast.tom)
    assert maya.get(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
    assert maya.post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
    assert "Report" not in words_of(maya.get("/profile/tokens/"))


def test_tokens_end_with_the_account_and_do_not_come_back(cast: Cast) -> None:
    token, _ = create_token("CRM", days=30, by=cast.maya)
    deactivate_person(cast.maya, by=cast.desk)
    reactivate_person(cast.maya, by=cast.desk)
    assert not ApiToken.objects.alive().filter(pk=token.pk).exists()
    [closed] = Event.objects.filter(verb="person.deactivated")
    assert closed.facts["tokens"] == 1


def test_no_token_lasts_longer_than_a_year(cast: Cast) -> None:
    with pytest.raises(Refused, match="1 to 365 days"):
        create_token("CRM", days=366, by=cast.maya)
    token, _ = create_token("CRM", days=365, by=cast.maya)
    later = F("expires_at") + (token.expires_at - token.created_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(expires_at=later)


def test_a_person_keeps_a_bounded_number_of_tokens(cast: Cast) -> None:
    for number in range(MOST_TOKENS):
        create_token(f"Program {number}", days=30, by=cast.maya)
    with pytest.raises(Refused, match="Revoke one"):
        create_token("One more", days=30, by=cast.maya)


def test_the_story_of_a_person_tells_of_tokens(cast: Cast) -> None:
    create_token("CRM", days=30, by=cast.maya)
    page = words_of(browser_of(cast.desk).get(f"/people/{cast.maya.pk}/"))
    assert "made the API token “CRM”" in page
