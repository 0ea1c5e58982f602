"""The deal desk names channels, tries them and switches them off; nobody sees their secrets again."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Role
from activity.models import Channel, ChannelPost, Event, OutboxMessage
from reviews.actions.channels import end_channel
from tests.make import Cast, make_user
from tests.make_news import make_channel
from tests.reviews.browser import browser_of, text_of

SECRET = "https://hooks.slack.example/services/T0/B0/very-secret"
TYPED = {"name": "#big-deals", "kind": "incoming_webhook", "address": SECRET, "hears": ["turn", "decided"]}


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


def test_a_channel_is_named_and_its_secret_never_shown_again(cast: Cast, desk: Client) -> None:
    answer = desk.post("/channels/new/", {**TYPED, "functions": ["FIN"]}, follow=True)
    page = text_of(answer)
    assert "#big-deals" in page and "hooks.slack.example" in page and "FIN" in page
    channel = Channel.objects.get()
    assert (channel.hears, channel.functions, channel.created_by) == (["decided", "turn"], ["FIN"], cast.desk)
    assert channel.address == SECRET
    for path in ("/channels/", f"/channels/{channel.pk}/end/"):
        assert "very-secret" not in desk.get(path).content.decode()
    assert "very-secret" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_a_slack_app_needs_token_and_room_and_the_default_address(desk: Client) -> None:
    typed = {"name": "#app", "kind": "slack_api", "hears": ["turn"]}
    refused = desk.post("/channels/new/", typed)
    assert refused.status_code == 422
    assert "Write the token." in text_of(refused) and "Write where it posts." in text_of(refused)
    assert desk.post("/channels/new/", {**typed, "token": "xoxb-1", "room": "C1"}).status_code == 302
    assert Channel.objects.get().address == "https://slack.com/api"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"address": ""}, "Write the address."),
        ({"address": "http://hooks.slack.example/x"}, "must begin with https://"),
        ({"address": "https://me:pw@hooks.slack.example/x"}, "without a name or a password"),
        ({"name": ""}, "required"),
        ({"kind": "fax"}, "Select a valid choice"),
        ({"hears": []}, "Tick at least one"),
        ({"hears": ["everything"]}, "Select a valid choice"),
        ({"functions": ["NONE"]}, "Select a valid choice"),
    ],
)
def test_bad_input_keeps_what_was_typed_but_no_secret(
    desk: Client, changes: dict[str, Any], sentence: str
) -> None:
    answer = desk.post("/channels/new/", {**TYPED, **changes})
    assert answer.status_code == 422 and sentence in text_of(answer)
    assert "very-secret" not in text_of(answer)
    assert "name" in changes or 'value="#big-deals"' in text_of(answer)
    assert not Channel.objects.exists()


def test_two_channels_of_one_name_are_refused_until_the_first_is_off(cast: Cast, desk: Client) -> None:
    channel = make_channel(cast.desk, "#Big-Deals")
    assert "Choose another name." in text_of(desk.post("/channels/new/", TYPED))
    end_channel(channel, by=cast.desk)
    assert desk.post("/channels/new/", TYPED).status_code == 302


def test_a_test_message_goes_the_way_of_all_messages(cast: Cast, desk: Client) -> None:
    channel = make_channel(cast.desk, "#big <deals>")
    assert desk.get(f"/channels/{channel.pk}/test/").status_code == 405
    page = text_of(desk.post(f"/channels/{channel.pk}/test/", follow=True))
    assert "is on its way" in page and "1 on the way" in page and "<deals>" not in page
    assert (
        ChannelPost.objects.get().text == "Dora Desk tries the channel “#big <deals>” of DealDesk. It works."
    )
    assert OutboxMessage.objects.get(task="activity.post").key == channel.pk


def test_switching_off_asks_and_is_recorded(cast: Cast, desk: Client) -> None:
    channel = make_channel(cast.desk)
    page = text_of(desk.get(f"/channels/{channel.pk}/end/"))
    assert "Switch off “#big-deals”?" in page and Channel.objects.standing().exists()
    desk.post(f"/channels/{channel.pk}/end/")
    assert not Channel.objects.standing().exists()
    assert Event.objects.get(verb="channel.ended").by == cast.desk
    assert desk.post(f"/channels/{channel.pk}/end/").status_code == 404
    assert "Nobody outside hears of deals" in text_of(desk.get("/channels/"))


def test_messages_with_trouble_are_listed(cast: Cast, desk: Client) -> None:
    channel = make_channel(cast.desk)
    desk.post(f"/channels/{channel.pk}/test/")
    ChannelPost.objects.update(problem="hooks.slack.example answered 404.")
    page = text_of(desk.get("/channels/"))
    assert "hooks.slack.example answered 404." in page and "Tried again" in page
    end_channel(channel, by=cast.desk)
    assert "Given up" in text_of(desk.get("/channels/"))


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.DEAL_DESK, Role.AUDITOR}])
def test_nobody_else_comes_here(cast: Cast, role: Role) -> None:
    assert browser_of(make_user("Somebody Else", role)).get("/channels/").status_code == 403


def test_an_auditor_looks_and_changes_nothing(cast: Cast) -> None:
    channel = make_channel(cast.desk)
    auditor = browser_of(cast.auditor)
    assert "Switch off" not in text_of(auditor.get("/channels/"))
    for path in ("/channels/new/", f"/channels/{channel.pk}/test/", f"/channels/{channel.pk}/end/"):
        assert auditor.post(path, TYPED).status_code == 403


def test_many_channels_cost_as_many_queries_as_few(
    cast: Cast, desk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_channel(cast.desk, f"#{number}")
    with django_assert_max_num_queries(12):
        assert "#11" in text_of(desk.get("/channels/"))
