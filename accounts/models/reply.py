from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Reply(models.Model):
    """What the API answered to a request with an Idempotency-Key, so that a repeat has no second effect.

    Written in the transaction of the effect itself. `asked` is the SHA-256 of method, address and
    content: the same key with another request is an error of the caller.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="reply_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"
