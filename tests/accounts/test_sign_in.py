"""Coming in, being kept out, and going."""

import time_machine
from django.test import Client
from django.utils import timezone

from accounts.actions import deactivate_person
from accounts.models import User
from activity.models import Event
from tests.accounts.browser import is_signed_in, signed_in, try_password, words_of
from tests.make import Cast


def test_maya_signs_in_and_lands_on_her_work(client: Client, maya: User) -> None:
    answer = try_password(client, maya.email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)
    assert Event.objects.filter(chain=maya.chain, verb="person.signed_in").count() == 1


def test_the_address_may_be_typed_in_any_case(client: Client, maya: User) -> None:
    assert try_password(client, maya.email.upper()).status_code == 302


def test_a_wrong_password_keeps_the_address_and_says_one_thing(client: Client, maya: User) -> None:
    answer = try_password(client, maya.email, "wrong horse")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert maya.email in page and "wrong horse" not in page
    assert "E-mail and password do not belong together" in page


def test_an_unknown_address_is_answered_like_a_wrong_password(client: Client, maya: User) -> None:
    wrong = try_password(client, maya.email, "wrong horse").content.decode()
    unknown = try_password(client, "nobody@fernhill.example", "wrong horse").content.decode()
    sentence = "E-mail and password do not belong together"
    assert wrong.count(sentence) == unknown.count(sentence) > 0


def test_somebody_deactivated_cannot_sign_in(client: Client, cast: Cast, maya: User) -> None:
    deactivate_person(maya, by=cast.desk)
    assert try_password(client, maya.email).status_code == 422


def test_after_six_failures_even_the_right_password_waits(client: Client, maya: User) -> None:
    for _ in range(5):
        assert try_password(client, maya.email, "wrong horse").status_code == 422
    assert try_password(client, maya.email, "wrong horse").status_code == 429
    answer = try_password(client, maya.email)
    assert answer.status_code == 429
    assert "for 15 minutes" in words_of(answer)
    assert 0 < int(answer["Retry-After"]) <= 15 * 60


def test_the_lock_out_ends_when_the_page_said_so(client: Client, maya: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(6):
            try_password(client, maya.email, "wrong horse")
        clock.shift(10 * 60)
        early = try_password(client, maya.email)
        assert early.status_code == 429 and "for 5 minutes" in words_of(early)
        clock.shift(5 * 60 + 1)
        assert try_password(client, maya.email).status_code == 302


def test_writing_the_address_differently_does_not_give_more_tries(client: Client, maya: User) -> None:
    for spelling in (maya.email, maya.email.upper(), maya.email.title()) * 2:
        answer = try_password(client, spelling, "wrong horse")
    assert answer.status_code == 429


def test_a_lock_out_of_one_does_not_keep_others_out(client: Client, cast: Cast, maya: User) -> None:
    for _ in range(6):
        try_password(client, cast.tom.email, "wrong horse")
    assert try_password(client, maya.email).status_code == 302


def test_next_leads_on_within_the_site(client: Client, maya: User) -> None:
    assert client.get("/people/").headers["Location"] == "/sign-in/?next=/people/"
    assert try_password(client, maya.email, next="/functions/")["Location"] == "/functions/"


def test_next_never_leads_elsewhere(maya: User) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        assert try_password(Client(), maya.email, next=elsewhere)["Location"] == "/"


def test_hostile_text_in_next_is_not_shown(client: Client, db: None) -> None:
    page = client.get("/sign-in/", {"next": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in page


def test_whoever_is_in_is_not_asked_again(maya: User) -> None:
    assert signed_in(maya).get("/sign-in/")["Location"] == "/"


def test_signing_out_needs_a_post_and_ends_the_session(maya: User) -> None:
    browser = signed_in(maya)
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/")["Location"] == "/sign-in/"
    assert not is_signed_in(browser)
    assert not maya.sign_ins.exists()


def test_signing_in_gives_a_new_session_key(client: Client, maya: User) -> None:
    client.cookies["sessionid"] = "a" * 32
    try_password(client, maya.email)
    assert client.cookies["sessionid"].value != "a" * 32


def test_without_the_box_the_session_ends_with_the_browser(client: Client, maya: User) -> None:
    try_password(client, maya.email)
    assert client.cookies["sessionid"]["max-age"] == ""
    other = Client()
    try_password(other, maya.email, stays="on")
    assert int(other.cookies["sessionid"]["max-age"]) == 14 * 24 * 3600


def test_a_form_from_elsewhere_is_refused(maya: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = try_password(strict, maya.email)
    assert answer.status_code == 403 and "The form was open for too long" in words_of(answer)
    assert not is_signed_in(strict)


def test_everybody_lands_on_their_own_work(cast: Cast) -> None:
    for person, work in (
        (cast.maya, "/deals/"),
        (cast.members["DEL"], "/reviews/"),
        (cast.mark, "/approvals/"),
        (cast.ruth, "/insights/"),
        (cast.auditor, "/deals/"),
    ):
        browser = Client()
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert browser.get("/", follow=True).redirect_chain == [(work, 302)]
