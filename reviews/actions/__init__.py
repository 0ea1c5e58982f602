from reviews.actions.answering import ReviewAnswer, accept_condition, record_review
from reviews.actions.approving import decide
from reviews.actions.clearing import clear_draft, mark_signed
from reviews.actions.counters import accept_counter
from reviews.actions.drafts import make_next_draft, submit_draft, withdraw_draft
from reviews.actions.policies import publish_policy
from reviews.actions.scoring import rescore
from reviews.actions.voiding import ask_to_void, confirm_void

__all__ = [
    "ReviewAnswer",
    "accept_condition",
    "accept_counter",
    "ask_to_void",
    "clear_draft",
    "confirm_void",
    "decide",
    "make_next_draft",
    "mark_signed",
    "publish_policy",
    "record_review",
    "rescore",
    "submit_draft",
    "withdraw_draft",
]
