"""The inbox: what a person was told, and what they have read of it."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from activity.models import Notification
from activity.record import record
from tests.make import Cast


def tell(person: User, text: str = "D-1 is cleared", path: str = "/functions/") -> Notification:
    with transaction.atomic():
        event = record("draft.cleared", chain="test:1", by=None, keys={"submission": 1})
    return Notification.objects.create(event=event, to=person, text=text, path=path, at=timezone.now())


@pytest.fixture
def maya(client: Client, cast: Cast) -> Client:
    client.force_login(cast.maya)
    return client


def test_unread_come_first_then_the_newest(maya: Client, cast: Cast) -> None:
    old, read, new = (tell(cast.maya, text) for text in ("an old one", "one read", "a new one"))
    maya.post(f"/inbox/{read.pk}/read/")
    page = maya.get("/inbox/").content.decode()
    places = [page.index(text) for text in ("a new one", "an old one", "one read")]
    assert places == sorted(places)
    assert "2 unread" in page and old.pk < new.pk


def test_looking_and_following_the_link_change_nothing(maya: Client, cast: Cast) -> None:
    told = tell(cast.maya)
    page = maya.get("/inbox/").content.decode()
    assert 'href="/functions/"' in page
    maya.get("/functions/")
    told.refresh_from_db()
    assert told.read_at is None


def test_open_marks_as_read_and_goes_there(maya: Client, cast: Cast) -> None:
    told = tell(cast.maya)
    assert maya.post(f"/inbox/{told.pk}/read/", {"open": "1"})["Location"] == "/functions/"
    told.refresh_from_db()
    first = told.read_at
    assert first is not None
    assert maya.post(f"/inbox/{told.pk}/read/")["Location"] == "/inbox/"
    told.refresh_from_db()
    assert told.read_at == first


def test_mark_all_spares_what_came_after_the_page_was_shown(maya: Client, cast: Cast) -> None:
    seen = [tell(cast.maya), tell(cast.maya)]
    late = tell(cast.maya)
    maya.post("/inbox/read-all/", {"newest": seen[1].pk})
    unread = Notification.objects.filter(to=cast.maya, read_at=None)
    assert list(unread) == [late]


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40])
def test_mark_all_with_nonsense_marks_nothing(maya: Client, cast: Cast, newest: str) -> None:
    tell(cast.maya)
    assert maya.post("/inbox/read-all/", {"newest": newest}).status_code == 302
    assert Notification.objects.filter(read_at=None).count() == 1


def test_others_lines_are_neither_shown_nor_marked(maya: Client, cast: Cast) -> None:
    toms = tell(cast.tom, "only for Tom")
    assert "only for Tom" not in maya.get("/inbox/").content.decode()
    assert maya.post(f"/inbox/{toms.pk}/read/").status_code == 404
    maya.post("/inbox/read-all/", {"newest": toms.pk})
    toms.refresh_from_db()
    assert toms.read_at is None


def test_hostile_text_is_escaped(maya: Client, cast: Cast) -> None:
    tell(cast.maya, "<script>x</script>")
    assert "<script>x" not in maya.get("/inbox/").content.decode()


def test_an_empty_inbox_says_so(maya: Client) -> None:
    assert "Nobody needs you" in maya.get("/inbox/").content.decode()


def test_many_lines_are_paged_at_the_same_cost(
    maya: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        tell(cast.maya, f"line {number:02d}")
    with django_assert_max_num_queries(12):
        page = maya.get("/inbox/").content.decode()
    assert "line 29" in page and "line 04" not in page
    assert "line 04" in maya.get("/inbox/?page=2").content.decode()
