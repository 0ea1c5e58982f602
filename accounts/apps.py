from django.apps import AppConfig

from accounts.subscriptions import subscribe_all


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        subscribe_all()
