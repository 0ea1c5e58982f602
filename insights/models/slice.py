from django.contrib.postgres.fields import ArrayField
from django.db import models


class Slice(models.Model):
    """What every roll-up can be narrowed by: kind of deal, country of the customer, product lines of the deal
    (sorted; a deal of two lines counts once, under both)."""

    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=2, blank=True)
    lines = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        abstract = True
