"""Where each row of an import goes, and what keeps it out."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from contracts.models import Deal, DraftAuthor
from dealdesk.kit.counting import counted
from dealdesk.kit.digests import digest_of
from dealdesk.kit.spans import day_in_words
from outcomes.csv_rows import CsvRow, Sheet
from outcomes.models import CellOutcome, CheckIn, Handover, Incident, Moment
from outcomes.moments import opens_on
from outcomes.queries.asked_cells import AskedCell, asked_cells_of

_NUMBER = re.compile(r"D-(\d{1,15})")


@dataclass(frozen=True)
class Target:
    """A row with its cell. `check_in` takes its hours: the function's latest one that is open, else the last
    answered; None for tickets alone. `was` is what stands there now, `has_tickets` that they are counted
    already. `tickets_on` is the day on which they are or will be recorded: that of a month which still runs
    is today. None without a day."""

    row: CsvRow
    handover: Handover
    cell: AskedCell
    check_in: CheckIn | None
    was: CellOutcome | None
    import_key: str
    tickets_on: date | None
    has_tickets: bool = False

    @property
    def has_hours(self) -> bool:
        return self.row.spent is not None or self.row.remaining is not None


@dataclass
class Plan:
    """`targets`: the rows that fit. `faults`: lines and sentences of all others."""

    targets: list[Target]
    faults: list[tuple[int, str]]


class _Misfit(Exception):
    """A row that goes nowhere; the text says why."""


class _Company:
    """All that the rows may name, read in a fixed number of queries."""

    def __init__(self, rows: list[CsvRow], by: User) -> None:
        self.by, self.today = by, timezone.localdate()
        serials = {int(found[1]) for row in rows if (found := _NUMBER.fullmatch(row.deal))}
        visible = Deal.objects.visible_to(by).filter(serial__in=serials)
        self.deals = set(visible.values_list("serial", flat=True))
        signed = Handover.objects.standing().filter(deal__in=visible)
        self.handovers = {
            handover.deal.serial: handover
            for handover in signed.select_related("deal", "draft", "renewal").order_by("id")
        }
        own = [handover.pk for handover in self.handovers.values()]
        self.cells = asked_cells_of(self.handovers.values(), Moment.RENEWAL)
        self.check_ins = _check_ins(own)
        self.outcomes = {
            (row.check_in_id, row.request_id, row.undisclosed_id): row
            for row in CellOutcome.objects.filter(check_in__handover__in=own)
        }
        self.written = set(
            Deal.objects.filter(serial__in=self.handovers)
            .filter(
                Q(owner=by)
                | Q(created_by=by)
                | Q(pk__in=DraftAuthor.objects.filter(user=by).values("draft__deal"))
            )
            .values_list("serial", flat=True)
        )

    def target(self, row: CsvRow) -> Target:
        handover = self._handover(row)
        cell = self._cell(row, handover)
        self._must_be_own(row, cell, handover)
        check_in = None
        if row.spent is not None or row.remaining is not None:
            check_in = self._check_in(cell, handover)
        self._must_have_happened(row, handover)
        was = self.outcomes.get((check_in.pk, *cell.ids)) if check_in else None
        day = min(row.day, self.today) if row.day else None
        return Target(row, handover, cell, check_in, was, _import_key(row, cell, handover), day)

    def _handover(self, row: CsvRow) -> Handover:
        found = _NUMBER.fullmatch(row.deal)
        if found is None or int(found[1]) not in self.deals:
            raise _Misfit(f"There is no deal {row.deal[:40]} that you can see.")
        if int(found[1]) not in self.handovers:
            raise _Misfit(f"{row.deal} is not signed.")
        return self.handovers[int(found[1])]

    def _cell(self, row: CsvRow, handover: Handover) -> AskedCell:
        """By the type's code, or by the term's own key such as T3 where a deal has two of a type."""
        own = [cell for cell in self.cells[handover.pk] if cell.function.code == row.function]
        found = [cell for cell in own if row.term in (cell.type_code, cell.term)]
        if not found:
            raise _Misfit(f"{row.function[:10]} was not asked about {row.term[:60]} in {row.deal}.")
        if len(found) > 1:
            keys = ", ".join(cell.term for cell in found)
            raise _Misfit(f"{row.deal} has several terms {row.term}. Write one of {keys} in its place.")
        return found[0]

    def _must_be_own(self, row: CsvRow, cell: AskedCell, handover: Handover) -> None:
        if handover.deal.serial in self.written:
            raise _Misfit(f"You wrote in {row.deal}, so somebody else must import its hours.")
        if Role.DEAL_DESK not in self.by.roles and cell.function.pk not in self.by.function_ids:
            raise _Misfit(f"You import for your own function, not for {cell.function}.")

    def _check_in(self, cell: AskedCell, handover: Handover) -> CheckIn:
        rows = self.check_ins[handover.pk, cell.function.pk]
        open_ = [row for row in rows if row.answered_at is None and opens_on(row) <= self.today]
        answered = [row for row in rows if row.answered_at is not None]
        if open_ or answered:
            return (open_ or answered)[-1]
        first = min((opens_on(row) for row in rows), default=None)
        after = f" The first opens on {day_in_words(first)}." if first else ""
        raise _Misfit(f"No check-in of {cell.function} on {handover.deal.number} takes hours yet.{after}")

    def _must_have_happened(self, row: CsvRow, handover: Handover) -> None:
        if row.tickets and row.day and row.day < handover.signed_on:
            raise _Misfit(f"{row.day} is before {row.deal} was signed.")
        if row.tickets and row.day and row.day > _last_of_month(self.today):
            raise _Misfit(f"{row.day} has not come yet.")


def plan_import(sheet: Sheet, by: User) -> Plan:
    """Match the rows with what is there now. Nine queries, however many rows."""
    plan = Plan([], list(sheet.faults))
    company = _Company(sheet.rows, by)
    for row in sheet.rows:
        try:
            plan.targets.append(company.target(row))
        except _Misfit as misfit:
            plan.faults.append((row.line, str(misfit)))
    _refuse_repeats(plan)
    _match_tickets(plan)
    faulty = {line for line, _ in plan.faults}
    plan.targets = [target for target in plan.targets if target.row.line not in faulty]
    plan.faults.sort()
    return plan


def _refuse_repeats(plan: Plan) -> None:
    first: dict[tuple[object, ...], int] = {}
    for target in plan.targets:
        cell = (target.handover.pk, target.cell.key)
        for key in [("hours", *cell)] * target.has_hours + [("tickets", target.import_key)] * bool(
            target.row.tickets
        ):
            if key in first:
                plan.faults.append((target.row.line, f"This repeats line {first[key]}."))
            first.setdefault(key, target.row.line)


def _match_tickets(plan: Plan) -> None:
    """Tickets of a cell and day that were imported before are not counted twice. Where they were struck out,
    another number takes their place, and the same one is the same mistake."""
    keys = [target.import_key for target in plan.targets if target.row.tickets]
    known = {row.import_key: row for row in Incident.objects.filter(import_key__in=keys, struck_at=None)}
    struck = dict(
        Incident.objects.filter(import_key__in=keys, struck_at__isnull=False).values_list(
            "import_key", "count"
        )
    )
    for row, target in enumerate(plan.targets):
        if not target.row.tickets:
            continue
        if struck.get(target.import_key) == target.row.tickets:
            plan.faults.append((target.row.line, "These tickets were imported and struck out since."))
            continue
        found = known.get(target.import_key)
        if found is None:
            continue
        if found.count != target.row.tickets:
            said = found.count or 0
            were = "was" if said == 1 else "were"
            sentence = f"{counted(said, 'ticket')} of this day {were} imported already."
            plan.faults.append((target.row.line, sentence))
        else:
            plan.targets[row] = replace(target, tickets_on=found.happened_on, has_tickets=True)


def _check_ins(handovers: list[int]) -> dict[tuple[int, int], list[CheckIn]]:
    """By handover and function, in the order of the moments."""
    order = list(Moment)
    rows = CheckIn.objects.filter(handover__in=handovers).select_related("handover__renewal", "function")
    found: dict[tuple[int, int], list[CheckIn]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: order.index(Moment(row.moment))):
        found[row.handover_id, row.function_id].append(row)
    return found


def _import_key(row: CsvRow, cell: AskedCell, handover: Handover) -> str:
    day = row.day.isoformat() if row.day else ""
    return digest_of({"handover": handover.pk, "term": cell.term, "function": row.function, "day": day})


def _last_of_month(today: date) -> date:
    first_of_next = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first_of_next - timedelta(days=1)
