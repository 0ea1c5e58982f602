"""The app that connects the rooms once all of them are loaded."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "dealdesk"
    label = "dealdesk"
    verbose_name = "DealDesk"
