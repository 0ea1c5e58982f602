"""Several reviewers of one cell: until they have agreed, the most careful answer counts."""

from collections.abc import Sequence
from dataclasses import replace

from reviews.engine.cell import Cell, Estimate
from reviews.engine.checks import InvalidFacts

DISPUTE_TENTHS = 20


def merge_answers(answers: Sequence[Cell]) -> Cell:
    """One cell for several answers about the same term by the same function.

    The hardest level, each estimate's greatest point, the least confidence; any blocker stands; a
    condition lightens the cell only when every reviewer holds it accepted. Levels two or more apart
    make it disputed. Raises InvalidFacts when there is no answer, or when they are about two cells.
    """
    if not answers:
        raise InvalidFacts("answers", "must hold at least one answer")
    if len({answer.key for answer in answers}) > 1:
        raise InvalidFacts("answers", "must all be about the same term and function")
    if len(answers) == 1:
        return answers[0]
    levels = [answer.level for answer in answers]
    residuals = [answer.residual for answer in answers if answer.residual is not None]
    return replace(
        answers[0],
        level=max(levels),
        confidence=min(answer.confidence for answer in answers),
        once=_greatest([answer.once for answer in answers]),
        monthly=_greatest([answer.monthly for answer in answers]),
        blocker=_any([answer.blocker for answer in answers]),
        residual=max(residuals, default=None),
        accepted=all(answer.accepted for answer in answers) if residuals else None,
        is_disputed=max(levels) - min(levels) >= DISPUTE_TENTHS
        or any(answer.is_disputed for answer in answers),
    )


def _greatest(estimates: list[Estimate]) -> Estimate:
    return Estimate(*(max(points) for points in zip(*estimates, strict=True)))


def _any(flags: list[bool | None]) -> bool | None:
    said = [flag for flag in flags if flag is not None]
    return any(said) if said else None
