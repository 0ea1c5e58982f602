"""The choices of a review with what each of them means, said on its card."""

from reviews.engine.anchors import LEVEL_WORDS
from reviews.engine.facts import Policy
from reviews.engine.scales import LEVEL_ANCHORS
from reviews.models import Verdict

LEVELS = [(str(level), word) for level, word in LEVEL_WORDS.items()]
RESIDUAL_LEVELS = [("", "As hard as it is"), *((value, f"{value} {word}") for value, word in LEVELS)]

CONFIDENCES = {
    40: ("A guess", "New ground for us."),
    60: ("Fair", "We did something like it."),
    80: ("Sure", "We did most of this before."),
    95: ("Certain", "We did exactly this before."),
}
"""Per cent: how sure the reviewer is that the truth lies in the range. The policy's knee is 80."""

VERDICT_TEXTS = {
    Verdict.DELIVERABLE: "As the customer wrote it.",
    Verdict.CONDITIONS: "Yes, if what you write below is promised.",
    Verdict.COUNTER: "Not so, but this way we can. The rep accepts with one click.",
    Verdict.BLOCKER: "Must not be signed as written. Closes the gate.",
}

FEELINGS = [("", "I cannot say"), ("yes", "Yes"), ("no", "No")]


def anchors_of(function_code: str) -> dict[int, str]:
    """What each level means for the function, as behaviour one can observe."""
    return {level: sentence for level, (_, sentence) in LEVEL_ANCHORS.get(function_code, {}).items()}


def confidence_choices(earlier: int | None) -> list[tuple[str, str]]:
    """The cards; an earlier answer with another figure keeps it as a card of its own."""
    cards = [(str(value), f"{name}, {value} %") for value, (name, _) in CONFIDENCES.items()]
    if earlier is None or earlier in CONFIDENCES:
        return cards
    return [*cards, (str(earlier), f"As before, {earlier} %")]


def confidence_texts(policy: Policy, earlier: int | None) -> dict[str, str]:
    """Each card's sentence and what the doubt costs under the policy."""
    values = [*CONFIDENCES, *([] if earlier is None else [earlier])]
    return {str(value): _confidence_text(value, policy) for value in values}


def _confidence_text(value: int, policy: Policy) -> str:
    meaning = CONFIDENCES[value][1] if value in CONFIDENCES else ""
    doubt = max(0, policy.conf_knee - value)
    tenths = (10 * doubt + policy.conf_per_level // 2) // policy.conf_per_level
    cost = f"Counts {tenths // 10}.{tenths % 10} of a level harder." if tenths else "Adds no doubt."
    return f"{meaning} {cost}".strip()
