"""What each level of difficulty means, as behaviour one can observe, for each function."""

from typing import Final

LEVEL_WORDS: Final = {1: "Routine", 2: "Light", 3: "Real", 4: "Hard", 5: "Not deliverable as written"}

_ANCHORS: Final = {
    "DEL": (
        "We delivered exactly this within the last twelve months and have a runbook for it.",
        "One workshop more than usual; less than a day of extra work.",
        "Needs a named architect, or a slip of two weeks is likely.",
        "Needs an integration that nobody has built yet.",
        "The date lies before the end of the critical path.",
    ),
    "SUP": (
        "We support exactly this today and nobody needs telling.",
        "One report more than usual.",
        "Needs a named contact in business hours.",
        "Needs cover around the clock with a shift we have not staffed.",
        "The response time is shorter than our on-call tooling can reach.",
    ),
    "FIN": (
        "We invoiced exactly like this within the last twelve months.",
        "Payment within 45 days instead of 30.",
        "Milestone billing that waits for the customer's acceptance.",
        "A right to a refund, or a clause that benchmarks our prices.",
        "The revenue cannot be recognised.",
    ),
    "LEG": (
        "We signed exactly this wording within the last twelve months.",
        "A foreign law that is on the approved list.",
        "The liability cap changes for both sides.",
        "An indemnity without a cap for one class of claims.",
        "Unlimited liability, or against the law.",
    ),
    "SEC": (
        "Our present controls and documents already show exactly this.",
        "One more questionnaire to answer.",
        "The customer may audit us every year.",
        "A certification we do not hold, due within the term.",
        "The customer's records must be kept where we have no location.",
    ),
    "PRD": (
        "The product does exactly this today.",
        "A configuration flag.",
        "An item that is already planned for the next quarter.",
        "An item that is not on the roadmap.",
        "Contradicts the architecture of the product.",
    ),
}

# LEVEL_ANCHORS[function code][level 1-5] is (word, sentence).
LEVEL_ANCHORS: Final = {
    code: {level: (LEVEL_WORDS[level], sentence) for level, sentence in enumerate(sentences, start=1)}
    for code, sentences in _ANCHORS.items()
}
