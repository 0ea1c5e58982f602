import zoneinfo
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from activity.mail_choice import MailWhen


def must_be_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is no time zone; write one such as Europe/Berlin.")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person, known by e-mail address. What the person may do follows from role grants alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True, help_text="For example “Sales, Nordics”")
    time_zone = models.CharField(max_length=64, default="UTC", validators=[must_be_time_zone])
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    is_active = models.BooleanField(default=True)
    mail_when = models.CharField(max_length=8, choices=MailWhen.choices, default=MailWhen.AT_ONCE)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="email_once_in_any_case")]

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def chain(self) -> str:
        return f"user:{self.pk}"

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    @property
    def roles(self) -> frozenset[str]:
        """Codes of the roles now held; read once for each loaded user (`forget_roles` reads anew)."""
        if not self.is_active:
            return frozenset()
        if "_roles" not in self.__dict__:
            self.__dict__["_roles"] = frozenset(self.grants.values_list("role", flat=True))
        found: frozenset[str] = self.__dict__["_roles"]
        return found

    def forget_roles(self) -> None:
        self.__dict__.pop("_roles", None)

    def forget_functions(self) -> None:
        self.__dict__.pop("_functions", None)

    @property
    def function_ids(self) -> frozenset[int]:
        """Ids of the functions the person is a member of or leads."""
        return frozenset(self._functions)

    @property
    def function_codes(self) -> frozenset[str]:
        """Codes of the same functions, as playbook and terms name them."""
        return frozenset(self._functions.values())

    @cached_property
    def _functions(self) -> dict[int, str]:
        """Id and code of each function; read once for each loaded user (`forget_functions` reads anew)."""
        member = self.functions.order_by().values_list("id", "code")
        leads = self.led_functions.order_by().values_list("id", "code")
        return dict(member.union(leads))
