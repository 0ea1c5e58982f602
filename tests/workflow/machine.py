"""Random verbs by random people on one deal; each must be done exactly when the model allows it."""

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contracts.actions import edit_term, remove_term
from contracts.models import Deal, Draft, DraftState, Term
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.kit.states import IllegalMove
from dealdesk.verification import INVARIANTS
from reviews.actions import (
    clear_draft,
    decide,
    make_next_draft,
    mark_signed,
    record_review,
    rescore,
    submit_draft,
    withdraw_draft,
)
from reviews.models import Approval, ReviewRequest, Score, Submission
from tests.make import Cast, answer, make_deal, make_term, token_of
from tests.workflow.model import NEEDED, Model

REFUSALS = (Refused, Forbidden, IllegalMove)
TYPES = ["payment-terms", "renewal", "liability-cap", "support-response"]
ROUNDS = 3
"""Send-backs after which the rep does not submit any more, without a setting of the policy."""
SELDOM = st.sampled_from([False, False, False, True])
"""Verbs that end a review happen in one of four tries, so that approvals are reached often."""


class Workflow(RuleBasedStateMachine):
    cast: Cast

    @initialize()
    def open_a_deal(self) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.deal: Deal = make_deal(self.cast.maya)
        self.model = Model()
        make_term(self.draft, "payment-terms", by=self.cast.maya)
        self.submit()

    def teardown(self) -> None:
        if not hasattr(self, "outer"):
            return
        breaches = [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()]
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)
        assert breaches == []

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(deal=self.deal, is_current=True)

    def cells(self) -> set[tuple[str, str]]:
        terms = Term.objects.filter(draft=self.draft, is_standard=False)
        return {(term.digest, code) for term in terms for code in term.functions}

    def attempt(self, is_allowed: bool, verb: object) -> bool:
        """Do it in a savepoint; it must succeed exactly when the model allows it."""
        try:
            with transaction.atomic():
                verb()  # type: ignore[operator]
        except REFUSALS as refusal:
            assert not is_allowed, f"refused although the model allows it: {refusal}"
            return False
        assert is_allowed, "done although the model forbids it"
        return True

    @rule(code=st.sampled_from(TYPES), value=st.sampled_from([None, 20, 500]))
    def add_a_term(self, code: str, value: int | None) -> None:
        allowed = self.model.state == DraftState.DRAFTING
        draft = self.draft
        self.attempt(allowed, lambda: make_term(draft, code, by=self.cast.maya, value=value))

    @precondition(lambda self: Term.objects.filter(draft=self.draft).exists())
    @rule(words=st.sampled_from(["As before.", "With one change.", "With another change."]))
    def edit_a_term(self, words: str) -> None:
        term = Term.objects.filter(draft=self.draft).first()
        allowed = self.model.state == DraftState.DRAFTING
        self.attempt(allowed, lambda: edit_term(term, by=self.cast.maya, wording=words, value=None))

    @precondition(lambda self: Term.objects.filter(draft=self.draft).count() > 1)
    @rule()
    def remove_a_term(self) -> None:
        term = Term.objects.filter(draft=self.draft).last()
        self.attempt(self.model.state == DraftState.DRAFTING, lambda: remove_term(term, by=self.cast.maya))

    @rule()
    def submit(self) -> None:
        draft = self.draft
        is_round_left = self.model.sent_back < ROUNDS
        allowed = self.model.state == DraftState.DRAFTING and draft.terms.exists() and is_round_left
        if not self.attempt(allowed, lambda: submit_draft(draft, by=self.cast.maya)):
            return
        cells = self.cells()
        self.model.state = DraftState.IN_REVIEW
        self.model.answered = {cell: level for cell, level in self.model.kept.items() if cell in cells}
        self.model.blocked = {cell for cell in self.model.kept_blocked if cell in cells}
        self.model.approvers = set()

    @rule(happens=SELDOM)
    def withdraw(self, happens: bool) -> None:
        if not happens and self.model.state == DraftState.IN_REVIEW:
            return
        draft = self.draft
        allowed = self.model.state == DraftState.IN_REVIEW
        if self.attempt(allowed, lambda: withdraw_draft(draft, by=self.cast.maya, reason="Other dates.")):
            self.model.state = DraftState.WITHDRAWN
            self.model.approvers = set()

    @precondition(lambda self: ReviewRequest.objects.filter(term__draft=self.draft).exists())
    @rule(pick=st.integers(0, 9), level=st.integers(1, 5), blocks=st.sampled_from([False] * 5 + [True]))
    def review(self, pick: int, level: int, blocks: bool) -> None:
        requests = list(ReviewRequest.objects.filter(term__draft=self.draft).order_by("id"))
        request = requests[pick % len(requests)]
        said = answer(level, verdict="blocker", reasons="Cannot be done.") if blocks else answer(level)
        by = self.cast.members[request.function.code]
        allowed = self.model.state == DraftState.IN_REVIEW
        if not self.attempt(allowed, lambda: record_review(request, said, by=by)):
            return
        cell = (request.term.digest, request.function.code)
        self.model.answered[cell] = level
        self.model.blocked = self.model.blocked | {cell} if blocks else self.model.blocked - {cell}
        self.model.approvers = set()

    @precondition(lambda self: self.model.state == DraftState.IN_REVIEW)
    @rule(level=st.sampled_from([1, 4, 4, 5]))
    def everybody_reviews(self, level: int) -> None:
        """What is still open is answered at once, so that approvals are reached often."""
        for request in ReviewRequest.objects.filter(term__draft=self.draft, answered_at=None):
            record_review(request, answer(level), by=self.cast.members[request.function.code])
            self.model.answered[request.term.digest, request.function.code] = level
            self.model.approvers = set()

    @precondition(lambda self: self.model.state == DraftState.IN_REVIEW)
    @rule()
    def whoever_can_approves(self) -> None:
        able = {"MGR": ["mark"], "VP": ["ruth"], "EXEC": ["anders", "eva"]}.get(self.band(), [])
        for who in able:
            self.approve(who)

    @precondition(lambda self: bool(self.model.approvers) and self.model.state == DraftState.IN_REVIEW)
    @rule(level=st.integers(1, 5))
    def somebody_reviews_after_an_approval(self, level: int) -> None:
        self.review(0, level, False)

    @rule()
    def a_worker_scores(self) -> None:
        submission = Submission.objects.filter(draft=self.draft).first()
        if submission is not None:
            rescore(submission.pk)

    def band(self) -> str:
        """The band that the policy gives; the arithmetic has tests of its own."""
        submission = Submission.objects.get(draft=self.draft)
        rescore(submission.pk)
        gate: str = Score.objects.get(submission=submission, is_latest=True).gate
        return gate

    def is_reviewed(self) -> bool:
        return self.model.state == DraftState.IN_REVIEW and self.cells() <= self.model.answered.keys()

    @precondition(lambda self: self.model.state == DraftState.IN_REVIEW)
    @rule(who=st.sampled_from(["maya", "mark", "ruth", "anders", "eva", "desk"]))
    def approve(self, who: str) -> None:
        person = getattr(self.cast, who)
        band = self.band()
        able = {"MGR": {"mark"}, "VP": {"ruth"}, "EXEC": {"anders", "eva"}}.get(band, set())
        missing = NEEDED.get(band, 0) - len(self.model.approvers)
        allowed = (
            self.is_reviewed()
            and not self.model.blocked
            and who in able
            and missing > 0
            and person.pk not in self.model.approvers
        )
        draft = self.draft
        token = token_of(Submission.objects.get(draft=draft))
        if self.attempt(allowed, lambda: decide(draft, "approve", by=person, seen_digest=token)):
            self.model.approvers.add(person.pk)

    @precondition(lambda self: self.model.state == DraftState.IN_REVIEW)
    @rule(happens=SELDOM)
    def send_back(self, happens: bool) -> None:
        if not happens and self.model.state == DraftState.IN_REVIEW:
            return
        draft, band = self.draft, self.band()
        person = {"MGR": self.cast.mark, "VP": self.cast.ruth, "EXEC": self.cast.eva}.get(band)
        if person is None or person.pk in self.model.approvers or not self.is_reviewed():
            return
        if self.model.blocked or len(self.model.approvers) >= NEEDED[band]:
            return
        token = token_of(Submission.objects.get(draft=draft))
        decide(draft, "send_back", by=person, seen_digest=token, note="Offer net 45.")
        self.model.state = DraftState.SENT_BACK
        self.model.sent_back += 1
        self.model.approvers = set()

    @rule()
    def clear(self) -> None:
        draft = self.draft
        allowed = self.is_reviewed() and not self.model.blocked
        if allowed:
            band = self.band()
            allowed = band in NEEDED and len(self.model.approvers) >= NEEDED[band]
        if self.model.state == DraftState.DRAFTING:
            return
        if self.attempt(allowed, lambda: clear_draft(draft, by=self.cast.maya)):
            self.model.state = DraftState.CLEARED

    @precondition(lambda self: self.model.state != DraftState.DRAFTING)
    @rule()
    def sign(self) -> None:
        draft = self.draft
        today = draft.submitted_at.date()
        allowed = self.model.state == DraftState.CLEARED
        if self.attempt(allowed, lambda: mark_signed(draft, signed_on=today, by=self.cast.maya)):
            self.model.state = DraftState.SIGNED

    @rule(happens=SELDOM)
    def make_the_next_draft(self, happens: bool) -> None:
        if not happens and self.model.state == DraftState.IN_REVIEW:
            return
        draft = self.draft
        allowed = self.model.state in {DraftState.IN_REVIEW, DraftState.SENT_BACK, DraftState.WITHDRAWN}
        if self.attempt(allowed, lambda: make_next_draft(draft, by=self.cast.maya)):
            self.model.state, self.model.number = DraftState.DRAFTING, self.model.number + 1
            self.model.kept, self.model.kept_blocked = dict(self.model.answered), set(self.model.blocked)
            self.model.approvers = set()

    @invariant()
    def the_tables_agree(self) -> None:
        if not hasattr(self, "model"):
            return
        draft = self.draft
        assert (draft.state, draft.number) == (self.model.state, self.model.number)
        standing = Approval.objects.filter(
            submission__draft=draft, voided_at=None, decision="approve"
        ).values_list("approver_id", flat=True)
        if draft.state == DraftState.IN_REVIEW:
            assert set(standing) == self.model.approvers
