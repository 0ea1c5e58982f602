"""Doorbells: an id comes in, one action is called."""

from celery import shared_task

from accounts.actions.absence_days import sweep_absences
from accounts.actions.inviting import mail_invitation
from accounts.actions.passwords import mail_password_link
from activity.doorbell import doorbell

mail_invitation_to = doorbell("accounts.mail_invitation")(mail_invitation)
mail_password_link_to = doorbell("accounts.mail_password_link")(mail_password_link)


@shared_task(name="accounts.sweep_absences")
def sweep_absence_days() -> None:
    sweep_absences()
