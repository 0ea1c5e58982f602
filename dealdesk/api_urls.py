"""The addresses of the API, under /api/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

app_name = "api"
urlpatterns = [
    path("", include("contracts.api.urls")),
    path("", include("reviews.api.urls")),
    path("", include("outcomes.api.urls")),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
]
