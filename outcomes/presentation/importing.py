"""The preview of an import, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass

from dealdesk.kit.spans import day_in_words
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
    parts = [_count(hours, "row with hours", "rows with hours"), _count(tickets, "ticket", "tickets")]
    return f"{' and '.join(parts)} for {_count(deals, 'deal', 'deals')}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


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
    day = day_in_words(target.row.day) if target.row.day else ""
    said = f"{target.row.tickets:,} until {day}"
    return f"{said}: counted already" if target.has_tickets else said
