"""Addresses of what comes after the signature."""

from django.urls import URLPattern, path

from outcomes.views.precedents import precedents

app_name = "outcomes"
urlpatterns: list[URLPattern] = [
    path("precedents/", precedents, name="precedents"),
]
