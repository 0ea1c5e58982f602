from contracts.models import Draft
from reviews.models import Submission
from reviews.queries.policies import current_policy
from reviews.rounds import Rounds, rounds_of
from reviews.rulings import rulebook_of


def rounds_shown(draft: Draft) -> Rounds:
    """As the policy of the draft's submission counts them; before that, as the policy in force does."""
    submission = Submission.objects.select_related("policy").filter(draft=draft).first()
    policy = submission.policy if submission is not None else current_policy()
    return rounds_of(draft.deal, rulebook_of(policy))
