"""Many signed deals from one: each table with one statement, ids in step so that rows find each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model

from contracts.models import Deal, Draft, Term
from outcomes.models import Handover, Realised, RealisedCell
from reviews.models import Clearance, ReviewRequest, SignedLoad, Signing, Submission

BASE = 1_000_000_000
"""Ids of clones begin here."""

STRIDE = 1000
"""Room for the rows of one deal: a clone's id is BASE + deal * STRIDE + place."""

YEARS = 10

SIGNED_ON = f"current_date - (n * {YEARS * 365} / %(deals)s)::int"
"""Deals are spread evenly over these years, the first signed today, 25 to a customer."""

LATE = "(power(sin(n * 12.9898), 2) * 0.999)"
"""A number from 0 to 1 that looks drawn and is the same in every run."""

OWNERS = "(SELECT array_agg(id ORDER BY id) FROM accounts_user WHERE name LIKE 'Rep %%')"
CUSTOMERS = "(SELECT array_agg(id ORDER BY id) FROM contracts_customer)"
LINES = "ARRAY[ARRAY['Relay','Atlas'], ARRAY['Relay','Core'], ARRAY['Atlas','Core'], ARRAY['Edge','Core']]"


@dataclass(frozen=True)
class Clone:
    """How rows of a table are copied for deal `n`. `own` gives a column its value in SQL; `links` names the
    columns that point to another cloned table, of which the template's row has a place."""

    model: type[Model]
    template: str
    own: Mapping[str, str]
    links: Mapping[str, type[Model]]


def _pick(array: str, count: str) -> str:
    return f"({array})[1 + n %% {count}]"


CLONES = (
    Clone(
        Deal,
        "id = %(deal)s",
        {
            "serial": "2000000 + n",
            "owner_id": _pick(OWNERS, "30"),
            "customer_id": _pick(CUSTOMERS, "(1 + %(deals)s / 25)"),
            "kind": "(ARRAY['new_business','expansion','renewal'])[1 + n %% 3]",
            "product_lines": f"ARRAY[({LINES})[1 + n %% 4][1], ({LINES})[1 + n %% 4][2]]",
        },
        {},
    ),
    Clone(
        Draft,
        "deal_id = %(deal)s",
        {"content": "NULL", "submitted_at": f"({SIGNED_ON} - 15)::timestamptz"},
        {"deal_id": Deal},
    ),
    Clone(Term, "draft_id = %(draft)s", {}, {"draft_id": Draft}),
    Clone(
        ReviewRequest,
        "term_id IN (SELECT id FROM contracts_term WHERE draft_id = %(draft)s)",
        {
            "answered_at": f"({SIGNED_ON} - 10)::timestamptz",
            "held_minutes": f"(4000 * {LATE})::int",
        },
        {"term_id": Term},
    ),
    Clone(
        Submission,
        "draft_id = %(draft)s",
        {"digest": "'clone ' || n", "calendar": "'{}'", "facts": "'{}'"},
        {"draft_id": Draft},
    ),
    Clone(
        Clearance,
        "id = %(clearance)s",
        {"code": "'C' || n", "certificate": "'{}'"},
        {"submission_id": Submission},
    ),
    Clone(Signing, "id = %(signing)s", {"signed_on": SIGNED_ON}, {"clearance_id": Clearance}),
    Clone(
        Handover,
        "id = %(handover)s",
        {
            "signed_on": SIGNED_ON,
            "band": "(ARRAY['AUTO','AUTO','AUTO','MGR','MGR','VP','EXEC'])[1 + n %% 7]",
            "tenths": f"(900 * {LATE})::int",
            "dose": f"(2000000 * {LATE})::bigint",
            "base_dose": f"(1900000 * {LATE})::bigint",
            "value": f"(10000000 + 90000000 * {LATE})::bigint",
        },
        {"signing_id": Signing, "deal_id": Deal, "draft_id": Draft},
    ),
    Clone(
        SignedLoad,
        "signing_id = %(signing)s",
        {"month_on": f"(t.month_on + ({SIGNED_ON} - h.signed_on))::date"},
        {"signing_id": Signing},
    ),
    Clone(
        Realised,
        "handover_id = %(handover)s AND moment = 'day_90'",
        {"inputs": "'{}'", "dose": f"(2500000 * {LATE})::bigint", "is_bad": f"{LATE} > 0.8"},
        {"handover_id": Handover},
    ),
    Clone(
        RealisedCell,
        "realised_id IN (SELECT id FROM outcomes_realised WHERE handover_id = %(handover)s"
        " AND moment = 'day_90')",
        {"was_dose": f"(900000 * {LATE})::bigint"},
        {"realised_id": Realised, "request_id": ReviewRequest},
    ),
)


def clone_deals(template: Handover, deals: int) -> None:
    """So many signed deals like the template, with outcomes, instead of all clones that were there.

    Triggers and foreign keys are switched off meanwhile: what is copied was checked once.
    """
    facts = {
        "deals": deals,
        "deal": template.deal_id,
        "draft": template.draft_id,
        "signing": template.signing_id,
        "clearance": template.signing.clearance_id,
        "handover": template.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for clone in reversed(CLONES):
            cursor.execute(f"DELETE FROM {clone.model._meta.db_table} WHERE id >= {BASE}")
        for clone in CLONES:
            cursor.execute(_statement(clone), facts)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(f"VACUUM ANALYZE {', '.join(clone.model._meta.db_table for clone in CLONES)}")


def _statement(clone: Clone) -> str:
    table = clone.model._meta.db_table
    columns = [field.column for field in clone.model._meta.concrete_fields]
    values = [_value(clone, column) for column in columns]
    return f"""
        INSERT INTO {table} ({", ".join(f'"{column}"' for column in columns)})
        SELECT {", ".join(values)}
        FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM {table}
              WHERE id < {BASE} AND {clone.template}) AS t
        CROSS JOIN generate_series(1, %(deals)s) AS n
        CROSS JOIN (SELECT signed_on FROM outcomes_handover WHERE id = %(handover)s) AS h
    """


def _value(clone: Clone, column: str) -> str:
    if column == "id":
        return f"{BASE} + n::bigint * {STRIDE} + t.place"
    if column in clone.own:
        return clone.own[column]
    linked = clone.links.get(column)
    if linked is None:
        return f't."{column}"'
    condition = next(other.template for other in CLONES if other.model is linked)
    return (
        f"{BASE} + n::bigint * {STRIDE} + (SELECT count(*) FROM {linked._meta.db_table} AS o"
        f' WHERE o.id <= t."{column}" AND o.id < {BASE} AND {condition})'
    )
