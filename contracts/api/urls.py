from django.urls import path

from contracts.api.deals import Deals, OneDeal
from contracts.api.playbook import Playbook

urlpatterns = [
    path("deals/", Deals.as_view(), name="deals"),
    path("deals/<deal:serial>/", OneDeal.as_view(), name="deal"),
    path("playbook/", Playbook.as_view(), name="playbook"),
]
