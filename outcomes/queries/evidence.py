"""What the tables hold for a calibration, in a number of queries that does not grow with the deals."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict

from django.db.models import QuerySet

from outcomes.calibration.evidence import Answer, Evidence, Judged, SignedDeal
from outcomes.models import Calibration, Realised, RealisedCell
from outcomes.queries.calibrations import known_outcomes
from reviews.engine.learned import Learned
from reviews.engine.policy_version import Policy
from reviews.engine.reading import TermFacts
from reviews.facts import answered_cell, engine_policy, learned_in
from reviews.models import PolicyVersion, Review


def gather_evidence(policy: PolicyVersion) -> Evidence:
    """All outcomes so far, and every standing review, beside what the policy in force has learned already."""
    engine, learned = engine_policy(policy), learned_in(policy)
    return Evidence(
        policy=engine,
        deals=tuple(signed_deals(engine, known_outcomes(), Review.objects.all())),
        reviews=tuple(_judged()),
        learned=learned,
        learned_at=_learned_at(learned),
    )


def _learned_at(learned: Learned) -> float:
    """When the curve in force was fitted, in seconds; an outcome from before then was part of it.

    A later run may have kept the curve and changed corrections only, so it is the first that has it.
    """
    if learned.hazard is None:
        return 0.0
    fitted = Calibration.objects.filter(learned__hazard=asdict(learned.hazard), done_at__isnull=False)
    found = fitted.order_by("done_at").values_list("done_at", flat=True).first()
    return found.timestamp() if found else 0.0


def _judged() -> list[Judged]:
    """Each judgement once: an answer that was kept from the draft before is the same one."""
    rows = Review.objects.filter(replaced_at=None, carried_from=None).values_list(
        "reviewer_id", "request__term__type__code", "request__function__code", "level"
    )
    return [Judged(*row) for row in rows.order_by("id")]


def signed_deals(
    engine: Policy, known: QuerySet[Realised], reviews: QuerySet[Review]
) -> Iterator[SignedDeal]:
    """Of these known outcomes with these reviews; three queries. A deal without any of them is left out."""
    outcomes: dict[int, list[Realised]] = defaultdict(list)
    for row in known.select_related("handover__draft").order_by("completed_at", "id"):
        outcomes[row.handover.draft_id].append(row)
    answers = _answers(reviews.filter(request__term__draft__in=list(outcomes)), engine)
    actual = _actual([rows[-1].pk for rows in outcomes.values()])
    for draft, rows in outcomes.items():
        if answers[draft]:
            yield _deal(rows, answers[draft], actual[rows[-1].pk])


def _deal(rows: list[Realised], reviews: list[Review], actual: dict[int, int]) -> SignedDeal:
    """A deal went badly when it did at any of its moments; work is what the last one says."""
    handover = rows[-1].handover
    cells = {review.request_id: answered_cell(review) for review in reviews}
    return SignedDeal(
        key=handover.pk,
        value=handover.value,
        months=handover.draft.frozen["months"],
        terms={
            review.request.term.key: TermFacts(
                n=review.request.term.obligation_count, k=review.request.term.type.code
            )
            for review in reviews
        },
        answers=tuple(Answer(review.reviewer_id, answered_cell(review)) for review in reviews),
        actual={cells[request].key: minutes for request, minutes in actual.items() if request in cells},
        is_bad=any(row.is_bad for row in rows),
        arrived=max(row.completed_at.timestamp() for row in rows if row.completed_at),
        capacity_dose=handover.capacity_dose,
    )


def _answers(reviews: QuerySet[Review], engine: Policy) -> dict[int, list[Review]]:
    """Those that stand, by draft; a function that the policy in force no longer knows is left out."""
    found: dict[int, list[Review]] = defaultdict(list)
    standing = reviews.filter(replaced_at=None).order_by("id")
    for review in standing.select_related("request__term__type", "request__function"):
        if review.request.function.code in engine.rate:
            found[review.request.term.draft_id].append(review)
    return found


def _actual(realised: list[int]) -> dict[int, dict[int, int]]:
    """Minutes by outcome and request."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = RealisedCell.objects.filter(realised__in=realised, request__isnull=False)
    for row, request, minutes in rows.values_list("realised_id", "request_id", "was_minutes"):
        if request is not None:
            found[row][request] = minutes
    return found
