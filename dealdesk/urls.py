"""All addresses; each app keeps its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, register_converter
from django.views.generic import TemplateView

from dealdesk import views
from dealdesk.kit.converters import DealNumber

register_converter(DealNumber, "deal")

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("", include("accounts.urls")),
    path("", include("activity.urls")),
    path("", include("contracts.urls")),
    path("", include("reviews.urls")),
    path("", include("outcomes.urls")),
    path("", include("insights.urls")),
    path("api/", include("dealdesk.api_urls")),
    path(
        "styleguide/",
        login_not_required(TemplateView.as_view(template_name="styleguide.html")),
        name="styleguide",
    ),
]
