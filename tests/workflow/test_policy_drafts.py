"""A policy that is being written: started, saved, discarded, proposed. Nothing of it is in force."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from accounts.permissions import PERMISSIONS
from activity.models import Event
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import (
    discard_policy_draft,
    propose_policy_draft,
    publish_policy_draft,
    save_policy_draft,
    start_policy_draft,
)
from reviews.actions.policy_drafts import SavedMeanwhile
from reviews.actions.policy_rules import move_rule, put_entry, remove_entry
from reviews.models import PolicyDraft, PolicyVersion
from reviews.notices import notices_of
from reviews.rulings import rulebook_of
from tests.make import Cast, make_user
from tests.make_policies import bands_and, make_draft, rule


def names_of(draft: PolicyDraft) -> list[str]:
    draft.refresh_from_db()
    return [entry["name"] for entry in draft.rules["rules"]]


def test_a_draft_starts_from_a_version_with_its_rules_and_rates(cast: Cast) -> None:
    version = PolicyVersion.objects.get()
    draft = start_policy_draft(by=cast.desk, based_on=version)
    assert draft.rules == rulebook_of(version).as_document()
    assert draft.exchange_rates == {"EUR": 1000, "USD": 920, "GBP": 1170}
    assert (draft.based_on, draft.revision, draft.created_by) == (version, 1, cast.desk)


def test_a_draft_starts_from_a_document_even_a_faulty_one(cast: Cast) -> None:
    draft = start_policy_draft(by=cast.desk, rules={"name": "From a file", "rules": "all of them"})
    assert draft.name == "From a file"
    assert draft.rules["rules"] == "all of them"
    assert draft.exchange_rates["USD"] == 920


@pytest.mark.parametrize(
    "document",
    [
        ["a", "list"],
        {"rules": [{"name": "nul \x00"}]},
        {"name": "\ud800"},
        {"rules": [{"above": float("nan")}]},
        {"rules": [{"day": dt.date(2026, 1, 1)}]},
        {"note": "x" * 500_000},
        {"rules": [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]},
    ],
    ids=["list", "nul", "surrogate", "nan", "date", "long", "deep"],
)
def test_what_the_table_cannot_hold_is_refused_with_what_to_do(cast: Cast, document: Any) -> None:
    with pytest.raises(Refused):
        start_policy_draft(by=cast.desk, rules=document)
    draft = make_draft(cast.desk)
    with pytest.raises(Refused):
        save_policy_draft(draft, revision=1, by=cast.desk, rules=document)


def test_aliases_that_multiply_are_refused_before_they_are_counted_out(cast: Cast) -> None:
    bomb: Any = ["x"] * 50
    for _ in range(10):
        bomb = [bomb] * 50
    with pytest.raises(Refused, match="no policy has more"):
        start_policy_draft(by=cast.desk, rules={"rules": bomb})


def test_a_second_tab_does_not_overwrite_the_first(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    save_policy_draft(draft, revision=1, by=cast.desk, note="The first tab")
    with pytest.raises(SavedMeanwhile, match="Dora Desk saved this draft meanwhile") as refused:
        save_policy_draft(draft, revision=1, by=cast.desk, note="The second tab")
    assert refused.value.revision == 2
    draft.refresh_from_db()
    assert draft.note == "The first tab"


def test_rules_are_added_changed_moved_and_removed_one_by_one(cast: Cast) -> None:
    draft = start_policy_draft(by=cast.desk, rules={"name": "Two", "rules": [rule("a"), rule("b")]})
    step: dict[str, Any] = {"by": cast.desk}
    put_entry(draft, "rules", rule("c"), row=None, was="", revision=1, **step)
    put_entry(draft, "rules", rule("b2"), row=1, was="b", revision=2, **step)
    assert names_of(draft) == ["a", "b2", "c"]
    move_rule(draft, row=2, was="c", is_up=True, revision=3, **step)
    move_rule(draft, row=0, was="a", is_up=False, revision=4, **step)
    assert names_of(draft) == ["c", "a", "b2"]
    remove_entry(draft, "rules", row=1, was="a", revision=5, **step)
    assert names_of(draft) == ["c", "b2"]
    said = [event.facts["what"] for event in Event.objects.filter(verb="policy.saved").order_by("position")]
    assert said == [
        "added the rule c",
        "changed the rule b2",
        "moved the rule c up",
        "moved the rule a down",
        "removed the rule a",
    ]


def test_a_rule_is_found_by_its_name_when_its_place_has_changed(cast: Cast) -> None:
    draft = start_policy_draft(by=cast.desk, rules={"name": "Two", "rules": [rule("a"), rule("b")]})
    move_rule(draft, row=0, was="a", is_up=False, revision=1, by=cast.desk)
    put_entry(draft, "rules", rule("a2"), row=0, was="a", revision=2, by=cast.desk)
    assert names_of(draft) == ["b", "a2"]
    with pytest.raises(Refused, match="gone already"):
        remove_entry(draft, "rules", row=0, was="a", revision=3, by=cast.desk)
    with pytest.raises(Refused, match="cannot be moved further"):
        move_rule(draft, row=0, was="b", is_up=True, revision=3, by=cast.desk)


def test_rules_that_are_no_list_are_put_right_as_text_first(cast: Cast) -> None:
    draft = start_policy_draft(by=cast.desk, rules={"name": "Odd", "rules": "none"})
    with pytest.raises(Refused, match="as text first"):
        put_entry(draft, "rules", rule("a"), row=None, was="", revision=1, by=cast.desk)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Give the draft a name"),
        ({"name": "x" * 81}, "at most 80"),
        ({"note": "x" * 201}, "at most 200"),
        ({"effective_on": dt.date(2020, 1, 1)}, "today or a later day"),
        ({"exchange_rates": {"usd": 920}}, "three capital letters"),
        ({"exchange_rates": {"USD": 0}}, "above 0"),
    ],
)
def test_bad_values_are_refused(cast: Cast, fields: dict[str, Any], sentence: str) -> None:
    draft = make_draft(cast.desk)
    with pytest.raises(Refused, match=sentence):
        save_policy_draft(draft, revision=1, by=cast.desk, **fields)


def test_a_discarded_draft_stays_on_record_and_is_edited_no_more(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    discard_policy_draft(draft, by=cast.desk)
    draft.refresh_from_db()
    assert not draft.is_open
    for verb in (save_policy_draft, propose_policy_draft, publish_policy_draft):
        with pytest.raises(Refused, match="discarded"):
            verb(draft, revision=1, by=cast.desk)
    assert Event.objects.filter(chain_id="policy", verb="policy.discarded").exists()


def test_the_deal_desk_hears_of_a_proposal_and_saving_takes_it_back(cast: Cast) -> None:
    dirk = make_user("Dirk Desk", "deal_desk")
    draft = make_draft(cast.desk, name="Stricter <b>discounts</b>")
    propose_policy_draft(draft, revision=1, by=cast.desk)
    event = Event.objects.get(verb="policy.proposed")
    (told,) = notices_of(event)
    assert (told.to, told.path) == (dirk, f"/policy/drafts/{draft.pk}/")
    assert "Dora Desk proposes the policy “Stricter <b>discounts</b>”" in told.text
    with pytest.raises(Refused, match="proposed it already"):
        propose_policy_draft(draft, revision=1, by=dirk)
    saved = save_policy_draft(draft, revision=1, by=dirk, note="Better")
    assert saved.proposed_by is None
    assert notices_of(event) == []


def test_every_verb_belongs_to_the_deal_desk(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    verbs = [
        lambda by: start_policy_draft(by=by, rules=bands_and()),
        lambda by: save_policy_draft(draft, revision=1, by=by, note="x"),
        lambda by: put_entry(draft, "rules", rule("x"), row=None, was="", revision=1, by=by),
        lambda by: discard_policy_draft(draft, by=by),
        lambda by: propose_policy_draft(draft, revision=1, by=by),
        lambda by: publish_policy_draft(draft, revision=1, by=by),
    ]
    for person in (cast.maya, cast.ruth, cast.auditor, cast.leads["LEG"]):
        for verb in verbs:
            with pytest.raises(Forbidden), transaction.atomic():
                verb(person)
    assert {str(role) for role in PERMISSIONS["policy.publish"]} == {"deal_desk"}
