"""Import actual hours and tickets: shown first, then taken over whole or not at all."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.locks import lock_deal
from dealdesk.kit.counting import counted
from dealdesk.kit.digests import digest_of
from dealdesk.kit.refusals import Refused
from outcomes.actions.incident_rows import IncidentAsked, add_incident
from outcomes.actions.realising import realise_since
from outcomes.csv_rows import MOST_BYTES, read_sheet
from outcomes.import_rows import as_kept, planned_rows
from outcomes.imported_hours import ImportedHours, imported_hours
from outcomes.models import CellOutcome, Handover, Incident, IncidentKind, Moment, OutcomeImport
from outcomes.policy_check_ins import must_stand
from outcomes.queries.import_targets import Plan, Target, plan_import
from reviews.engine.limits import MOST_MINUTES


@transaction.atomic
def start_import(name: str, text: str, *, by: User) -> OutcomeImport:
    """Keep a file to be looked at; nothing is taken over yet. The same file again is the same import.

    Raises Forbidden for others than leads and the deal desk, Refused for a text that is too long.
    """
    require(by, "outcome.import")
    if len(text.encode()) > MOST_BYTES:
        raise Refused(f"A file holds at most {MOST_BYTES // 1024} KB. Split it.")
    digest = digest_of({"text": text})
    known = OutcomeImport.objects.filter(digest=digest, by=by, taken_at=None).first()
    if known is not None:
        return known
    count = len(read_sheet(text).rows)
    return OutcomeImport.objects.create(
        name=name[:200], text=text, digest=digest, by=by, at=timezone.now(), row_count=count
    )


@transaction.atomic
def take_import(imported: OutcomeImport, *, by: User) -> OutcomeImport:
    """Take all rows over, as they fit now, and keep what was done with each. Hours go to the function's open
    check-in, to be confirmed with its answer, else they correct the last answered one; tickets are recorded
    as incidents.

    Raises Refused when a row does not fit, and when the same file was taken over before: nothing is changed.
    """
    require(by, "outcome.import")
    imported = OutcomeImport.objects.select_for_update().get(pk=imported.pk)
    _must_be_new(imported)
    sheet = read_sheet(imported.text)
    for handover in sorted(_named(plan_import(sheet, by)), key=lambda handover: handover.deal_id):
        lock_deal(handover.deal_id)
        must_stand(handover)
    plan = plan_import(sheet, by)
    if plan.faults:
        count = len(plan.faults)
        verb = "does" if count == 1 else "do"
        raise Refused(f"{counted(count, 'row')} {verb} not fit, so nothing was taken over. Reload the page.")
    for handover, targets in _by_handover(plan).items():
        _take(imported, handover, targets, by)
    imported.taken_at, imported.taken = timezone.now(), as_kept(planned_rows(plan))
    imported.save(update_fields=["taken_at", "taken"])
    return imported


def _must_be_new(imported: OutcomeImport) -> None:
    if OutcomeImport.objects.filter(digest=imported.digest, taken_at__isnull=False).exists():
        raise Refused("This very file was taken over already; there is nothing left to do.")


def _named(plan: Plan) -> set[Handover]:
    return {target.handover for target in plan.targets}


def _by_handover(plan: Plan) -> dict[Handover, list[Target]]:
    found: dict[Handover, list[Target]] = defaultdict(list)
    for target in plan.targets:
        found[target.handover].append(target)
    return found


def _take(imported: OutcomeImport, handover: Handover, targets: list[Target], by: User) -> None:
    """The rows of one deal, in one event."""
    for target in targets:
        if target.row.tickets and not target.has_tickets:
            _count_tickets(target, by)
    hours = [(target, imported_hours(target)) for target in targets if target.has_hours]
    for target, found in hours:
        _write(target, found)
    realise_since(handover, Moment.DAY_30)
    record(
        "outcomes.imported",
        chain=handover.deal.chain,
        by=by,
        keys={"draft": handover.draft_id, "handover": handover.pk, "import": imported.pk},
        name=imported.name,
        rows=len(targets),
        before=[_facts(target, target.was) for target, _ in hours],
        after=[_facts(target, found) for target, found in hours],
    )


def _count_tickets(target: Target, by: User) -> None:
    assert target.tickets_on is not None  # the reader asks for it
    asked = IncidentAsked(
        kind=IncidentKind.TICKETS,
        happened_on=target.tickets_on,
        request=target.cell.request,
        undisclosed=target.cell.undisclosed,
        count=target.row.tickets,
    )
    struck = Incident.objects.filter(import_key=target.import_key, struck_at__isnull=False)
    struck.update(import_key="")  # it stays, and gives its place to the number that is right
    add_incident(target.handover, asked, by=by, import_key=target.import_key)


def _write(target: Target, found: ImportedHours) -> None:
    if found.spent_minutes + found.remaining_minutes > MOST_MINUTES:
        raise Refused(f"Line {target.row.line}: this is more work than can be reckoned with.")
    CellOutcome.objects.update_or_create(
        check_in=target.check_in,
        request=target.cell.request,
        undisclosed=target.cell.undisclosed,
        defaults={
            "level": found.level,
            "spent_minutes": found.spent_minutes,
            "remaining_minutes": found.remaining_minutes,
            "is_imported": target.was is None or target.was.is_imported,
        },
    )


def _facts(target: Target, hours: ImportedHours | CellOutcome | None) -> dict[str, Any]:
    return {
        "check_in": target.check_in.pk if target.check_in else None,
        "term": target.cell.term,
        "spent_minutes": hours.spent_minutes if hours else None,
        "remaining_minutes": hours.remaining_minutes if hours else None,
    }
