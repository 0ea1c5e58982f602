from reviews.models.approval import Approval, Decision
from reviews.models.ask import AddedApprover, Ask, Evidence, Reassignment
from reviews.models.clearance import Clearance, Signing, VoidRequest
from reviews.models.condition import Condition
from reviews.models.glass import BrokenGlass
from reviews.models.lab import LabRow, LabRun
from reviews.models.load import SignedLoad
from reviews.models.mail_link import MailLink
from reviews.models.nudge import Nudge
from reviews.models.policy import PolicyDraft, PolicyVersion
from reviews.models.request import ReviewRequest
from reviews.models.review import CounterProposal, Review, Verdict
from reviews.models.score import Score, ScoredLoad
from reviews.models.submission import Submission
from reviews.models.talk import Comment, Question, Thread

__all__ = [
    "AddedApprover",
    "Approval",
    "Ask",
    "BrokenGlass",
    "Clearance",
    "Comment",
    "Condition",
    "CounterProposal",
    "Decision",
    "Evidence",
    "LabRow",
    "LabRun",
    "MailLink",
    "Nudge",
    "PolicyDraft",
    "PolicyVersion",
    "Question",
    "Reassignment",
    "Review",
    "ReviewRequest",
    "Score",
    "ScoredLoad",
    "SignedLoad",
    "Signing",
    "Submission",
    "Thread",
    "Verdict",
    "VoidRequest",
]
