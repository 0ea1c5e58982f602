"""First answers are hidden from other functions until their own is in: the whole rule as one table."""

import pytest

from accounts.models import Membership, Role, RoleGrant, User
from contracts.models import Draft, DraftAuthor
from reviews.actions import make_next_draft
from reviews.models import ReviewRequest, Submission
from reviews.queries.visibility import hides_reviews, visible_reviews
from tests.make import Cast, make_submission, review

LEGAL, FINANCE = "LEG on liability-cap", "FIN on liability-cap"
PAYMENT = "FIN on payment-terms"


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """Legal and Finance are asked about the cap, Finance alone about payment; Legal has answered the cap."""
    made = make_submission(cast.maya, "liability-cap", "payment-terms")
    review(cast, asked_of(made, cast, "LEG", "liability-cap"))
    return made


def asked_of(submission: Submission, cast: Cast, code: str, type_code: str) -> ReviewRequest:
    return ReviewRequest.objects.get(
        term__draft=submission.draft, function=cast.functions[code], term__type__code=type_code
    )


def seen_by(person: User, submission: Submission) -> set[str]:
    person.forget_functions()
    person.forget_roles()
    draft = Draft.objects.select_related("deal").get(pk=submission.draft_id)
    seen = visible_reviews(draft, person)
    assert hides_reviews(draft, person) == (seen.count() < visible_reviews(draft, auditor()).count())
    return {f"{given.request.function.code} on {given.request.term.type.code}" for given in seen}


def auditor() -> User:
    return User.objects.get(name="Otto Auditor")


def test_while_finance_owes_its_answer_only_finance_is_blind(cast: Cast, submission: Submission) -> None:
    sees_all = {
        "the owner": cast.maya,
        "the owner's manager": cast.mark,
        "a VP": cast.ruth,
        "an executive": cast.anders,
        "the deal desk": cast.desk,
        "the auditor": cast.auditor,
        "the function that answered": cast.members["LEG"],
        "a function that was not asked": cast.leads["SUP"],
    }
    for who, person in sees_all.items():
        assert seen_by(person, submission) == {LEGAL}, who
    for who, person in {"member": cast.members["FIN"], "lead": cast.leads["FIN"]}.items():
        assert seen_by(person, submission) == set(), who


def test_an_answer_of_any_member_opens_the_others_for_the_whole_function(
    cast: Cast, submission: Submission
) -> None:
    review(cast, asked_of(submission, cast, "FIN", "liability-cap"), by=cast.leads["FIN"])
    assert seen_by(cast.members["FIN"], submission) == {LEGAL, FINANCE}
    assert seen_by(cast.members["LEG"], submission) == {LEGAL, FINANCE}


def test_an_open_answer_to_one_term_hides_nothing_of_another(cast: Cast, submission: Submission) -> None:
    review(cast, asked_of(submission, cast, "FIN", "payment-terms"))
    assert seen_by(cast.members["LEG"], submission) == {LEGAL, PAYMENT}
    assert seen_by(cast.members["FIN"], submission) == {PAYMENT}


def test_who_belongs_to_both_functions_reads_the_answers_of_both(cast: Cast, submission: Submission) -> None:
    Membership.objects.create(function=cast.functions["LEG"], user=cast.members["FIN"])
    assert seen_by(cast.members["FIN"], submission) == {LEGAL}


def test_an_approver_who_owes_an_answer_waits_for_it(cast: Cast, submission: Submission) -> None:
    RoleGrant.objects.create(user=cast.members["FIN"], role=Role.APPROVER_VP)
    assert seen_by(cast.members["FIN"], submission) == set()


def test_who_belongs_to_a_function_without_reviewing_owes_nothing(cast: Cast, submission: Submission) -> None:
    Membership.objects.create(function=cast.functions["FIN"], user=cast.ruth)
    assert seen_by(cast.ruth, submission) == {LEGAL}


def test_who_wrote_in_the_deal_cannot_answer_and_so_sees_all(cast: Cast, submission: Submission) -> None:
    DraftAuthor.objects.create(draft=submission.draft, user=cast.members["FIN"])
    assert seen_by(cast.members["FIN"], submission) == {LEGAL}


def test_after_the_review_everything_is_shown(cast: Cast, submission: Submission) -> None:
    make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    assert seen_by(cast.members["FIN"], submission) == {LEGAL}


def test_a_replaced_answer_is_shown_to_nobody(cast: Cast, submission: Submission) -> None:
    asked = asked_of(submission, cast, "LEG", "liability-cap")
    review(cast, asked, 5)
    draft = Draft.objects.get(pk=submission.draft_id)
    assert [given.level for given in visible_reviews(draft, cast.maya)] == [5]
