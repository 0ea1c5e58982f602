from typing import Any

from django import forms

from accounts.forms.fields import PersonField, offer
from accounts.models import Delegation, Role, User
from accounts.permissions import APPROVERS, REVIEWERS

ABLE = sorted(REVIEWERS | APPROVERS)


class AbsenceForm(forms.ModelForm):
    """When somebody is away, for what, and who stands in."""

    taker = PersonField(
        label="Who stands in?",
        required=False,
        empty_label="Nobody: what waits is paused until the return",
        help_text="Somebody who reviews or approves as well. They are told, and shown with both names.",
    )

    class Meta:
        model = Delegation
        fields = ["starts_on", "ends_on", "taker", "scope", "reason"]
        labels = {"starts_on": "First day", "ends_on": "Last day", "scope": "For what?", "reason": "Reason"}
        help_texts = {
            "starts_on": "Both days count, in the time zone of who is away.",
            "reason": "Such as “Holiday”. Everybody who looks at the absence reads it.",
        }
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.filter(is_active=True, grants__role__in=[Role(role) for role in ABLE]).exclude(
            pk=giver.pk
        )
        offer(self, "taker", able.distinct().order_by("name"))
        self.fields["reason"].required = False

    def _post_clean(self) -> None:
        """The verb alone says what is sound, in sentences; the model's constraints stand behind it."""
