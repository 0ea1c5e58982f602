"""What a reviewer reads about how answers count once outcomes have taught something."""

from accounts.models import User
from reviews.engine.correcting import effective_confidence
from reviews.engine.learned import Habit
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
    sure = effective_confidence(STATED, habit.hits, habit.n)
    if sure < STATED:
        parts.append(f"as {sure} % sure where you say {STATED} %")
    return parts
