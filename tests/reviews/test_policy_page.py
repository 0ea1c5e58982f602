"""The policy, to read: what a score means, who has to agree, and every number behind it."""

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions import publish_policy
from reviews.engine.facts import Policy
from reviews.engine.scales import DEFAULT_POLICY
from reviews.models import PolicyVersion
from tests.make import Cast, make_user
from tests.reviews.browser import browser_of, text_of


def cells_of(page: str, word: str) -> str:
    """The table row of a band."""
    return page.split(f"</svg>{word}")[1].split("</tr>")[0]


def test_each_band_says_its_range_its_shape_and_who_approves(cast: Cast) -> None:
    page = text_of(browser_of(cast.maya).get("/policy/"))
    rows = {
        "Low": ("0.0 to 19.9", "circle", "Nobody has to approve."),
        "Moderate": ("20.0 to 44.9", "diamond", "The rep’s manager approves."),
        "High": ("45.0 to 69.9", "triangle", "A VP approves."),
        "Severe": ("70.0 to 89.9", "square", "2 different executives approve."),
        "Blocked": ("90.0 to 100", "octagon", "Nobody can approve this."),
    }
    for word, expected in rows.items():
        row = cells_of(page, word)
        assert all(text in row for text in expected), word


def test_levels_anchors_rates_rules_and_exchange_rates_are_told(cast: Cast) -> None:
    page = text_of(browser_of(cast.members["SUP"]).get("/policy/"))
    for text in (
        "430,783",
        "Needs an integration that nobody has built yet.",
        "Weight × 1 · €120 an hour · uplift × 1",
        "85 % of a function’s month may be planned",
        "below 80 % sure, each 6 % make a term 0.1 of a level harder",
        "The work may cost 15 % of the value or more (P80)",
        "A function would be above 120 % of its capacity in a month",
        "level 5.0, 80 h once and 8 h a month",
        "0.920 EUR",
        "scores 90.0 by itself",
    ):
        assert text in page, text
    assert page.index(">Support<") < page.index(">Finance<")


def test_every_role_may_read_it_and_nobody_changes_it_here(cast: Cast) -> None:
    for person in (cast.maya, cast.members["DEL"], cast.ruth, cast.desk, cast.auditor):
        assert browser_of(person).get("/policy/").status_code == 200, person
    assert browser_of(cast.desk).post("/policy/").status_code == 405
    assert browser_of(make_user("Nora Norole")).get("/policy/").status_code == 403


def test_an_earlier_version_stays_readable_and_says_that_it_is_over(cast: Cast) -> None:
    cast.functions["DEL"].cost_rate = 13_500
    cast.functions["DEL"].save()
    publish_policy(by=cast.desk, note="Delivery <costs> more.")
    browser = browser_of(cast.maya)
    current, earlier = text_of(browser.get("/policy/")), text_of(browser.get("/policy/?version=1"))
    assert "Policy 2" in current and "€135 an hour" in current
    assert "Delivery &lt;costs&gt; more." in current
    assert "A later version is in force." not in current
    assert "€120 an hour" in earlier and "A later version is in force." in earlier
    for unknown in ("7", "two", "-1", "9" * 30):
        assert browser.get("/policy/", {"version": unknown}).status_code == 404, unknown


def test_the_download_is_the_policy_that_the_command_reads(cast: Cast) -> None:
    page = browser_of(cast.auditor).get("/policy/?version=1&format=json")
    assert page.headers["Content-Disposition"] == 'attachment; filename="policy-1.json"'
    assert Policy.from_document(json.loads(page.content)).digest == DEFAULT_POLICY.digest


def test_without_a_policy_the_page_says_what_to_do(db: None) -> None:
    page = browser_of(make_user("Dora Desk", "deal_desk")).get("/policy/")
    assert page.status_code == 409
    assert "Ask the deal desk to publish one." in text_of(page)


def test_many_versions_cost_no_more_queries_and_are_paged(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/policy/").status_code == 200
        return len(captured)

    browser = browser_of(cast.maya)
    browser.get("/policy/")
    few = queries()
    for number in range(21):
        publish_policy(by=cast.desk, note=f"Edition {number}")
    assert queries() == few
    assert PolicyVersion.objects.count() == 22
    page = browser.get("/policy/?page=2")
    assert [version.number for version in page.context["versions"]] == [2, 1]
    assert page.context["newer"] == "/policy/?page=1"
