"""Checks that the policy requires, each with what shows it."""

import pytest

from accounts.models import Role, RoleGrant
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import clear_draft, make_next_draft, show_evidence, submit_draft, withdraw_evidence
from reviews.models import Evidence, Submission
from tests.make import Cast, approve, review_all
from tests.make_verbs import fresh, gate_now, make_waiting, publish_rules, rule, told_of

SCOPED = "an architect has scoped it"
WORDS = "Lea has scoped it with their team."


def waiting_for(cast: Cast, **check: str) -> Submission:
    """Reviewed; the policy wants to see that an architect has scoped it."""
    asked = {"title": "An architect has scoped it", "evidence": "text", **check}
    publish_rules(cast, {**rule("scoping", {"check": asked}), "keep": {}})
    return make_waiting(cast)


def show(submission: Submission, by: object, text: str = WORDS) -> Evidence:
    return show_evidence(fresh(submission), SCOPED, text=text, by=by)


def test_the_gate_waits_until_it_is_shown(cast: Cast) -> None:
    submission = waiting_for(cast)
    approve(submission, cast.ruth)
    assert "nobody has shown it yet" in gate_now(submission).why_closed
    shown = show(submission, cast.maya)
    assert gate_now(submission).is_open
    assert told_of("evidence.shown") == {}
    assert shown.tested == submission.scores.get(is_latest=True).ruling["checks"][0]["tested"]
    clear_draft(fresh(submission), by=cast.maya)


def test_without_the_rule_nothing_has_to_be_shown(cast: Cast) -> None:
    submission = make_waiting(cast)
    with pytest.raises(Refused, match="does not ask for this"):
        show(submission, cast.maya)


def test_the_owner_hears_when_it_opens_the_gate(cast: Cast) -> None:
    submission = waiting_for(cast)
    approve(submission, cast.ruth)
    show(submission, cast.members["LEG"])
    assert set(told_of("evidence.shown")) == {"Maya Lindqvist"}


@pytest.mark.parametrize("who", ["maya", "desk", "reviewer"])
def test_owner_deal_desk_and_reviewers_show_it_where_nobody_is_named(cast: Cast, who: str) -> None:
    submission = waiting_for(cast)
    by = cast.members["LEG"] if who == "reviewer" else getattr(cast, who)
    assert show(submission, by).by == by


@pytest.mark.parametrize("who", ["tom", "ruth", "outsider", "auditor"])
def test_others_do_not(cast: Cast, who: str) -> None:
    submission = waiting_for(cast)
    with pytest.raises(Forbidden):
        show(submission, getattr(cast, who))


def test_where_the_policy_names_somebody_only_they_show_it(cast: Cast) -> None:
    submission = waiting_for(cast, by="lead:DEL")
    for person in (cast.maya, cast.desk, cast.members["LEG"], cast.leads["FIN"]):
        with pytest.raises(Forbidden):
            show(submission, person)
    assert show(submission, cast.leads["DEL"]).by == cast.leads["DEL"]


def test_an_author_does_not_show_it_for_their_own_deal_even_when_named(cast: Cast) -> None:
    RoleGrant.objects.create(user=cast.maya, role=Role.APPROVER_MANAGER)
    submission = waiting_for(cast, by="role:approver_manager")
    with pytest.raises(Forbidden, match="You wrote in this deal"):
        show(submission, cast.maya)
    assert show(submission, cast.mark).by == cast.mark


@pytest.mark.parametrize("text", ["", "   ", "done"])
def test_words_are_some_words(cast: Cast, text: str) -> None:
    with pytest.raises(Refused, match="some words"):
        show(waiting_for(cast), cast.maya, text)


@pytest.mark.parametrize(
    "text",
    ["scoped by Lea", "http://wiki.example/scope", "https://", "https:// x.example", "javascript:alert(1)"],
)
def test_a_link_is_an_https_address(cast: Cast, text: str) -> None:
    submission = waiting_for(cast, evidence="link")
    with pytest.raises(Refused, match="https://"):
        show(submission, cast.maya, text)
    assert show(submission, cast.maya, " https://wiki.example/scope ").text == "https://wiki.example/scope"


def test_it_is_shown_once_and_may_be_taken_back(cast: Cast) -> None:
    submission = waiting_for(cast)
    approve(submission, cast.ruth)
    shown = show(submission, cast.maya)
    with pytest.raises(Refused, match="shown already"):
        show(submission, cast.desk)
    withdraw_evidence(shown, by=cast.maya)
    assert not gate_now(submission).is_open
    with pytest.raises(Refused, match="taken back already"):
        withdraw_evidence(shown, by=cast.maya)
    show(submission, cast.desk, "The scope is in our wiki.")
    assert gate_now(submission).is_open


def test_strangers_do_not_take_it_back(cast: Cast) -> None:
    submission = waiting_for(cast)
    shown = show(submission, cast.maya)
    for person in (cast.tom, cast.ruth, cast.auditor):
        with pytest.raises(Forbidden):
            withdraw_evidence(shown, by=person)


def test_it_stands_for_the_next_draft_while_the_facts_are_the_same(cast: Cast) -> None:
    submission = waiting_for(cast)
    show(submission, cast.maya)
    following = submit_draft(make_next_draft(fresh(submission), by=cast.maya), by=cast.maya)
    review_all(cast, following)
    kept = Evidence.objects.get(submission=following)
    assert (kept.by, kept.text, kept.carried_from) == (cast.maya, WORDS, Evidence.objects.first())


def test_nothing_is_shown_for_a_draft_that_is_cleared(cast: Cast) -> None:
    submission = waiting_for(cast)
    approve(submission, cast.ruth)
    shown = show(submission, cast.maya)
    clear_draft(fresh(submission), by=cast.maya)
    with pytest.raises(Refused, match="nothing more can be decided"):
        withdraw_evidence(shown, by=cast.maya)
