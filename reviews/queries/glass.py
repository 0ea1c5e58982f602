from datetime import timedelta

from django.utils import timezone

from contracts.models import Draft
from reviews.models import BrokenGlass

COUNTED_FOR = timedelta(days=90)


def glass_of(draft: Draft) -> BrokenGlass | None:
    found = BrokenGlass.objects.filter(submission__draft=draft)
    return found.select_related("asked_by", "confirmed_by", "submission__draft").first()


def lately_broken() -> int:
    """How often glass was broken in the last 90 days."""
    return BrokenGlass.objects.filter(confirmed_at__gte=timezone.now() - COUNTED_FOR).count()
