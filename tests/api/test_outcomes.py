"""Obligations and outcomes by API."""

from django.utils import timezone

from outcomes.actions import finish_obligation
from outcomes.models import Obligation, Realised
from tests.api.machine import Machine, assert_problem, queries_for
from tests.make import Cast, make_submission
from tests.make_outcomes import make_old_cast, make_signed
from tests.make_precedents import make_lived

WORK = {"once": (600, 600, 600), "monthly": (60, 60, 60)}


def test_before_the_signature_there_is_nothing(cast: Cast) -> None:
    number = make_submission(cast.maya, "payment-terms").draft.deal.number
    machine = Machine(cast.maya)
    assert machine.get(f"/deals/{number}/obligations/").json()["results"] == []
    said = machine.get(f"/deals/{number}/outcomes/").json()
    assert (said["signed_on"], said["predicted"], said["moments"]) == (None, None, [])


def test_obligations_say_who_has_to_keep_what_until_when(cast: Cast) -> None:
    handover = make_signed(cast, answer=WORK, months=12)
    handover.obligations.update(due_on=timezone.localdate())
    finish_obligation(handover.obligations.order_by("-pk")[0], words="Done in the portal.", by=cast.desk)
    rows = Machine(cast.maya).get(f"/deals/{handover.deal.number}/obligations/").json()["results"]
    assert [row["id"] for row in rows] == list(
        Obligation.objects.filter(handover=handover).order_by("due_on", "id").values_list("pk", flat=True)
    )
    first = next(row for row in rows if row["state"] == "open")
    obligation = Obligation.objects.get(pk=first["id"])
    assert obligation.function is not None and obligation.owner is not None
    assert (first["function"], first["owner"]["name"]) == (obligation.function.code, obligation.owner.name)
    assert (first["recurrence"], first["once_minutes"], first["monthly_minutes"]) == ("monthly", 600, 60)
    assert first["ends_on"] == handover.ends_on.isoformat()


def test_outcomes_stand_beside_what_was_said(db: None) -> None:
    cast = make_old_cast()
    handover = make_lived(cast, level=2, said=600, was=1200, was_level=3)
    said = Machine(cast.maya).get(f"/deals/{handover.deal.number}/outcomes/").json()
    assert (said["signed_on"], said["currency"]) == (handover.signed_on.isoformat(), "EUR")
    assert said["predicted"]["dose"] == handover.base_dose
    (moment,) = said["moments"]
    row = Realised.objects.get(handover=handover)
    assert (moment["moment"], moment["is_complete"], moment["dose"]) == ("day_30", True, row.dose)
    assert moment["points"] == row.tenths / 10 and moment["string"] == row.string
    cell = moment["cells"][0]
    assert (cell["term"], cell["said_level"], cell["was_level"]) == ("uptime", 2, 3)
    assert (cell["said_minutes"], cell["was_minutes"], cell["is_undisclosed"]) == (600, 1200, False)


def test_a_hidden_deal_is_not_there_and_unknown_filters_are_refused(cast: Cast) -> None:
    number = make_signed(cast).deal.number
    for noun in ("obligations", "outcomes"):
        assert_problem(Machine(cast.outsider).get(f"/deals/{number}/{noun}/"), 404)
    assert_problem(Machine(cast.maya).get(f"/deals/{number}/obligations/", late="1"), 400, "no such field")


def test_many_promises_cost_as_many_queries_as_few(cast: Cast) -> None:
    few, many = make_signed(cast), make_signed(cast, "payment-terms", "renewal", "support-response")
    machine = Machine(cast.maya)
    machine.get("/deals/")
    counts = [queries_for(machine, f"/deals/{one.deal.number}/obligations/") for one in (few, many)]
    assert counts[0] == counts[1] and many.obligations.count() > few.obligations.count()
