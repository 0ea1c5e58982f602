"""What happened to a deal, as it is listed."""

from dataclasses import dataclass

from accounts.models import User
from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_full
from outcomes.models import CheckIn, Handover, Incident, IncidentKind
from outcomes.policy_check_ins import may_be_struck

GOOD = frozenset({IncidentKind.RENEWED, IncidentKind.EXPANDED})
GRAVE = frozenset({IncidentKind.TERMINATION, IncidentKind.NOTICE, IncidentKind.CHURNED})

UNITS = {IncidentKind.SLIP: "day", IncidentKind.TICKETS: "ticket"}


@dataclass(frozen=True)
class ShownIncident:
    """`what` names it, `about` the term or the whole deal, `size` its money or number."""

    incident: Incident
    what: str
    about: str
    size: str
    tone: str
    may_strike: bool = False

    @property
    def is_struck(self) -> bool:
        return self.incident.struck_at is not None


def shown_incidents(
    handover: Handover, *, check_in: CheckIn | None = None, reader: User | None = None
) -> list[ShownIncident]:
    """All of a deal, or those that one check-in told; the latest first. `reader` may be offered to strike."""
    rows = Incident.objects.filter(handover=handover).select_related(
        "by", "struck_by", "request__term__type", "request__function", "undisclosed__type"
    )
    if check_in is not None:
        rows = rows.filter(check_in=check_in)
    return [_shown(row, handover.draft.frozen["currency"], reader) for row in rows]


def _shown(incident: Incident, currency: str, reader: User | None) -> ShownIncident:
    return ShownIncident(
        incident=incident,
        what=incident.get_kind_display(),
        about=_about(incident),
        size=_size(incident, currency),
        tone=_tone(incident),
        may_strike=incident.struck_at is None and reader is not None and may_be_struck(incident, reader),
    )


def _about(incident: Incident) -> str:
    if incident.request is not None:
        return f"{incident.request.term.type.name} ({incident.request.function})"
    if incident.undisclosed is not None:
        return f"{incident.undisclosed.type.name}, never disclosed"
    return "the whole deal"


def _size(incident: Incident, currency: str) -> str:
    if incident.amount is not None:
        return in_full(incident.amount, currency)
    if incident.count is None:
        return ""
    unit = UNITS.get(IncidentKind(incident.kind))
    return counted(incident.count, unit) if unit else f"{incident.count:,}"


def _tone(incident: Incident) -> str:
    if incident.struck_at is not None:
        return "neutral"
    if incident.kind in GOOD:
        return "good"
    return "bad" if incident.kind in GRAVE else "caution"
