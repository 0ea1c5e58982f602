"""May an earlier decision stand for a draft? The one judgement of it."""

from collections.abc import Sequence

from contracts.models import Draft
from reviews.engine.rules import Rulebook, StepAsked, keeping
from reviews.models import Approval, PolicyVersion, Submission
from reviews.queries.earlier import new_nonstandard, origin_of
from reviews.rulings import rulebook_of, steps_asked


def judge_approval(
    approval: Approval, asked: StepAsked | None, draft: Draft, policy: PolicyVersion, band: str | None
) -> keeping.Keeping | None:
    """`asked` is the step as the rules ask for it now; None for one that no rule asks for, such as one that
    people added.

    What was kept before is compared with what a person approved, so that small changes do not add up.
    """
    given = origin_of(approval)
    before = {step.key: step for step in steps_asked(given.score)}.get(approval.step_key)
    if asked is None or before is None:
        return None
    return judge(given.submission, before, asked, draft, policy, (given.score.gate, band))


def judge(
    given: Submission,
    before: StepAsked,
    asked: StepAsked,
    draft: Draft,
    policy: PolicyVersion,
    bands: tuple[str | None, str | None],
) -> keeping.Keeping:
    """The same for anything that rules ask for and somebody gave on an earlier submission; `bands` are those
    of then and now. Rules that read otherwise in the policy of now ask again (I2)."""
    rulebook = rulebook_of(policy)
    reworded = _reworded(asked.rules, rulebook_of(given.policy), rulebook)
    if reworded:
        because = f"Asked again, because the rule {reworded} reads otherwise in {policy}."
        return keeping.Keeping(False, because, ())
    return keeping.judge(
        rulebook,
        before,
        asked,
        band_before=bands[0],
        band_after=bands[1],
        new_terms=new_nonstandard(draft, given.draft),
    )


def _reworded(rules: Sequence[str], then: Rulebook, now: Rulebook) -> str:
    """The first of the rules that is not the same in both rulebooks, or nothing."""
    if then.digest == now.digest:
        return ""
    for name in rules:
        old, new = then.rule_by_name.get(name), now.rule_by_name.get(name)
        if old is None or new is None or old.as_document() != new.as_document():
            return name
    return ""
