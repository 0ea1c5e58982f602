"""One past submission under another rulebook: what would be asked, and how long that takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.models import Deal
from reviews.deciding_time import hours_of_step
from reviews.engine.rules import Rulebook, Ruling, StepAsked, evaluate
from reviews.models import Score, Submission
from reviews.rulings import asked_about, rulebook_of
from reviews.seats import Directory
from reviews.steps import label_of


@dataclass(frozen=True)
class Replay:
    """Bands and steps before and after. `wait_*`: expected business hours until the last approval: steps
    of one chain one after the other, chains and equal orders side by side."""

    band_before: str
    band_after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    is_refused: bool
    wait_before: float
    wait_after: float

    @property
    def is_changed(self) -> bool:
        return self.band_before != self.band_after or bool(self.added or self.removed) or self.is_refused


@dataclass(frozen=True)
class Expectation:
    """Who would be asked and how long they usually take: `usual` are median business hours by person."""

    directory: Directory
    authors: Mapping[int, set[int]]
    usual: Mapping[int, float]

    def wait(self, steps: Iterable[StepAsked], deal: Deal, rulebook: Rulebook) -> float:
        chains: dict[str, dict[int, float]] = defaultdict(dict)
        for step in steps:
            hours = self._hours(step, deal, rulebook)
            known = chains[step.chain].get(step.order, 0.0)
            chains[step.chain][step.order] = max(known, hours)
        return max((sum(orders.values()) for orders in chains.values()), default=0.0)

    def _hours(self, step: StepAsked, deal: Deal, rulebook: Rulebook) -> float:
        named = self.directory.named(step.approver, deal, rulebook)
        able = [person for person in named if person not in self.authors.get(deal.pk, set())]
        return hours_of_step(able, step.need, self.usual, float(rulebook.settings.approval_hours))


def replay(submission: Submission, score: Score, rulebook: Rulebook, expected: Expectation) -> Replay:
    """The score as it was computed; only what the rules make of it is asked anew."""
    deal = submission.draft.deal
    before = [StepAsked.from_document(entry) for entry in score.ruling.get("steps", [])]
    after: Ruling = evaluate(rulebook, asked_about(score.rule_facts))
    said_before, said_after = _said(before, expected), _said(after.steps, expected)
    return Replay(
        band_before=score.ruling.get("band") or score.gate,
        band_after=after.band or score.gate,
        added=tuple(said_after[key] for key in said_after if key not in said_before),
        removed=tuple(said_before[key] for key in said_before if key not in said_after),
        is_refused=bool(after.refusals or after.uncovered)
        and not (score.ruling.get("refusals") or score.ruling.get("uncovered")),
        wait_before=expected.wait(before, deal, rulebook_of(submission.policy)),
        wait_after=expected.wait(after.steps, deal, rulebook),
    )


def _said(steps: Iterable[StepAsked], expected: Expectation) -> dict[tuple[str, str | int], str]:
    """Steps in words; who approves and how many decide whether two are the same, not their order."""
    return {
        (step.approver, step.need): label_of(step.approver, step.need, expected.directory)[:200]
        for step in steps
    }
