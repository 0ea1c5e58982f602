"""Put the work of a signed deal on the functions' calendars, and take off what is not to be done."""

from datetime import date

from accounts.models import Function
from dealdesk.kit.months import month_of
from reviews.loads import months_from, spread_minutes
from reviews.models import SignedLoad, Signing
from reviews.queries.answers import standing_reviews


def place_load(signing: Signing) -> int:
    """Spread the mean minutes of the reviews from the month of signing on; returns how many months got work.

    Safe to call twice: what was placed stays. The caller holds the deal's lock.
    """
    if SignedLoad.objects.filter(signing=signing).exists():
        return 0
    draft = signing.clearance.submission.draft
    content = draft.frozen
    spread = spread_minutes(
        standing_reviews(draft), content["delivery_months"], content["months"], horizon=content["months"]
    )
    ids = dict(Function.objects.values_list("code", "id"))
    rows = [
        SignedLoad(signing=signing, function_id=ids[code], month_on=month, minutes=minutes)
        for code, months in spread.items()
        for month, minutes in zip(_months(signing.signed_on, len(months)), months, strict=True)
        if minutes
    ]
    SignedLoad.objects.bulk_create(rows)
    return len(rows)


def end_load(signing: Signing, on: date | None) -> bool:
    """Free the months after the one in which the contract was terminated; None gives them back. False where
    that is so already. The caller holds the deal's lock."""
    if signing.terminated_on == on:
        return False
    signing.terminated_on = on
    signing.save(update_fields=["terminated_on"])
    return True


def _months(signed_on: date, count: int) -> list[date]:
    return months_from(month_of(signed_on), count)
