"""Every address x every role x {own, other's, nonexistent}: hidden is 404, forbidden 403.

What is expected follows from accounts/permissions.py by way of tests/permissions/table.py, where each
address of the URLconf has one line. A GET must not write anything but the reader's own session.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Role
from accounts.permissions import PERMISSIONS
from activity.models import Notification
from tests.permissions.page import (
    DEAL_KINDS,
    OWN_KINDS,
    PUBLIC,
    READS_ALL,
    SEES_OWN,
    SIGNED_IN,
    Page,
)
from tests.permissions.table import TABLE
from tests.permissions.world import NONE, OTHERS, OWN, Values, World, make_world

ALLOWED = "allowed"
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+(?!"?django_session)', re.IGNORECASE)
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")
REQUESTS = itertools.count(1)
BROWSER = Client()
"""One for all, because each client loads the middleware anew; the cookie says whose it is at the moment."""


def routes(resolver: URLResolver, start: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = start + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            assert isinstance(entry, URLPattern)
            yield route


ROUTES = frozenset(routes(get_resolver()))
DECLARED = sorted(ROUTES & TABLE.keys())


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once; every request below is undone, and all of it at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def test_every_address_is_declared() -> None:
    missing, gone = ROUTES - TABLE.keys(), TABLE.keys() - ROUTES
    assert not missing, f"declare in tests/permissions/table.py who may use {sorted(missing)}"
    assert not gone, f"take away from tests/permissions/table.py: {sorted(gone)}"


def test_every_verb_in_the_table_exists() -> None:
    named = {verb for page in TABLE.values() for verb in (page.get, page.post) if verb}
    assert named - PERMISSIONS.keys() <= {PUBLIC, SIGNED_IN}


@pytest.mark.parametrize("route", DECLARED)
def test_an_address_answers_each_role_as_the_table_says(world: World, db: None, route: str) -> None:
    page = TABLE[route]
    wrong = []
    for role, whose, method in itertools.product(Role, (OWN, OTHERS, NONE), ("GET", "POST")):
        if whose != OWN and not page.of:
            continue
        status = ask(method, filled(route, world.values(page.of, page.stage, whose, role)), world.keys[role])
        expected = expected_for(page, role, whose, method)
        if not fits(status, expected):
            wrong.append(f"{method} as {role}, {whose}: {status}, not {expected}")
    assert not wrong, "\n".join([route, *wrong])


@pytest.mark.parametrize("route", DECLARED)
def test_an_address_turns_strangers_away(world: World, db: None, route: str) -> None:
    page = TABLE[route]
    address = filled(route, world.values(page.of, page.stage, OWN, Role.SALES_REP))
    for method, verb in (("GET", page.get), ("POST", page.post)):
        answer = sent(method, address, "")
        if PUBLIC in (page.get, page.post):
            assert fits(answer.status_code, ALLOWED if verb == PUBLIC else 405)
        elif route.startswith("api/"):
            assert answer.status_code == 401
        else:
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize("route", [route for route in DECLARED if "<int:" in route])
def test_an_absurd_number_is_just_not_found(world: World, db: None, route: str) -> None:
    address = re.sub(r"<int:\w+>", "9" * 30, "/" + route).replace("<slug:code>", "DEL")
    for method, verb in (("GET", TABLE[route].get), ("POST", TABLE[route].post)):
        expected = {404, 403} if verb else {405}
        assert ask(method, address, world.keys[Role.DEAL_DESK]) in expected


def test_the_guard_notices_a_write_and_spares_the_readers_session(db: None) -> None:
    with connection.execute_wrapper(refuse_writes):
        Client().session.save()
        with pytest.raises(AssertionError, match="a GET wrote"):
            Notification.objects.update(read_at=None)


def expected_for(page: Page, role: Role, whose: str, method: str) -> int | str:
    """The status that a signed-in person of this one role must get, or ALLOWED."""
    verb = page.get if method == "GET" else page.post
    if verb is None:
        return 405
    if verb == PUBLIC:
        return ALLOWED
    may = verb == SIGNED_IN or role in PERMISSIONS[verb]
    if page.of in DEAL_KINDS | OWN_KINDS:
        if not sees(page, role, whose):
            return 404
    elif page.of and whose == NONE:
        return 404 if may else 403
    narrowed = page.others if whose == OTHERS else page.own
    if whose == OTHERS and method == "POST" and page.others_post is not None:
        narrowed = page.others_post
    if narrowed is not None:
        may = may and role in narrowed
    return ALLOWED if may else 403


def sees(page: Page, role: Role, whose: str) -> bool:
    if whose == NONE:
        return False
    if page.of in OWN_KINDS:
        return whose == OWN
    return role in (SEES_OWN[page.stage] if whose == OWN else READS_ALL)


def fits(status: int, expected: int | str) -> bool:
    """Allowed is everything but a refusal: a form with errors (422) or a step that is over (409) too."""
    if expected == ALLOWED:
        return status < 500 and status not in (401, 403, 404, 405)
    return status == expected


def filled(route: str, values: Values) -> str:
    shown = {**values, "serial": f"D-{values.get('serial')}"}
    return "/" + PLACEHOLDER.sub(lambda found: str(shown[found[1]]), route)


def ask(method: str, address: str, session_key: str) -> int:
    return int(sent(method, address, session_key).status_code)


def sent(method: str, address: str, session_key: str) -> Any:
    """One request, undone afterwards. A GET that writes fails at once, naming the statement."""
    BROWSER.cookies.clear()
    if session_key:
        BROWSER.cookies["sessionid"] = session_key
    number = next(REQUESTS)
    caller = f"10.0.{number // 250 % 250}.{number % 250}"  # so that nobody asks too often
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        if method == "GET":
            stack.enter_context(connection.execute_wrapper(refuse_writes))
        answer = BROWSER.generic(method, address, REMOTE_ADDR=caller)
        transaction.set_rollback(True)
    return answer


def refuse_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    assert not WRITES.match(str(sql)), f"a GET wrote: {str(sql)[:200]}"
    return execute(sql, params, many, context)
