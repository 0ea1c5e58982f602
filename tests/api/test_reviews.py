"""The queue and answers by API."""

from typing import Any

from activity.models import Event
from contracts.models import DraftAuthor
from reviews.actions import make_next_draft
from reviews.models import Review, ReviewRequest, Submission
from tests.api.machine import Machine, Said, assert_problem, queries_for
from tests.make import Cast, make_submission

SOUND: Said = {"level": 3, "confidence": 80, "verdict": "deliverable"}
COUNTER = {**SOUND, "verdict": "counter_proposal"}


def asked_of(submission: Submission, code: str = "FIN") -> ReviewRequest:
    return ReviewRequest.objects.get(term__draft=submission.draft, function__code=code)


def address_of(submission: Submission, code: str = "FIN") -> str:
    return f"/reviews/{asked_of(submission, code).pk}/answers/"


def test_the_queue_shows_what_waits_for_ones_functions(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "delivery-date")
    [row] = Machine(cast.members["FIN"]).get("/reviews/").json()["results"]
    assert row["id"] == asked_of(submission).pk
    assert (row["deal"], row["draft"]) == (submission.draft.deal.number, 1)
    assert row["term"]["type"] == "payment-terms" and row["function"]["name"] == "Finance"
    assert row["due_at"].endswith("Z")


def test_the_queue_is_for_reviewers(cast: Cast) -> None:
    assert_problem(Machine(cast.maya).get("/reviews/"), 403, "Function member")
    assert Machine(cast.outsider).get("/reviews/").json()["results"] == []
    assert_problem(Machine(cast.outsider).get("/reviews/", function="FIN"), 400, "no such field")


def test_pages_of_the_queue_neither_skip_nor_repeat(cast: Cast) -> None:
    for _ in range(5):
        make_submission(cast.maya, "payment-terms")
    machine, seen = Machine(cast.members["FIN"]), []
    page = machine.get("/reviews/", limit=2).json()
    while True:
        seen += [row["id"] for row in page["results"]]
        if page["next"] is None:
            break
        headers = {"Authorization": f"Bearer {machine.text}"}
        page = machine.client.get(page["next"], headers=headers).json()
    in_order = ReviewRequest.objects.order_by("due_at", "id").values_list("pk", flat=True)
    assert seen == list(in_order) and len(seen) == 5


def test_twenty_reviews_cost_as_many_queries_as_three(cast: Cast) -> None:
    for _ in range(3):
        make_submission(cast.maya, "payment-terms")
    machine = Machine(cast.members["FIN"])
    machine.get("/reviews/")
    few = queries_for(machine, "/reviews/", limit=50)
    for _ in range(17):
        make_submission(cast.maya, "payment-terms")
    assert queries_for(machine, "/reviews/", limit=50) == few


