"""The two mails that carry a link for choosing a password."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User


def password_link(person: User) -> str:
    """Address at which the person may choose a password, once, within PASSWORD_RESET_TIMEOUT."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    path = reverse("accounts:password_reset_confirm", args=[uid, token])
    return f"{settings.BASE_URL}{path}"


def send_password_link(person: User) -> None:
    foot = "Somebody asked for this link on the sign-in page. If it was not you, do nothing."
    facts = {"verb": "Choose a new password", "foot": foot}
    _send("password_link", "Choose a new password for DealDesk", person, facts)


def send_invitation(person: User, *, inviter: str) -> None:
    """`inviter` is the name of whoever invites."""
    foot = f"You get this because {inviter} made an account for {person.email}."
    facts = {"inviter": inviter, "verb": "Choose your password", "foot": foot}
    _send("invitation", f"{inviter} invites you to DealDesk", person, facts)


def _send(template: str, subject: str, person: User, facts: dict[str, str]) -> None:
    context = {"name": person.name, "url": password_link(person), **facts}
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"emails/{template}.txt", context),
        to=[person.email],
    )
    message.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    message.send()
