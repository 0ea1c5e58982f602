"""Where the policy in force has four eyes, no way of changing the rules needs one person alone."""

import pytest

from accounts.models import User
from dealdesk.kit.refusals import Forbidden
from reviews.actions import (
    propose_policy_draft,
    publish_policy,
    publish_policy_draft,
    retire_policy,
    save_policy_draft,
)
from reviews.models import PolicyVersion
from reviews.presentation.policy_editor import draft_head
from reviews.queries.policies import current_policy
from tests.make import Cast, make_user
from tests.make_policies import bands_and, make_draft

FOUR_EYES = {"settings": {"four_eyes": True}}


@pytest.fixture
def dirk(cast: Cast) -> User:
    return make_user("Dirk Desk", "deal_desk")


@pytest.fixture
def dana(cast: Cast) -> User:
    return make_user("Dana Desk", "deal_desk")


def strict_after_loose(cast: Cast, dirk: User) -> PolicyVersion:
    """Policy 2, without four eyes, is the desk's; policy 3, proposed by the desk and published by Dirk,
    has them."""
    publish_policy(by=cast.desk, rules=bands_and())
    draft = make_draft(cast.desk, **FOUR_EYES)
    propose_policy_draft(draft, revision=1, by=cast.desk)
    return publish_policy_draft(draft, revision=1, by=dirk)


def test_who_published_or_proposed_a_version_does_not_retire_it(cast: Cast, dirk: User, dana: User) -> None:
    strict = strict_after_loose(cast, dirk)
    with pytest.raises(Forbidden, match="You published policy 3, and .* a second person to retire"):
        retire_policy(strict, "One pair will do.", by=dirk)
    with pytest.raises(Forbidden, match="You proposed policy 3"):
        retire_policy(strict, "One pair will do.", by=cast.desk)
    retire_policy(strict, "It asks too much.", by=dana)
    assert current_policy().number == 2


def test_nobody_brings_back_their_own_version_by_retiring_anothers(
    cast: Cast, dirk: User, dana: User
) -> None:
    publish_policy(by=dana, rules=bands_and())
    strict = publish_policy(by=dirk, rules=bands_and(**FOUR_EYES))
    with pytest.raises(Forbidden, match="You published policy 2, which would be in force instead"):
        retire_policy(strict, "Mine was better.", by=dana)
    assert current_policy() == strict
    retire_policy(strict, "Dana's was better.", by=cast.desk)


def test_without_four_eyes_a_version_is_retired_by_who_published_it(cast: Cast) -> None:
    retire_policy(publish_policy(by=cast.desk, rules=bands_and()), "A slip.", by=cast.desk)
    assert current_policy().number == 1


def test_a_note_by_somebody_else_does_not_make_the_writer_a_second_person(
    cast: Cast, dirk: User, dana: User
) -> None:
    publish_policy(by=cast.desk, rules=bands_and(**FOUR_EYES))
    draft = make_draft(cast.desk)
    save_policy_draft(draft, revision=1, by=dirk, note="A comma")
    for writer in (cast.desk, dirk):
        with pytest.raises(Forbidden, match="You saved this draft, and .* not written in it"):
            publish_policy_draft(draft, revision=2, by=writer)
    assert not draft_head(draft, cast.desk).may_publish and draft_head(draft, dana).may_publish
    assert publish_policy_draft(draft, revision=2, by=dana).published_by == dana


def test_what_somebody_wrote_long_ago_in_the_middle_counts_too(cast: Cast, dirk: User, dana: User) -> None:
    publish_policy(by=cast.desk, rules=bands_and(**FOUR_EYES))
    make_draft(dana, name="Another one, which is Dana's")
    draft = make_draft(cast.desk)
    save_policy_draft(draft, revision=1, by=dirk, note="A comma")
    save_policy_draft(draft, revision=2, by=cast.desk, note="None")
    with pytest.raises(Forbidden, match="You saved this draft"):
        publish_policy_draft(draft, revision=3, by=dirk)
    publish_policy_draft(draft, revision=3, by=dana)
