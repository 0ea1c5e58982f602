from reviews.actions.adding import add_approver, release_added_approver
from reviews.actions.answering import ReviewAnswer, accept_condition, record_review
from reviews.actions.approving import decide
from reviews.actions.bulk import approve_all
from reviews.actions.clearing import clear_draft, mark_signed
from reviews.actions.concerns import accept_concern
from reviews.actions.conditions import AskedCondition, meet_condition
from reviews.actions.counters import accept_counter, decline_counter
from reviews.actions.drafts import make_next_draft, submit_draft
from reviews.actions.evidence import show_evidence, withdraw_evidence
from reviews.actions.glass import ask_to_break_glass, confirm_glass, decline_glass
from reviews.actions.policies import publish_policy, retire_policy
from reviews.actions.policy_drafts import (
    discard_policy_draft,
    propose_policy_draft,
    save_policy_draft,
    start_policy_draft,
)
from reviews.actions.policy_publishing import publish_policy_draft
from reviews.actions.questions import answer_question, ask_question, withdraw_question
from reviews.actions.reassigning import reassign_step
from reviews.actions.recalling import withdraw_draft
from reviews.actions.scoring import rescore
from reviews.actions.talk import comment
from reviews.actions.voiding import ask_to_void, confirm_void

__all__ = [
    "add_approver",
    "approve_all",
    "show_evidence",
    "withdraw_evidence",
    "ask_to_break_glass",
    "confirm_glass",
    "decline_glass",
    "reassign_step",
    "AskedCondition",
    "ReviewAnswer",
    "accept_concern",
    "accept_condition",
    "accept_counter",
    "answer_question",
    "ask_question",
    "ask_to_void",
    "clear_draft",
    "comment",
    "confirm_void",
    "comment",
    "decide",
    "decline_counter",
    "decline_counter",
    "discard_policy_draft",
    "make_next_draft",
    "mark_signed",
    "meet_condition",
    "propose_policy_draft",
    "publish_policy",
    "publish_policy_draft",
    "record_review",
    "release_added_approver",
    "rescore",
    "retire_policy",
    "save_policy_draft",
    "start_policy_draft",
    "submit_draft",
    "withdraw_draft",
    "withdraw_question",
]
