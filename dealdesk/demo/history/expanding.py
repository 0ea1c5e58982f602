"""From a line of the history to a deal's story in the form of content/deals_*.json. Pure: always alike."""

from datetime import date, timedelta
from random import Random
from typing import Any

from dealdesk.demo.content import LABELS, Json, functions, term_types
from dealdesk.demo.history.days import signing_day, working_days_before
from dealdesk.demo.history.reading import asks, lines, remarks
from dealdesk.demo.hours import weekday
from dealdesk.kit.months import months_after

RENEWED_BEFORE_END = 32
"""Days."""

LOW, HIGH = 0.7, 1.5
"""What the hours are at best and at worst, to what is likely."""

SURENESS = (70, 75, 80, 80, 85, 90)
SAYS_WHY = 0.6
"""Share of reviews that come with a sentence."""

ANSWERS_AFTER = {"SEC": (0, 0, 1), "SUP": (0, 1, 1), "LEG": (1, 2, 3, 4)}
OTHERS_ANSWER_AFTER = (0, 1, 1, 2)
"""Working days after which a function reviews."""


def history(today: date) -> list[Json]:
    """The deals signed by today, oldest line first, each followed by its renewal where that is a deal."""
    stories = [story for line in lines() if (story := expanded(line, today)) is not None]
    return [*stories, *(renewed(line, today) for line in lines() if line.get("renewal") == "deal")]


def renewed(line: Json, today: date) -> Json:
    """The deal that renews a line's, signed before the contract ends; by then they know what it takes."""
    first = signing_day(line, today) or today
    signed_on = weekday(months_after(first, line["months"]) - timedelta(days=RENEWED_BEFORE_END))
    asked = {
        code: [rung, {name: [cell[2], cell[1], cell[2], 1.0] for name, cell in cells.items()}]
        for code, (rung, cells) in line["asks"].items()
    }
    later = {
        **line,
        "key": f"{line['key']}-renewal",
        "kind": "renewal",
        "signed_days_ago": (today - signed_on).days,
        "asks": asked,
        "renewal": "renewed",
    }
    story = expanded(later, today)
    assert story is not None, "A renewal in the future is no history"
    return {**story, "renews": line["key"]}


def expanded(line: Json, today: date) -> Json | None:
    """None for a line whose day has not come. `turned_out` holds by cell what it was really like."""
    signed_on = signing_day(line, today)
    if signed_on is None:
        return None
    luck = Random(f"history {line['key']}")
    lead_time = luck.randint(6, 8)
    submitted = working_days_before(signed_on, lead_time)
    cells = [(code, name, cell) for code, (_, cells) in line["asks"].items() for name, cell in cells.items()]
    by = {name: _reviewer(name, luck) for _, name, _ in cells}
    waits = {name: luck.choice(ANSWERS_AFTER.get(name, OTHERS_ANSWER_AFTER)) for name in by}
    ago = {
        name: (today - working_days_before(signed_on, lead_time - wait)).days for name, wait in waits.items()
    }
    return {
        **_sale(line),
        "ending": "signed",
        "is_old": True,
        "expected_signing_in_days": -(today - signed_on).days,
        "signed_days_ago": (today - signed_on).days,
        "cleared_days_ago": (today - signed_on).days,
        "approved_days_ago": (today - working_days_before(signed_on, 1)).days,
        "drafts": [
            {"number": 1, "submitted_days_ago": (today - submitted).days, "terms": _terms(line, luck)}
        ],
        "reviews": [
            {
                "draft": 1,
                "type": code,
                "function": name,
                "by": by[name],
                "days_ago": ago[name],
                **_said(name, cell, line.get("felt"), luck),
            }
            for code, name, cell in cells
        ],
        "decisions": [],
        "turned_out": {(code, name): cell[2:4] for code, name, cell in cells},
        "incidents": line.get("incidents", []),
        "found": line.get("found", []),
        "renewal": line.get("renewal", "renewed"),
    }


def _sale(line: Json) -> Json:
    return {
        "key": line["key"],
        "customer": line["customer"],
        "name": line["name"],
        "kind": line["kind"],
        "owner": line["owner"],
        "currency": line["currency"],
        "value_minor": line["value"] * 100,
        "months": line["months"],
        "delivery_months": line["delivery"],
        "product_lines": line["lines"],
        "lead_source": line["source"],
        "discount": line["discount"],
        "paper": line["paper"],
        "channel": line["channel"],
    }


def _terms(line: Json, luck: Random) -> list[Json]:
    """What the customer asked for, in its own words or the playbook's, and what nobody argued about."""
    asked = [_asked(code, rung, luck) for code, (rung, _) in line["asks"].items()]
    plain = [_playbooks(code, "standard") for code in line["plain"]]
    return [*asked, *plain]


def _asked(code: str, rung: str, luck: Random) -> Json:
    known: dict[str, Any] = asks()[code]
    words = luck.choice([None, *known.get("words", [])])
    asked = _playbooks(code, rung) | {"reason": luck.choice(known["reasons"])}
    if words is None:
        return asked
    value = luck.choice(known["values"][rung])
    return asked | {"value": value, "wording": words.format(value=f"{value:g}")}


def _playbooks(code: str, rung: str) -> Json:
    """A term in the playbook's own words."""
    kind = next(kind for kind in term_types() if kind["code"] == code)
    position = [kind["standard"], *kind["ladder"]][LABELS.index(rung)]
    return {"type": code, "rung": rung, "value": position.get("value"), "wording": None, "reason": None}


def _reviewer(function: str, luck: Random) -> str:
    """Those of the team who do the daily work; the lead takes a fifth of it."""
    team = next(team for team in functions() if team["code"] == function)
    lead, *others = team["members"]
    chosen: str = lead if luck.random() < 0.2 else luck.choice(others)
    return chosen


def _said(function: str, cell: list[Any], felt: bool | None, luck: Random) -> Json:
    hours, monthly = cell[1], cell[4] if len(cell) > 4 else 0
    return {
        "level": cell[0],
        "confidence": luck.choice(SURENESS),
        "once_hours": [round(LOW * hours, 1), hours, round(HIGH * hours, 1)],
        "monthly_hours": [round(LOW * monthly, 1), monthly, round(HIGH * monthly, 1)],
        "verdict": "deliverable",
        "residual_level": None,
        "condition": None,
        "condition_accepted": False,
        "counter": None,
        "feels_right": felt if felt or function in ("DEL", "SUP", "SEC") else None,
        "reasons": luck.choice(remarks()["said"][function]) if luck.random() < SAYS_WHY else "",
    }
