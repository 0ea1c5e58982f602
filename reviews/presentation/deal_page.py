"""Everything that a deal's page shows of one draft to one reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal, Draft, DraftState
from contracts.queries import terms_of
from reviews.gate import Gate, gate_of
from reviews.models import Clearance, Score
from reviews.presentation.changes import Changes, changes_of
from reviews.presentation.concerns import ConcernLine, concern_lines
from reviews.presentation.gate_box import GateBox, gate_box
from reviews.presentation.head import Fact, LifeStep, facts_of, life_of
from reviews.presentation.load import LoadRow, load_rows
from reviews.presentation.questions import Questions, question_rows
from reviews.presentation.score import ScoreView, in_points, names_in, points_of_terms, score_view
from reviews.presentation.settled_box import settled_box
from reviews.presentation.shaping import Shape, shape_of
from reviews.presentation.terms import Beside, ReadBy, TermRow, term_rows
from reviews.presentation.threads import Talk, talk_of
from reviews.presentation.verbs import Verb, may_do, verbs_for
from reviews.queries.cells import TermCells, term_cells
from reviews.queries.clearances import clearance_of
from reviews.queries.offers import offers_left_open
from reviews.queries.questions import questions_of
from reviews.queries.scores import scores_of_drafts


@dataclass(frozen=True)
class PastScore:
    number: int
    score: str
    is_shown: bool


@dataclass(frozen=True)
class DealPage:
    """`terms` are the non-standard ones; `past` the score of each draft that has one."""

    deal: Deal
    draft: Draft
    drafts: tuple[Draft, ...]
    facts: list[Fact]
    life: list[LifeStep]
    gate: GateBox
    score: ScoreView | None
    terms: list[TermRow]
    standard_terms: list[TermRow]
    changes: Changes | None
    concerns: list[ConcernLine]
    load: list[LoadRow]
    shape: Shape | None
    past: list[PastScore]
    verbs: list[Verb]
    may_compute: bool
    clearance: Clearance | None
    cells: list[TermCells]
    talk: Talk
    questions: Questions

    @property
    def has_gate_verb(self) -> bool:
        """Is the draft one that may still be cleared?"""
        return self.draft.is_current and self.draft.state in {DraftState.DRAFTING, DraftState.IN_REVIEW}


def deal_page(draft: Draft, reader: User) -> DealPage:
    """The draft's page, in a number of queries that does not grow with its terms, reviews or events."""
    deal = draft.deal
    cells = term_cells(draft, reader)
    scores = scores_of_drafts(deal)
    gate = gate_of(draft) if draft.is_current and draft.state == DraftState.IN_REVIEW else None
    clearance = clearance_of(draft)
    score = _score(draft, gate, scores, cells)
    points = points_of_terms(score.score) if score and not score.is_veiled else {}
    talk = talk_of(draft, [found.term for found in cells], reader)
    beside = Beside(talk.by_term, offers_left_open(draft))
    rows = term_rows(cells, draft, _read_by(draft, reader), points, beside)
    return DealPage(
        deal=deal,
        draft=draft,
        drafts=tuple(deal.drafts.order_by("number")),
        facts=facts_of(deal),
        life=life_of(draft, gate),
        gate=gate_box(gate, draft, cells, reader) if gate else settled_box(draft, clearance),
        score=score,
        terms=[row for row in rows if row.state != "standard"],
        standard_terms=[row for row in rows if row.state == "standard"],
        changes=_changes(draft, cells, scores, points),
        concerns=concern_lines(
            deal.customer.concerns.select_related("answered_by", "owner"), reader, deal=deal
        ),
        load=load_rows(score.score, names_in(cells)) if score and not score.is_veiled else [],
        shape=_shape(gate, score, cells, draft, reader),
        past=_past(draft, scores) if score and not score.is_veiled else [],
        verbs=verbs_for(draft, reader, clearance=clearance) if draft.is_current else [],
        may_compute=may(reader, "score.recompute"),
        clearance=clearance,
        cells=cells,
        talk=talk,
        questions=question_rows(
            questions_of(draft), reader, may_answer=may_do(deal, "question.answer", reader)
        ),
    )


def _score(
    draft: Draft, gate: Gate | None, scores: Mapping[int, Score], cells: list[TermCells]
) -> ScoreView | None:
    score = scores.get(draft.pk)
    if score is None:
        return None
    return score_view(score, cells, is_current=gate is None or gate.is_score_current)


def _shape(
    gate: Gate | None, score: ScoreView | None, cells: list[TermCells], draft: Draft, reader: User
) -> Shape | None:
    """For whoever can make the next draft, while it still helps."""
    if gate is None or score is None or score.is_stale or score.is_veiled:
        return None
    return shape_of(score.score, cells) if may_do(draft.deal, "draft.copy", reader) else None


def _read_by(draft: Draft, reader: User) -> ReadBy:
    wrote = reader.pk in (draft.deal.owner_id, draft.deal.created_by_id)
    return ReadBy(
        person=reader,
        may_accept_offers=may_do(draft.deal, "counter.accept", reader),
        may_review=may(reader, "review.record") and not wrote,
    )


def _changes(
    draft: Draft, cells: list[TermCells], scores: Mapping[int, Score], points: Mapping[str, int]
) -> Changes | None:
    if draft.copied_from is None:
        return None
    before = scores.get(draft.copied_from.pk)
    old_points = points_of_terms(before) if before and points else {}
    terms = [found.term for found in cells]
    return changes_of(draft, terms, terms_of(draft.copied_from), (old_points, points))


def _past(draft: Draft, scores: Mapping[int, Score]) -> list[PastScore]:
    return [
        PastScore(score.submission.draft.number, in_points(score.tenths), draft_id == draft.pk)
        for draft_id, score in scores.items()
    ]
