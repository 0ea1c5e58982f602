"""The band in which a score lies, whatever gate the rules of a policy made of it."""

from django.db.models import Case, CharField, Q, Value, When

from dealdesk.kit.bands import BAND_BY_CODE, BANDS


def band_of_score() -> Case:
    """Of rows with `tenths`. The limits are the same for all, so that equal scores are in one band whichever
    policy they were scored under."""
    whens = [When(in_band(band.code), then=Value(band.code)) for band in BANDS]
    return Case(*whens, output_field=CharField())


def in_band(code: str) -> Q:
    """Raises KeyError for a band that does not exist."""
    band = BAND_BY_CODE[code]
    return Q(tenths__gte=band.from_tenths, tenths__lt=band.below_tenths)
