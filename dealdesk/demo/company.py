"""Founds the demo company: people, functions, playbook, policy and customers, by the pages' own actions."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from unittest.mock import patch

from django.contrib.auth.hashers import make_password

from accounts.actions import (
    add_holiday,
    choose_password,
    edit_person,
    found_company,
    invite_person,
    save_function,
)
from accounts.models import Function, User
from contracts.actions import create_customer, publish_playbook
from contracts.models import Concern, Customer, Deal, TermType
from dealdesk.demo import content
from dealdesk.demo.clock import StoryClock
from dealdesk.demo.content import Json
from dealdesk.demo.history import reading
from reviews.actions import publish_policy

PASSWORD = "paper-boat-harbour"
"""Everybody's; `manage.py demo_sign_ins` prints it, for it guards nothing."""

RATES = {"EUR": 1000, "USD": 920, "GBP": 1170}
"""Per mille of the company's currency, which is the euro."""


@dataclass
class Company:
    """What has been told so far, by the names that the stories use; `clock` is the story's."""

    clock: StoryClock
    today: dt.date
    people: dict[str, User] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    types: dict[str, TermType] = field(default_factory=dict)
    deals: dict[str, Deal] = field(default_factory=dict)
    concerns: dict[str, Concern] = field(default_factory=dict)


def found(company: Company) -> None:
    """Everything that is there before the first deal."""
    with one_hash():
        desk = _first_of_the_desk(company)
        _invite_everybody(company, desk)
    functions = {function.code: function for function in Function.objects.all()}
    for team in content.functions():
        _staff(company, functions[team["code"]], team, by=desk)
    company.people = {person.email: person for person in User.objects.select_related("reports_to")}
    playbook = publish_playbook(content.term_types(), by=desk, note="The first edition")
    company.types = {type_.code: type_ for type_ in playbook.types.prefetch_related("rungs")}
    publish_policy(by=desk, note="The first edition", exchange_rates=RATES)
    for customer in [*content.customers(), *reading.customers()]:
        company.clock.forward(1)
        company.customers[customer["key"]] = create_customer(
            customer["name"],
            by=desk,
            segment=customer["segment"],
            country=customer["country"],
            industry=customer["industry"],
        )


@contextmanager
def one_hash() -> Iterator[None]:
    """Hashing is slow on purpose; everybody chooses the same password here, so once is enough."""
    with patch("django.contrib.auth.base_user.make_password", cache(make_password)):
        yield


def _first_of_the_desk(company: Company) -> User:
    first = content.with_role("deal_desk")[0]
    desk = found_company(first["email"], first["name"])
    choose_password(desk, PASSWORD)
    company.people[desk.email] = desk
    return desk


def _invite_everybody(company: Company, desk: User) -> None:
    """Bosses before those who report to them; the first of the desk learns hers last."""
    for person in _bosses_first():
        company.clock.forward(3)
        boss = company.people.get(person["manager"])
        if person["email"] == desk.email:
            edit_person(
                desk,
                by=desk,
                name=person["name"],
                title=person["title"],
                time_zone=person["time_zone"],
                reports_to=boss,
            )
            continue
        invited = invite_person(
            person["email"],
            person["name"],
            by=desk,
            roles=person["roles"],
            functions=Function.objects.filter(code=person["function"]),
            title=person["title"],
            time_zone=person["time_zone"],
            reports_to=boss,
        )
        choose_password(invited, PASSWORD)
        company.people[invited.email] = invited


def _bosses_first() -> Iterator[Json]:
    told: set[str | None] = {None}
    waiting = content.people()
    while waiting:
        ready = [person for person in waiting if person["manager"] in told]
        yield from ready
        told |= {person["email"] for person in ready}
        waiting = [person for person in waiting if person["email"] not in told]


def _staff(company: Company, function: Function, team: Json, *, by: User) -> None:
    company.clock.forward(2)
    save_function(
        function,
        by=by,
        members=[company.people[email] for email in team["members"]],
        name=team["name"],
        lead=company.people[team["lead"]],
        cost_rate=team["rate_minor"],
        monthly_capacity=team["monthly_capacity_hours"],
        response_hours=team["response_hours"],
        time_zone=team["time_zone"],
        working_days=team["working_days"],
        opens_at=dt.time.fromisoformat(team["work_start"]),
        closes_at=dt.time.fromisoformat(team["work_end"]),
    )
    for holiday in team["holidays"]:
        add_holiday(function, on=dt.date.fromisoformat(holiday["date"]), name=holiday["name"], by=by)
