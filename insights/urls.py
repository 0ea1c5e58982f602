"""Addresses of the pages that show what we learn."""

from django.urls import URLPattern, path

from insights.views import (
    behind,
    culture,
    dashboard,
    functions,
    hugging,
    reps,
    reviewers,
    targets,
    types,
    unheard,
    weekly,
)

app_name = "insights"
urlpatterns: list[URLPattern] = [
    path("insights/", dashboard.dashboard, name="dashboard"),
    path("insights/deals/", behind.deals_behind, name="deals"),
    path("insights/definitions/", dashboard.definitions, name="definitions"),
    path("insights/<slug:chart>.csv", dashboard.chart_csv, name="csv"),
    path("insights/functions/", functions.functions, name="functions"),
    path("insights/functions/<slug:code>/", functions.function, name="function"),
    path("insights/reps/", reps.reps, name="reps"),
    path("insights/reviewers/me/", reviewers.own_panel, name="reviewer_me"),
    path("insights/reviewers/<int:id>/", reviewers.reviewer_panel, name="reviewer"),
    path("insights/types/", types.types, name="types"),
    path("insights/types/<slug:code>/", types.type_, name="type"),
    path("insights/unheard/", unheard.unheard_renewals, name="unheard"),
    path("insights/hugging/", hugging.hugging, name="hugging"),
    path("insights/culture/", culture.culture, name="culture"),
    path("insights/targets/", targets.targets, name="targets"),
    path("insights/weekly/", weekly.weekly, name="weekly"),
]
