from reviews.models.approval import Approval, Decision
from reviews.models.clearance import Clearance, Signing, VoidRequest
from reviews.models.policy import PolicyVersion
from reviews.models.request import ReviewRequest
from reviews.models.review import CounterProposal, Review, Verdict
from reviews.models.score import Score, ScoredLoad
from reviews.models.submission import Submission

__all__ = [
    "Approval",
    "Clearance",
    "CounterProposal",
    "Decision",
    "PolicyVersion",
    "Review",
    "ReviewRequest",
    "Score",
    "ScoredLoad",
    "Signing",
    "Submission",
    "Verdict",
    "VoidRequest",
]
