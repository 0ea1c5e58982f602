from typing import Any

from django.urls import reverse

from contracts.actions import publish_playbook
from tests.contracts.browser import browser_of, source_of, words_of
from tests.make import Cast, sample_types

ALL = "/playbook/"


def test_everybody_reads_all_types_by_category(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for person in (cast.maya, cast.auditor, cast.members["SEC"]):
        browser = browser_of(person)
        with django_assert_max_num_queries(18):
            said = words_of(browser.get(ALL))
        for type_ in sample_types():
            assert type_["name"] in said
    assert "Version 1, published" in said
    assert said.index("Commercial · 5") < said.index("Security and data · 5")


def test_the_filter_looks_into_wording_and_guidance(cast: Cast) -> None:
    maya = browser_of(cast.maya)
    found = words_of(maya.get(ALL, {"q": "which regulator"}))
    assert "Uncapped heads and carve-outs" in found
    assert "Liability cap" not in found
    assert "Uptime and service credits" in words_of(maya.get(ALL, {"q": "calendar month"}))
    nothing = maya.get(ALL, {"q": "<zzz>"})
    assert "No term fits" in words_of(nothing)
    assert "&lt;zzz&gt;" in source_of(nothing)


def test_an_earlier_version_stays_readable(cast: Cast) -> None:
    publish_playbook(sample_types()[:2], by=cast.desk, note="Only two are left")
    maya = browser_of(cast.maya)
    assert "Version 2" in words_of(maya.get(ALL))
    assert "Uptime" not in words_of(maya.get(ALL))
    old = maya.get(ALL, {"version": "1"})
    assert "An earlier version." in words_of(old)
    assert reverse("contracts:term_type", args=["uptime"]) + "?version=1" in source_of(old)
    uptime = reverse("contracts:term_type", args=["uptime"])
    assert maya.get(uptime).status_code == 404
    assert "playbook version 1, an earlier one" in words_of(maya.get(uptime, {"version": "1"}))
    for unknown in ("3", "0", "x", "-1", "9" * 30):
        assert maya.get(ALL, {"version": unknown}).status_code == 404


def test_a_type_shows_its_ladder_with_who_reviews_each_rung(cast: Cast) -> None:
    said = words_of(browser_of(cast.auditor).get(reverse("contracts:term_type", args=["liability-cap"])))
    assert "Standard no review 1 × yearly fees" in said
    assert "Fallback B Legal 2 × yearly fees" in said
    assert "Which loss is the customer afraid of" in said
    assert "We do not sign without a cap" in said
    assert "A value no higher than that of a rung counts as that rung." in said
    words_alone = browser_of(cast.maya).get(reverse("contracts:term_type", args=["work-product"]))
    assert "By its words" in words_of(words_alone)
    assert browser_of(cast.maya).get(reverse("contracts:term_type", args=["free-beer"])).status_code == 404
