"""Addresses of what comes after the signature."""

from django.urls import URLPattern

app_name = "outcomes"
urlpatterns: list[URLPattern] = []
