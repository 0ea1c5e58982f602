"""Where somebody is signed in, and signing out from afar."""

from django.test import Client

from accounts.actions import deactivate_person, reactivate_person
from accounts.browsers import browser_called
from accounts.models import SignInSession, User
from activity.models import Event
from tests.accounts.browser import EDGE, FIREFOX, is_signed_in, signed_in
from tests.make import PASSWORD, Cast

NEW = "seven green bottles"


def test_the_list_names_each_browser_and_marks_this_one(maya: User) -> None:
    here = signed_in(maya)
    signed_in(maya, EDGE)
    page = here.get("/sessions/").content.decode()
    assert "Firefox on Linux" in page and "Edge on Windows" in page
    assert page.count("This one") == 1
    assert page.count("/end/") == 1


def test_ending_another_session_really_signs_that_browser_out(maya: User) -> None:
    here, elsewhere = signed_in(maya), signed_in(maya, EDGE)
    other = maya.sign_ins.get(browser="Edge on Windows")
    assert here.post(f"/sessions/{other.pk}/end/").status_code == 302
    assert is_signed_in(here) and not is_signed_in(elsewhere)
    assert Event.objects.filter(chain=maya.chain, verb="session.ended").exists()


def test_nobody_ends_somebody_elses_session(cast: Cast, maya: User) -> None:
    cast.tom.set_password(PASSWORD)
    cast.tom.save()
    here = signed_in(maya)
    tom = signed_in(cast.tom)
    assert tom.post(f"/sessions/{maya.sign_ins.get().pk}/end/").status_code == 404
    assert is_signed_in(here)


def test_changing_the_password_signs_the_others_out_and_keeps_this_one_listed(maya: User) -> None:
    here, elsewhere = signed_in(maya), signed_in(maya, EDGE)
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post("/password/", typed)["Location"] == "/sessions/"
    assert is_signed_in(here) and not is_signed_in(elsewhere)
    assert "This one" in here.get("/sessions/").content.decode()
    assert maya.sign_ins.count() == 1


def test_the_present_password_is_asked_and_weak_ones_are_refused(maya: User) -> None:
    here = signed_in(maya)
    answer = here.post(
        "/password/", {"old_password": "no", "new_password1": "short", "new_password2": "short"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is not your present password" in page and "too short" in page
    maya.refresh_from_db()
    assert maya.check_password(PASSWORD)


def test_deactivating_signs_out_everywhere_at_once(cast: Cast, maya: User) -> None:
    browsers = [signed_in(maya), signed_in(maya, EDGE)]
    deactivate_person(maya, by=cast.desk)
    assert not any(is_signed_in(browser) for browser in browsers)
    assert not SignInSession.objects.filter(user=maya).exists()
    reactivate_person(maya, by=cast.desk)
    assert not any(is_signed_in(browser) for browser in browsers)


def test_sessions_that_have_run_out_are_forgotten_at_the_next_sign_in(maya: User) -> None:
    signed_in(maya).session.flush()
    signed_in(maya, EDGE)
    assert [row.browser for row in maya.sign_ins.all()] == ["Edge on Windows"]


def test_a_browser_nobody_knows_is_shown_as_it_calls_itself() -> None:
    assert browser_called("curl/8.0") == "curl/8.0"
    assert browser_called("") == ""
    assert browser_called(FIREFOX) == "Firefox on Linux"


def test_the_profile_is_ones_own_and_hostile_text_is_escaped(client: Client, maya: User) -> None:
    here = signed_in(maya)
    typed = {"name": "Maya <b>L</b>", "title": "Sales", "time_zone": "Asia/Tokyo", "mail_when": "daily"}
    assert here.post("/profile/", typed).status_code == 302
    maya.refresh_from_db()
    assert (maya.time_zone, maya.mail_when) == ("Asia/Tokyo", "daily")
    page = here.get("/profile/").content.decode()
    assert "Maya &lt;b&gt;L&lt;/b&gt;" in page and "<b>L</b>" not in page


def test_an_unknown_time_zone_keeps_what_was_typed(maya: User) -> None:
    here = signed_in(maya)
    answer = here.post("/profile/", {"name": "Maya the Great", "title": "", "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "Maya the Great" in answer.content.decode()
    maya.refresh_from_db()
    assert maya.name == "Maya Lindqvist"


def test_a_fragment_asked_for_after_the_session_ended_reloads_its_page(db: None) -> None:
    answer = Client().get("/inbox/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"], answer.content) == (401, "true", b"")
