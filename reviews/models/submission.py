from django.conf import settings
from django.db import models

from contracts.models import Draft
from reviews.models.policy import PolicyVersion


class Submission(models.Model):
    """A draft as it was put before the functions: under which policy, and on top of which load.

    `digest` covers the draft's digest and the policy's, so that a change of either is another
    submission. `calendar` holds, per function code and month, `[committed, pipeline, capacity]` in
    minutes at that moment. `facts_version` counts what can change the score; a score that was computed
    from an earlier count is stale.
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="submission")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="submissions")
    digest = models.CharField(max_length=64, unique=True)
    calendar = models.JSONField(default=dict)
    first_month_on = models.DateField(help_text="First day of the first month of the calendar")
    facts = models.JSONField(default=dict, help_text="What the rules may ask of deal and customer, as it was")
    facts_version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"submission of draft {self.draft_id}"
