"""The components say what they are given, to everybody, and believe nothing that a customer wrote."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone

ROOT = Path(settings.ROOT)
HOSTILE = '<script>alert("1")</script> & <ins>99.9 %</ins>'
CHECKS = [
    {"state": "passed", "title": "11 standard terms"},
    {"state": "failed", "title": "No blocker stands", "reason": "Support blocks it.", "url": "/offer"},
    {"state": "pending", "title": "Security reviews residency"},
]


def rendered(source: str, **facts: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(facts))


def component(name: str, **facts: Any) -> str:
    return render_to_string(f"components/{name}.html", facts)


def words(html: str) -> str:
    """The text of a fragment as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class ReviewForm(forms.Form):
    level = forms.ChoiceField(
        label="How hard is this?",
        choices=[("1", "Routine"), ("5", "Not deliverable")],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(label="Your reasons", help_text="Read by the rep.", widget=forms.Textarea)
    is_sure = forms.BooleanField(label="I am sure", required=False)


def test_band_is_told_by_shape_and_word_and_not_by_colour_alone() -> None:
    html = component("badge_band", code="BLOCKED", tenths=1000)
    assert words(html) == "Blocked 100.0"
    assert 'data-band="blocked"' in html
    assert "icons.svg#i-blocked" in html


def test_meter_draws_what_is_sure_and_what_is_open() -> None:
    html = component("meter", code="VP", tenths=556, low=512, high=640)
    assert words(html) == "High 55.6 between 51.2–64.0"
    assert '<rect class="meter__range" width="640"' in html
    assert '<rect class="meter__fill" width="512"' in html
    assert 'd="M556 -2v12"' in html


def test_exact_score_has_neither_range_nor_tick() -> None:
    html = component("meter", code="AUTO", tenths=0)
    assert words(html) == "Low 0.0"
    assert "meter__range" not in html
    assert "meter__point" not in html


def test_large_meter_names_all_bands_with_their_limits() -> None:
    html = component("meter_large", code="MGR", tenths=300)
    assert words(html) == "Low 0–19.9 Moderate 20–44.9 High 45–69.9 Severe 70–89.9 Blocked 90–100"
    assert html.count("aria-current") == 1


def test_closed_gate_shows_failures_first_and_ties_the_reason_to_the_button() -> None:
    gate = {
        "state": "failed",
        "heading": "The gate is closed",
        "lead": "",
        "checks": CHECKS,
        "why": "One blocker.",
    }
    html = component("gate", gate=gate, action_url="/clear")
    assert html.index("No blocker stands") < html.index("Security reviews") < html.index("11 standard terms")
    assert 'aria-disabled="true"' in html
    assert 'aria-describedby="gate-why"' in html
    assert '<p class="gate__why" id="gate-why">One blocker.</p>' in html
    assert "<form" not in html


def test_open_gate_posts() -> None:
    gate = {"state": "passed", "heading": "The gate is open", "lead": "", "checks": CHECKS[:1], "why": ""}
    html = component("gate", gate=gate, action_url="/clear")
    assert '<form method="post" action="/clear">' in html
    assert "aria-disabled" not in html


def test_open_gate_refuses_whoever_may_not_clear() -> None:
    gate = {"state": "passed", "heading": "Open", "lead": "", "checks": CHECKS[:1], "why": "Maya clears it."}
    html = component("gate", gate=gate, action_url="/clear", may_act=False)
    assert "<form" not in html
    assert 'aria-disabled="true"' in html


def test_every_state_of_a_check_is_said_aloud() -> None:
    said = [re.findall(r'aria-label="(\w+)"', component("check", check=check)) for check in CHECKS]
    assert said == [["Passed"], ["Failed"], ["Pending"]]


def test_changed_words_of_a_customer_stay_text() -> None:
    html = rendered("{% word_diff old new %}", old="Credits of 10 %.", new=HOSTILE)
    assert "<script" not in html
    assert "<ins>99" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "component_name", ["diff_row", "counter", "term_sides", "review", "timeline", "check"]
)
def test_no_component_believes_what_a_customer_wrote(component_name: str) -> None:
    facts = dict.fromkeys(
        ("name", "tag", "effect", "old", "new", "function", "person", "reason", "title"), HOSTILE
    )
    facts |= dict.fromkeys(
        ("function_code", "level_word", "effort", "confidence", "verdict", "note"), HOSTILE
    )
    event = {"icon": "send", "actor": HOSTILE, "text": HOSTILE, "quote": HOSTILE, "at": timezone.now()}
    html = component(
        component_name,
        change=facts,
        counter=facts,
        review={**facts, "level": 3},
        check={**facts, "state": "failed"},
        theirs=HOSTILE,
        ours=HOSTILE,
        days=[{"label": HOSTILE, "events": [event]}],
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_field_ties_hint_and_error_to_its_control() -> None:
    form = ReviewForm({"level": "1", "reasons": ""})
    html = component("field", field=form["reasons"])
    assert 'aria-describedby="id_reasons_helptext id_reasons_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_reasons_helptext">Read by the rep.' in html
    assert 'id="id_reasons_error"' in html
    assert 'class="input"' in html


def test_box_to_tick_has_its_label_behind_it() -> None:
    html = component("field", field=ReviewForm()["is_sure"])
    assert html.index('type="checkbox"') < html.index("I am sure")


def test_error_summary_leads_to_each_field_and_is_silent_when_all_is_well() -> None:
    html = component("error_summary", form=ReviewForm({"level": "1"}))
    assert '<a href="#id_reasons">Your reasons: This field is required.</a>' in words_kept(html)
    assert "<h2>One thing to put right</h2>" in words_kept(html)
    assert component("error_summary", form=ReviewForm({"level": "1", "reasons": "Known work."})).strip() == ""


def words_kept(html: str) -> str:
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", html))


def test_scale_offers_native_radios_with_their_anchors() -> None:
    html = component(
        "scale", field=ReviewForm({"level": "5"})["level"], anchors={1: "Done often.", 5: "No known way."}
    )
    assert html.count('type="radio"') == 2
    assert re.search(r'value="5"[^>]* checked', html)
    assert words(html) == "How hard is this? 1 Routine Done often. 5 Not deliverable No known way."
    assert "data-scale" in html


def test_times_are_shown_in_the_readers_zone() -> None:
    moment = dt.datetime(2020, 7, 1, 22, 30, tzinfo=dt.UTC)
    with timezone.override("Asia/Tokyo"):
        html = rendered("{% full_time at %}", at=moment)
    assert "Thursday 2 July 2020 at 07:30 JST" in html
    assert 'datetime="2020-07-02T07:30+09:00"' in html


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-([a-z-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    sources = [*(ROOT / "templates").rglob("*.html"), ROOT / "dealdesk" / "navigation.py"]
    named = {name for path in sources for name in re.findall(r'icon[ =]"([a-z-]+)"', path.read_text())}
    assert named, "the search itself must find icons"
    assert named <= drawn


def test_no_page_carries_inline_style_or_script() -> None:
    pages = [path for path in (ROOT / "templates").rglob("*.html") if path.parent.name != "emails"]
    forbidden = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|hx-on")
    assert [path.name for path in pages if forbidden.search(path.read_text())] == []
