"""Addresses of the pages that show what we learn."""

from django.urls import URLPattern

app_name = "insights"
urlpatterns: list[URLPattern] = []
