"""What is published is sound, is in force from its date on, and never touches what runs already."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from activity.models import Event
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import (
    propose_policy_draft,
    publish_policy,
    publish_policy_draft,
    retire_policy,
    save_policy_draft,
    start_policy_draft,
)
from reviews.actions.policy_drafts import SavedMeanwhile
from reviews.gate import gate_of
from reviews.models import PolicyDraft, PolicyVersion, Submission
from reviews.policy_digest import policy_digest
from reviews.queries.policies import current_policy
from tests.make import Cast, make_submission, make_user, review_all
from tests.make_policies import bands_and, make_draft, rule

DAY = dt.timedelta(days=1)
ALWAYS_EVA = rule("eva-too", step={"approver": "person:eva.executive@fernhill.example"})
FOUR_EYES = {"settings": {"four_eyes": True}}


def publish(draft: PolicyDraft, cast: Cast) -> PolicyVersion:
    draft.refresh_from_db()
    return publish_policy_draft(draft, revision=draft.revision, by=cast.desk)


def steps_of(submission: Submission) -> set[str]:
    return {step.key for step in gate_of(Draft.objects.get(pk=submission.draft_id)).steps}


def test_a_published_draft_is_the_policy_in_force_and_says_who_and_why(cast: Cast) -> None:
    draft = make_draft(cast.desk, ALWAYS_EVA)
    save_policy_draft(draft, revision=1, by=cast.desk, note="Eva sees it all.", exchange_rates={"EUR": 1000})
    version = publish(draft, cast)
    assert current_policy() == version
    assert (version.number, version.note, version.published_by) == (2, "Eva sees it all.", cast.desk)
    assert version.document["exchange_rates"] == {"EUR": 1000}
    draft.refresh_from_db()
    assert draft.published == version and not draft.is_open
    assert Event.objects.filter(chain_id="policy", verb="policy.published", facts__number=2).exists()


def test_a_running_review_keeps_its_policy_and_the_next_submission_is_under_the_new_one(cast: Cast) -> None:
    running = make_submission(cast.maya, "payment-terms")
    review_all(cast, running, level=4)
    before, gate = steps_of(running), gate_of(Draft.objects.get(pk=running.draft_id))
    publish(make_draft(cast.desk, ALWAYS_EVA), cast)
    review_all(cast, running)
    after = gate_of(Draft.objects.get(pk=running.draft_id))
    assert steps_of(running) == before
    assert [(check.key, check.state) for check in after.checks] == [
        (check.key, check.state) for check in gate.checks
    ]
    following = make_submission(cast.maya, "payment-terms")
    review_all(cast, following, level=4)
    assert steps_of(following) == {*before, "approval/1/person:eva.executive@fernhill.example"}


def test_a_version_with_a_later_date_applies_only_from_that_midnight_on(cast: Cast) -> None:
    cast.desk.time_zone = "Europe/Berlin"
    draft = make_draft(cast.desk, ALWAYS_EVA)
    with time_machine.travel(dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC), tick=False):
        save_policy_draft(draft, revision=1, by=cast.desk, effective_on=dt.date(2026, 12, 1))
        version = publish(draft, cast)
        assert version.effective_at == dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC)
    midnight = version.effective_at
    assert version not in PolicyVersion.objects.in_force(midnight - dt.timedelta(seconds=1))
    assert current_policy(midnight) == version


def test_what_is_submitted_before_and_after_the_date_is_under_two_policies(cast: Cast) -> None:
    now = timezone.now()
    draft = make_draft(cast.desk, ALWAYS_EVA)
    save_policy_draft(draft, revision=1, by=cast.desk, effective_on=now.date() + 3 * DAY)
    version = publish(draft, cast)
    first = make_submission(cast.maya, "payment-terms")
    with time_machine.travel(now + 4 * DAY, tick=False):
        second = make_submission(cast.maya, "payment-terms")
    assert (first.policy.number, second.policy) == (1, version)


def test_a_day_that_has_passed_since_it_was_chosen_is_refused(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    save_policy_draft(draft, revision=1, by=cast.desk, effective_on=timezone.now().date() + DAY)
    with time_machine.travel(timezone.now() + 3 * DAY), pytest.raises(Refused, match="has passed"):
        publish(draft, cast)


def test_today_means_from_now_on(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    save_policy_draft(draft, revision=1, by=cast.desk, effective_on=timezone.now().date())
    version = publish(draft, cast)
    assert version.effective_at == version.published_at


def test_every_error_is_named_when_publishing_is_refused(cast: Cast) -> None:
    nobody = rule("nobody", step={"approver": "person:gone@fernhill.example"})
    empty = rule("empty", step={"approver": "group:council"})
    draft = make_draft(cast.desk, nobody, empty, groups={"council": []})
    with pytest.raises(Refused, match="to be put right before this can be published") as refused:
        publish(draft, cast)
    assert "nobody:" in str(refused.value) and "empty:" in str(refused.value)
    assert current_policy().number == 1


def test_a_document_that_is_no_rulebook_is_never_published(cast: Cast) -> None:
    draft = start_policy_draft(by=cast.desk, rules={**bands_and(), "rules": "none"})
    with pytest.raises(Refused, match="to be put right"):
        publish(draft, cast)


def test_what_was_saved_since_it_was_looked_at_is_not_published(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    save_policy_draft(draft, revision=1, by=cast.desk, note="Something else")
    with pytest.raises(SavedMeanwhile):
        publish_policy_draft(draft, revision=1, by=cast.desk)


def test_with_four_eyes_a_second_person_publishes(cast: Cast) -> None:
    publish_policy(by=cast.desk, rules=bands_and(**FOUR_EYES))
    dirk, dana = make_user("Dirk Desk", "deal_desk"), make_user("Dana Desk", "deal_desk")
    draft = make_draft(cast.desk)
    save_policy_draft(draft, revision=1, by=dirk, note="Looked at")
    propose_policy_draft(draft, revision=2, by=cast.desk)
    with pytest.raises(Forbidden, match="You proposed this draft"):
        publish_policy_draft(draft, revision=2, by=cast.desk)
    with pytest.raises(Forbidden, match="You saved this draft"):
        publish_policy_draft(draft, revision=2, by=dirk)
    version = publish_policy_draft(draft, revision=2, by=dana)
    assert (version.proposed_by, version.published_by) == (cast.desk, dana)


def test_without_four_eyes_one_person_is_enough_even_for_a_policy_that_brings_it(cast: Cast) -> None:
    make_user("Dirk Desk", "deal_desk")
    draft = make_draft(cast.desk, **FOUR_EYES)
    assert publish(draft, cast).number == 2
    with pytest.raises(Forbidden, match="second person"):
        publish(make_draft(cast.desk), cast)


def test_four_eyes_of_a_version_that_is_not_in_force_yet_asks_for_nobody(cast: Cast) -> None:
    later = timezone.now() + 5 * DAY
    publish_policy(by=cast.desk, rules=bands_and(**FOUR_EYES), effective_at=later)
    assert publish(make_draft(cast.desk), cast).number == 3


def test_retiring_goes_back_to_the_version_before(cast: Cast) -> None:
    version = publish(make_draft(cast.desk, ALWAYS_EVA), cast)
    running = make_submission(cast.maya, "payment-terms")
    retire_policy(version, "It asks too much.", by=cast.desk)
    assert current_policy().number == 1
    assert Submission.objects.get(pk=running.pk).policy == version
    assert make_submission(cast.maya, "payment-terms").policy.number == 1
    event = Event.objects.get(verb="policy.retired")
    assert (event.facts["number"], event.facts["reason"]) == (2, "It asks too much.")


def test_a_version_is_retired_once_with_a_reason_and_never_the_last(cast: Cast) -> None:
    first = PolicyVersion.objects.get()
    with pytest.raises(Refused, match="No policy would be in force"):
        retire_policy(first, "Tired of it", by=cast.desk)
    publish_policy(by=cast.desk, rules=bands_and(), effective_at=timezone.now() + DAY)
    with pytest.raises(Refused, match="No policy would be in force"):
        retire_policy(first, "The next one is not in force yet", by=cast.desk)
    second = publish(make_draft(cast.desk), cast)
    with pytest.raises(Refused, match="Write why"):
        retire_policy(second, "  ", by=cast.desk)
    with pytest.raises(Refused, match="at most 300"):
        retire_policy(second, "x" * 301, by=cast.desk)
    with pytest.raises(Forbidden):
        retire_policy(second, "Not mine", by=cast.ruth)
    retire_policy(second, "Once", by=cast.desk)
    with pytest.raises(Refused, match="retired already"):
        retire_policy(second, "Twice", by=cast.desk)


def test_a_fraction_in_a_rule_has_one_digest(cast: Cast) -> None:
    fine = rule("fine", {"fact": "discount", "above": 12.5})
    version = publish(make_draft(cast.desk, fine), cast)
    stored = PolicyVersion.objects.get(pk=version.pk)
    assert policy_digest(stored.document) == version.digest
