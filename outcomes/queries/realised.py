"""Said against real, of one deal."""

from outcomes.models import CheckIn, Handover, Moment, Realised, UndisclosedTerm


def realised_of(handover: Handover) -> list[Realised]:
    """In the order of the moments, each with its cells and their terms."""
    rows = Realised.objects.filter(handover=handover).prefetch_related(
        "cells__function", "cells__request__term", "cells__undisclosed"
    )
    found = {row.moment: row for row in rows}
    return [found[moment] for moment in Moment if moment in found]


def check_ins_of(handover: Handover) -> list[CheckIn]:
    return list(
        CheckIn.objects.filter(handover=handover)
        .select_related("function", "answered_by")
        .order_by("due_on", "function__code")
    )


def undisclosed_of(handover: Handover) -> list[UndisclosedTerm]:
    return list(UndisclosedTerm.objects.filter(handover=handover).select_related("type", "found_by"))
