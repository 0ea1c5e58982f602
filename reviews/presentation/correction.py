"""What a reviewer reads about how answers count once outcomes have taught something."""

from accounts.models import User
from reviews.engine.correcting import effective_confidence, is_less_sure
from reviews.engine.learned import Habit
from reviews.engine.limits import CONFIDENCE_PER_CENT
from reviews.facts import learned_in
from reviews.models import ReviewRequest

STATED = 80


def correction_note(asked: ReviewRequest, person: User) -> str:
    """Empty while the policy of the submission corrects nobody.

    Of one's own habit it tells how answers count; of others' only that they are corrected, for a reviewer's
    habit is that reviewer's to know.
    """
    policy = asked.term.draft.submission.policy
    learned = learned_in(policy)
    if not learned.habits:
        return ""
    own = own_parts(learned.habit(person.pk))
    start = f"Policy {policy.number} corrects answers by what {learned.outcomes} outcomes have taught."
    if not own:
        return f"{start} Yours count as you give them; those of others may count otherwise."
    return f"{start} Yours count {', '.join(own)}. Nothing eases a level 5 or a blocker."


def own_parts(habit: Habit) -> list[str]:
    parts = []
    if habit.severity:
        way = "easier" if habit.severity > 0 else "harder"
        parts.append(f"{abs(habit.severity) / 10:g} of a level {way}")
    if habit.hours != 1_000:
        parts.append(f"with × {habit.hours / 1_000:g} of the work")
    if is_less_sure(habit.hits, habit.n):
        parts.append(_sureness(habit))
    return parts


def _sureness(habit: Habit) -> str:
    """Told at 80 %; who is believed there is told at the highest, where whoever is less sure always is."""
    sure = effective_confidence(STATED, habit.hits, habit.n)
    stated = STATED if sure < STATED else CONFIDENCE_PER_CENT[1]
    return f"as {effective_confidence(stated, habit.hits, habit.n)} % sure where you say {stated} %"
