from django.urls import path

from reviews.api.answers import Answers
from reviews.api.approvals import Approvals
from reviews.api.clearance import ClearanceOfDeal
from reviews.api.decisions import Decisions
from reviews.api.gate import GateOfDeal
from reviews.api.policies import Policies, PolicyOfNumber
from reviews.api.queue import Reviews
from reviews.api.submission import SubmissionOfDeal
from reviews.api.withdrawal import WithdrawalOfDeal

urlpatterns = [
    path("deals/<deal:serial>/submission/", SubmissionOfDeal.as_view(), name="submission"),
    path("deals/<deal:serial>/withdrawal/", WithdrawalOfDeal.as_view(), name="withdrawal"),
    path("deals/<deal:serial>/gate/", GateOfDeal.as_view(), name="gate"),
    path("deals/<deal:serial>/decisions/", Decisions.as_view(), name="decisions"),
    path("deals/<deal:serial>/clearance/", ClearanceOfDeal.as_view(), name="clearance"),
    path("approvals/", Approvals.as_view(), name="approvals"),
    path("policies/", Policies.as_view(), name="policies"),
    path("policies/<int:number>/", PolicyOfNumber.as_view(), name="policy"),
    path("reviews/", Reviews.as_view(), name="reviews"),
    path("reviews/<int:request_id>/answers/", Answers.as_view(), name="answers"),
]
