"""Which task an event of this app rings."""

from activity.listeners import subscribe


def subscribe_all() -> None:
    for verb in ("person.invited", "person.invitation_repeated"):
        subscribe(verb, task="accounts.mail_invitation", queue="notify", key="person")
    subscribe("person.password_link_asked", task="accounts.mail_password_link", queue="notify", key="person")
