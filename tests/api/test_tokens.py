"""Who gets in: tokens that work, tokens that do not, and browsers."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from accounts.actions import deactivate_person, revoke_role, revoke_token
from accounts.api.throttles import PerToken
from accounts.models import ApiToken, Role, User
from tests.api.machine import Machine, assert_problem
from tests.make import Cast, make_deal
from tests.reviews.browser import browser_of


def test_a_token_acts_as_its_person(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    answer = Machine(cast.maya).get("/deals/")
    assert [row["number"] for row in answer.json()["results"]] == [deal.number]
    assert answer["Cache-Control"] == "no-store"


def test_without_a_token_the_answer_says_how_to_come_in(client: Client, cast: Cast) -> None:
    answer = client.get("/api/deals/")
    assert_problem(answer, 401)
    assert answer["WWW-Authenticate"] == 'Bearer realm="DealDesk"'


def revoked(token: ApiToken, cast: Cast) -> None:
    revoke_token(token, by=token.user)


def expired(token: ApiToken, cast: Cast) -> None:
    a_day_ago = timezone.now() - dt.timedelta(days=1)
    ApiToken.objects.filter(pk=token.pk).update(
        created_at=a_day_ago - dt.timedelta(days=1), expires_at=a_day_ago
    )


def deactivated(token: ApiToken, cast: Cast) -> None:
    deactivate_person(token.user, by=cast.desk)


def deactivated_elsewhere(token: ApiToken, cast: Cast) -> None:
    User.objects.filter(pk=token.user.pk).update(is_active=False)


@pytest.mark.parametrize("end", [revoked, expired, deactivated, deactivated_elsewhere])
def test_a_dead_token_is_refused(cast: Cast, end: Any) -> None:
    machine = Machine(cast.maya)
    assert machine.get("/deals/").status_code == 200
    end(machine.token, cast)
    answer = machine.get("/deals/")
    assert_problem(answer, 401, "unknown, revoked or expired")
    assert "Bearer" in answer["WWW-Authenticate"]


@pytest.mark.parametrize("text", ["ddk_" + "x" * 43, "", "ddk_", "\u00e9" * 10, "a b c"])
def test_an_unknown_token_is_refused_even_beside_a_session(cast: Cast, text: str) -> None:
    browser = browser_of(cast.maya)
    assert browser.get("/api/deals/").status_code == 200
    assert_problem(browser.get("/api/deals/", headers={"Authorization": f"Bearer {text}"}), 401, "unknown")


def test_a_token_has_the_roles_of_this_moment(cast: Cast) -> None:
    machine = Machine(cast.members["DEL"])
    assert machine.get("/reviews/").status_code == 200
    revoke_role(cast.members["DEL"], Role.FUNCTION_MEMBER, by=cast.desk)
    assert_problem(machine.get("/reviews/"), 403, "Function member")


def test_use_is_noted_at_most_once_a_minute(cast: Cast) -> None:
    machine = Machine(cast.maya)
    machine.get("/deals/")
    machine.token.refresh_from_db()
    first = machine.token.last_used_at
    assert first is not None
    machine.get("/deals/")
    machine.token.refresh_from_db()
    assert machine.token.last_used_at == first
    ApiToken.objects.filter(pk=machine.token.pk).update(last_used_at=first - dt.timedelta(minutes=2))
    machine.get("/deals/")
    machine.token.refresh_from_db()
    assert machine.token.last_used_at is not None and machine.token.last_used_at > first


def test_a_browser_needs_its_csrf_token_to_change_something(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.maya, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get("/api/deals/").status_code == 200
    assert_problem(browser.post("/api/deals/", {}, "application/json"), 403, "CSRF")
    assert_problem(Machine(cast.maya).post("/deals/"), 400)


def test_too_many_requests_are_told_when_to_come_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PerToken, "THROTTLE_RATES", {"api": "3/minute"})
    machine, other = Machine(cast.maya), Machine(cast.maya)
    assert [machine.get("/deals/").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = machine.get("/deals/")
    assert_problem(answer, 429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 60
    assert other.get("/deals/").status_code == 200, "each token is counted for itself"


def test_while_redis_is_down_nobody_is_counted(
    cast: Cast, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "dead": dead}
    monkeypatch.setattr(PerToken, "cache", caches["dead"])
    assert Machine(cast.maya).get("/deals/").status_code == 200
