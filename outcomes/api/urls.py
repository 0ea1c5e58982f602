from django.urls import path

from outcomes.api.obligations import ObligationsOfDeal
from outcomes.api.outcomes import OutcomesOfDeal

urlpatterns = [
    path("deals/<deal:serial>/obligations/", ObligationsOfDeal.as_view(), name="obligations"),
    path("deals/<deal:serial>/outcomes/", OutcomesOfDeal.as_view(), name="outcomes"),
]
