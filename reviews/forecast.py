"""What a draft would probably score, before anybody has reviewed it. Never stored, never a gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contracts.models import Draft, Rung, Term
from contracts.queries import terms_of
from contracts.values import spoken_value
from dealdesk.kit.refusals import Refused
from reviews.engine import Assessment, assess
from reviews.engine.explain import points_by_term
from reviews.engine.facts import DealFacts, InvalidFacts
from reviews.engine.rules import Ruling
from reviews.engine.shaper import Concession, cheapest_concession, conceded
from reviews.facts import engine_policy
from reviews.guesses import guessed_facts
from reviews.models import PolicyVersion
from reviews.queries.policies import current_policy
from reviews.queries.typical_answers import typical_answers
from reviews.rulings import forecast_facts, rules_on, without_terms
from reviews.steps import label_of

MOST_MOVES = 8
"""Only the heaviest terms are tried as a move: each costs one more assessment."""


@dataclass(frozen=True)
class Move:
    """Put one term to a pre-approved rung, and the band is lower. Scores in tenths; `steps` then remain."""

    term: Term
    rung: Rung
    asked: str
    from_band: str
    from_tenths: int
    to_band: str
    to_tenths: int
    steps: list[str]


@dataclass(frozen=True)
class Forecast:
    """`points`: tenths by term, most first; `load_tenths`: those of the calendars; `steps`: who approves;
    `precedented`: how many terms are guessed from the answers to earlier deals."""

    assessment: Assessment
    points: list[tuple[Term, int]]
    load_tenths: int
    steps: list[str]
    ruling: Ruling
    move: Move | None
    precedented: int

    @property
    def source(self) -> str:
        """Where the guess comes from, in a few words."""
        if not self.precedented:
            return "from the playbook; reviews will tell"
        count = "1 term" if self.precedented == 1 else f"{self.precedented} terms"
        return f"{count} by the answers to earlier deals, others from the playbook; reviews will tell"

    @property
    def band(self) -> str:
        return self.ruling.band or self.assessment.route_at_least

    @property
    def tenths(self) -> int:
        return self.assessment.shown_tenths

    @property
    def is_raised(self) -> bool:
        """A rule beside the score asks for more than the score does."""
        return self.band != self.assessment.band_low

    @property
    def bars(self) -> list[dict[str, object]]:
        """Rows of the component bars; the heaviest term is the one to act on."""
        rows: list[dict[str, object]] = [
            {"label": term.type.name, "tenths": tenths, "is_lead": not place}
            for place, (term, tenths) in enumerate(self.points)
        ]
        if self.load_tenths:
            rows.append({"label": "Load on calendars", "tenths": self.load_tenths})
        return rows

    @property
    def scale(self) -> int:
        return max([self.load_tenths, *(tenths for _, tenths in self.points)], default=1)

    @property
    def rules(self) -> str:
        return "; ".join(self.assessment.rules.reasons)


def forecast_of(draft: Draft) -> Forecast:
    """The draft as its playbook expects it, under the current policy.

    Raises Refused where no forecast can be made: no policy, no exchange rate, a function it does not know.
    """
    policy = current_policy()
    terms = [term for term in terms_of(draft) if not term.is_standard]
    typical = typical_answers({term.type.code for term in terms})
    try:
        facts = guessed_facts(draft, terms, policy, typical)
        assessment = assess(facts, engine_policy(policy))
        known = forecast_facts(draft, policy, facts, by=draft.deal.owner)
        move = _move(known, terms, facts, assessment, policy)
    except InvalidFacts as problem:
        raise Refused(f"There is no forecast for this draft: {problem}.") from problem
    ruling = rules_on(policy, known, assessment, facts)
    points = dict(points_by_term(assessment))
    by_key = {term.key: term for term in terms}
    return Forecast(
        assessment=assessment,
        points=[(by_key[key], tenths) for key, tenths in points.items() if key in by_key],
        load_tenths=points.get("*", 0),
        steps=[label_of(step.approver, step.need) for step in ruling.steps],
        ruling=ruling,
        move=move,
        precedented=sum(any((term.type.code, code) in typical for code in term.functions) for term in terms),
    )


def _move(
    known: dict[str, Any],
    terms: Sequence[Term],
    facts: DealFacts,
    before: Assessment,
    policy: PolicyVersion,
) -> Move | None:
    """The one term that, put to its last pre-approved rung, brings the band down furthest."""
    by_key = {term.key: term for term in terms}
    heaviest = [key for key, _ in points_by_term(before) if key in by_key][:MOST_MOVES]
    offers = [Concession(key, 0, drops=frozenset({key})) for key in heaviest]
    shaped = cheapest_concession(facts, offers, engine_policy(policy))
    if shaped is None:
        return None
    term = by_key[shaped.concession.name]
    left = conceded(facts, shaped.concession)
    ruling = rules_on(policy, without_terms(known, frozenset({term.key})), shaped.after, left)
    return Move(
        term=term,
        rung=[rung for rung in term.type.rungs.all() if rung.is_pre_approved][-1],
        asked=spoken_value(term.type, term.value) or "their wording",
        from_band=before.route_at_least,
        from_tenths=before.shown_tenths,
        to_band=shaped.after.route_at_least,
        to_tenths=shaped.after.shown_tenths,
        steps=[label_of(step.approver, step.need) for step in ruling.steps],
    )
