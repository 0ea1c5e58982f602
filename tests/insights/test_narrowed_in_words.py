"""A narrowed page says in words what it is narrowed to, for the bar that narrows it is not on paper."""

import pytest
from django.test import Client

from insights.actions.folding import fold
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.reviews.browser import text_of

PAGES = (
    "",
    "functions/",
    "functions/FIN/",
    "types/",
    "types/payment-terms/",
    "reps/",
    "culture/",
    "unheard/",
)
PAGES += ("hugging/", "deals/?of=signed", "deals/?of=load")
NARROWED = "line=Relay&region=DE&kind=new_business"
SENTENCE = "Only deals of the line Relay, of customers in DE, of the kind new business."


@pytest.fixture(autouse=True)
def signed(cast: Cast) -> None:
    fold(make_signed(cast, product_lines=["Relay"]).deal_id)


def read(client: Client, cast: Cast, page: str, query: str) -> str:
    client.force_login(cast.anders)
    answer = client.get(f"/insights/{page}{'&' if '?' in page else '?'}{query}")
    assert answer.status_code == 200
    return text_of(answer)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_can_be_narrowed_says_to_what(client: Client, cast: Cast, page: str) -> None:
    assert SENTENCE in read(client, cast, page, NARROWED)
    assert "Only deals of" not in read(client, cast, page, "")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("line=Relay", "Only deals of the line Relay."),
        ("region=DE", "Only deals of customers in DE."),
        ("kind=renewal", "Only deals of the kind renewal."),
        ("region=DE&kind=new_business", "Only deals of customers in DE, of the kind new business."),
        ("line=Nonsense&region=DE", "Only deals of customers in DE."),
    ],
)
def test_it_names_only_what_narrows(client: Client, cast: Cast, query: str, sentence: str) -> None:
    assert sentence in read(client, cast, "types/", query)


def test_a_name_of_a_line_is_escaped(client: Client, cast: Cast) -> None:
    fold(make_signed(cast, product_lines=["<b>Relay</b>"]).deal_id)
    client.force_login(cast.anders)
    shown = client.get("/insights/types/", {"line": "<b>Relay</b>"}).content.decode()
    assert "of the line &lt;b&gt;Relay&lt;/b&gt;." in shown and "<b>Relay</b>" not in shown
