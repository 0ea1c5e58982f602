"""The preview of an import, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass

from outcomes.models import CheckIn
from outcomes.queries.import_targets import Plan, Target


@dataclass(frozen=True)
class PreviewRow:
    """`goes_to` says in words what becomes of the hours, `tickets` of the tickets; empty without any."""

    target: Target
    goes_to: str
    tickets: str


def preview_rows(targets: Iterable[Target]) -> list[PreviewRow]:
    return [PreviewRow(target, _goes_to(target), _tickets(target)) for target in targets]


def summary_of(plan: Plan) -> str:
    hours = sum(target.has_hours for target in plan.targets)
    tickets = sum(target.row.tickets or 0 for target in plan.targets if not target.has_tickets)
    deals = len({target.handover.pk for target in plan.targets})
    return f"{hours} rows with hours and {tickets} tickets for {deals} deal{'' if deals == 1 else 's'}"


def _goes_to(target: Target) -> str:
    check_in = target.check_in
    if check_in is None:
        return ""
    if check_in.answered_at is None:
        return f"{_name(check_in)}, open: kept until it is answered"
    return f"{_name(check_in)}, answered: corrected"


def _name(check_in: CheckIn) -> str:
    return check_in.get_moment_display()


def _tickets(target: Target) -> str:
    if not target.row.tickets:
        return ""
    said = f"{target.row.tickets:,} until {target.row.day}"
    return f"{said}: counted already" if target.has_tickets else said
