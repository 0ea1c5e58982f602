from django.apps import AppConfig

from insights.subscriptions import subscribe_all


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        subscribe_all()
