from django.apps import AppConfig

from outcomes.subscriptions import subscribe_all


class OutcomesConfig(AppConfig):
    name = "outcomes"

    def ready(self) -> None:
        subscribe_all()
