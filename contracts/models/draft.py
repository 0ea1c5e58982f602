from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.models.playbook import PlaybookVersion


class DraftState(models.TextChoices):
    DRAFTING = "drafting", "Being drafted"
    IN_REVIEW = "in_review", "In review"
    SENT_BACK = "sent_back", "Sent back"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REJECTED = "rejected", "Rejected"
    SUPERSEDED = "superseded", "Replaced by a later draft"
    CLEARED = "cleared", "Clear to sign"
    LAPSED = "lapsed", "Lapsed"
    SIGNED = "signed", "Signed"
    VOIDED = "voided", "Voided"


class Draft(models.Model):
    """One numbered version of a deal's contract; nothing of it changes once it is submitted."""

    deal = models.ForeignKey("contracts.Deal", on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=DraftState.choices, default=DraftState.DRAFTING)
    is_current = models.BooleanField(default=True)
    playbook = models.ForeignKey(PlaybookVersion, on_delete=models.PROTECT, related_name="drafts")
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField(null=True, help_text="Canonical content, frozen at submission")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the canonical content")

    class Meta:
        ordering = ["deal", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "number"], name="draft_number_once"),
            models.UniqueConstraint(fields=["deal"], condition=Q(is_current=True), name="one_current_draft"),
            models.CheckConstraint(
                condition=Q(state=DraftState.DRAFTING) | ~Q(digest=""), name="submitted_has_digest"
            ),
        ]
        indexes = [
            models.Index(fields=["state"], condition=Q(is_current=True), name="current_by_state"),
            models.Index(
                fields=["-submitted_at"], condition=Q(is_current=True), name="current_by_submission"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.number} of deal {self.deal_id}"

    @property
    def frozen(self) -> dict[str, Any]:
        """The content of a submitted draft. Raises ValueError for one that is still being written."""
        if self.content is None:
            raise ValueError(f"{self} was not submitted, so it has no frozen content")
        content: dict[str, Any] = self.content
        return content

    @property
    def is_editable(self) -> bool:
        return self.state == DraftState.DRAFTING


class DraftAuthor(models.Model):
    """Somebody who wrote in a draft; whoever did may neither review nor approve the deal."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="authors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "user"], name="author_once")]

    def __str__(self) -> str:
        return f"{self.user_id} wrote in {self.draft_id}"