def test_an_answer_is_recorded_in_the_name_of_the_reviewer(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    said = {
        **SOUND,
        "verdict": "conditions",
        "condition": "Invoices go out monthly.",
        "residual_level": 2,
        "once": {"low": 60, "likely": 120, "high": 240},
        "feels_right": False,
    }
    answer = Machine(cast.members["FIN"]).post(address_of(submission), said)
    assert answer.status_code == 201, answer.content
    recorded = Review.objects.get()
    assert (recorded.reviewer, recorded.once, recorded.monthly) == (
        cast.members["FIN"],
        (60, 120, 240),
        (0, 0, 0),
    )
    assert (recorded.residual_level, recorded.feels_right) == (2, False)
    assert answer.json()["function"] == "FIN"
    assert Event.objects.filter(verb="review.recorded", by=cast.members["FIN"]).count() == 1


def test_a_counter_proposal_goes_with_its_value(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    said = {**COUNTER, "counter_wording": "Net 45 days.", "counter_value": "45"}
    assert Machine(cast.members["FIN"]).post(address_of(submission), said).status_code == 201
    counter = Review.objects.get().counter
    assert (counter.wording, counter.value) == ("Net 45 days.", 45)


def test_a_repeat_under_one_key_records_one_answer(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    machine = Machine(cast.members["FIN"])
    answers = [machine.post(address_of(submission), SOUND, key="a-1") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert Review.objects.count() == Event.objects.filter(verb="review.recorded").count() == 1


BAD: list[tuple[Said, list[str]]] = [
    ({}, ["confidence", "level", "verdict"]),
    ({**SOUND, "level": 0}, ["level"]),
    ({**SOUND, "level": 6}, ["level"]),
    ({**SOUND, "level": 2.5}, ["level"]),
    ({**SOUND, "confidence": 19}, ["confidence"]),
    ({**SOUND, "confidence": 101}, ["confidence"]),
    ({**SOUND, "verdict": "maybe"}, ["verdict"]),
    ({**SOUND, "once": {"low": 3, "likely": 2, "high": 1}}, ["once"]),
    ({**SOUND, "once": {"low": 1, "likely": 2}}, ["once"]),
    ({**SOUND, "monthly": {"low": -1, "likely": 2, "high": 3}}, ["monthly"]),
    ({**SOUND, "monthly": [1, 2, 3]}, ["monthly"]),
    ({**SOUND, "once": {"low": 1, "likely": 2, "high": 10**9}}, ["once"]),
    ({**SOUND, "verdict": "conditions"}, ["condition"]),
    ({**SOUND, "verdict": "conditions", "condition": "If so.", "residual_level": 4}, ["residual_level"]),
    ({**SOUND, "residual_level": 2}, ["residual_level"]),
    ({**SOUND, "condition": "If so."}, ["condition"]),
    ({**SOUND, "counter_wording": "Net 45 days."}, ["counter_wording"]),
    ({**SOUND, "verdict": "blocker"}, ["reasons"]),
    (COUNTER, ["counter_wording"]),
    ({**COUNTER, "counter_wording": "Net 45 days.", "counter_value": "4.5"}, ["counter_value"]),
    ({**COUNTER, "counter_wording": "Net 45 days.", "counter_value": "99999999"}, ["counter_value"]),
    ({**SOUND, "reasons": "x" * 4001}, ["reasons"]),
    ({**SOUND, "reviewer": 1}, ["reviewer"]),
]


def test_an_unsound_answer_is_refused_by_field(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    machine = Machine(cast.members["FIN"])
    for said, fields in BAD:
        problem = assert_problem(machine.post(address_of(submission), said), 400)
        assert sorted(problem["errors"]) == fields, said
    assert not Review.objects.exists()


def test_the_customers_own_words_are_no_counter_proposal(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    words = asked_of(submission).term.wording.upper()
    answer = Machine(cast.members["FIN"]).post(address_of(submission), {**COUNTER, "counter_wording": words})
    assert_problem(answer, 400, "This is what the customer asks")


def test_only_the_asked_function_answers(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "liability-cap")
    address = f"/reviews/{ReviewRequest.objects.filter(function__code='FIN')[0].pk}/answers/"
    refusals: list[tuple[Any, int, str]] = [
        (cast.members["LEG"], 403, "belongs to Finance"),
        (cast.maya, 403, "Function member"),
        (cast.auditor, 403, "Function member"),
        (cast.outsider, 404, ""),
        (cast.tom, 404, ""),
    ]
    for person, status, words in refusals:
        assert_problem(Machine(person).post(address, SOUND), status, words)
    assert_problem(Machine(cast.members["FIN"]).post("/reviews/99999999/answers/", SOUND), 404)
    assert submission.draft.deal.number and not Review.objects.exists()


def test_nobody_reviews_their_own_ask_through_a_token(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    DraftAuthor.objects.create(draft=submission.draft, user=cast.members["FIN"])
    machine = Machine(cast.members["FIN"])
    assert_problem(machine.post(address_of(submission), SOUND), 403, "You wrote in this deal")
    assert machine.get("/reviews/").json()["results"] == []
    assert not Review.objects.exists()


def test_a_draft_that_has_moved_on_takes_no_answer(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    address = address_of(submission)
    make_next_draft(submission.draft, by=cast.maya)
    problem = assert_problem(Machine(cast.members["FIN"]).post(address, SOUND), 409, "Draft 1 is")
    assert "Reload the page" in problem["detail"]
