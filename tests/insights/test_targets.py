"""What the strategy asks of bookings: set by few, kept as history, read by those who read the dashboard."""

import pytest
from django.test import Client

from accounts.models import User
from activity.models import Event
from contracts.actions.targets import set_revenue_target
from contracts.models import RevenueTarget
from contracts.queries.targets import targets_in_force
from dealdesk.kit.refusals import Forbidden, Refused
from tests.make import Cast, make_deal

PAGE = "/insights/targets/"


@pytest.fixture(autouse=True)
def deals(cast: Cast) -> None:
    """Targets for new products name product lines that deals have."""
    make_deal(cast.maya, product_lines=["Relay", "Vault"])


def reading(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_latest_is_in_force_and_the_earlier_stays(cast: Cast) -> None:
    for share in (40, 55):
        set_revenue_target("standard_terms", share, by=cast.anders)
    assert targets_in_force()["standard_terms"].share == 55
    assert RevenueTarget.objects.count() == 2
    events = Event.objects.filter(chain="strategy", verb="target.set").order_by("position")
    assert [event.facts["share"] for event in events] == [40, 55]


def test_new_products_name_their_lines_once_and_in_order(cast: Cast) -> None:
    target = set_revenue_target("new_products", 30, lines=["Vault", " Relay", "Vault"], by=cast.desk)
    assert target.lines == ["Relay", "Vault"]


@pytest.mark.parametrize(
    ("measure", "share", "lines", "sentence"),
    [
        ("new_products", 30, [], "Name at least one product line"),
        ("long_contracts", 30, ["Relay"], "Only the target for new products"),
        ("standard_terms", 101, [], "from 0 to 100"),
        ("standard_terms", -1, [], "from 0 to 100"),
        ("happiness", 30, [], "Choose what"),
        ("new_products", 30, ["x" * 61], "up to 60 characters"),
    ],
)
def test_what_makes_no_sense_is_refused(
    cast: Cast, measure: str, share: int, lines: list[str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        set_revenue_target(measure, share, lines=lines, by=cast.anders)
    assert not RevenueTarget.objects.exists() and not Event.objects.filter(verb="target.set").exists()


def test_what_stands_already_is_not_set_again(cast: Cast) -> None:
    set_revenue_target("standard_terms", 40, by=cast.anders)
    with pytest.raises(Refused, match="stands at 40 % already"):
        set_revenue_target("standard_terms", 40, by=cast.eva)
    assert Event.objects.filter(verb="target.set").count() == 1


def test_a_vice_president_reads_but_does_not_set(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        set_revenue_target("standard_terms", 40, by=cast.ruth)
    client = reading(cast.ruth)
    assert b"Set a target" not in client.get(PAGE).content
    assert client.post(PAGE, {"measure": "standard_terms", "share": "40"}).status_code == 403


def test_an_executive_sets_one_on_the_page(cast: Cast) -> None:
    client = reading(cast.anders)
    answer = client.post(
        PAGE, {"measure": "new_products", "share": "35", "lines": "Relay, Vault, Relay"}, follow=True
    )
    shown = answer.content.decode()
    assert "The target is set: New products: 35 %" in shown
    assert "New are: Relay, Vault." in shown and "Anders Holm" in shown


def test_change_begins_with_what_is_in_force(cast: Cast) -> None:
    set_revenue_target("new_products", 30, lines=["Relay"], by=cast.anders)
    form = reading(cast.anders).get(f"{PAGE}?measure=new_products").context["form"]
    assert form.initial == {"measure": "new_products", "share": 30, "lines": "Relay"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"measure": "new_products", "share": "35", "lines": ""}, "Name at least one product line"),
        ({"measure": "standard_terms", "share": "many", "lines": ""}, "Write a whole number"),
        ({"measure": "standard_terms", "share": "140", "lines": "", "x": "y"}, "less than or equal to 100"),
        ({"share": "35", "lines": "Relay"}, "This field is required"),
    ],
)
def test_a_mistake_keeps_what_was_typed(cast: Cast, typed: dict[str, str], sentence: str) -> None:
    answer = reading(cast.anders).post(PAGE, typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and sentence in shown
    assert f'value="{typed["share"]}"' in shown
    assert not RevenueTarget.objects.exists()


def test_the_audit_list_tells_of_it(cast: Cast) -> None:
    set_revenue_target("standard_terms", 40, by=cast.anders)
    shown = reading(cast.auditor).get("/audit/?kind=targets").content.decode()
    assert "Anders Holm set the revenue target “Standard terms” to 40 %" in " ".join(shown.split())


def test_lines_are_escaped(cast: Cast) -> None:
    make_deal(cast.maya, product_lines=["<i>Relay</i>"])
    set_revenue_target("new_products", 30, lines=["<i>Relay</i>"], by=cast.anders)
    shown = reading(cast.anders).get(PAGE).content.decode()
    assert "<i>Relay</i>" not in shown and "&lt;i&gt;Relay" in shown
