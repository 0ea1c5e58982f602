from django.db import models

from reviews.models.ask import Ask


class MailLink(models.Model):
    """A link in a mail that lets one person decide one step once. Only the token's SHA-256 is kept.

    `seen` is the gate's token that the mail spoke of: the link is dead when anything has changed, when
    the ask has ended (decided, reassigned, replaced), when it was used, or after `expires_at`.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="mail_links")
    token_digest = models.CharField(max_length=64, unique=True)
    seen = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"link of ask {self.ask_id}"
