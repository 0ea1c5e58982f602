from django.apps import AppConfig

from reviews.subscriptions import subscribe_all


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        subscribe_all()
