"""From a deal's or a concern's story to its beats. Pure: the same day gives the same plan."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from dealdesk.demo.beats import Beat, Moment
from dealdesk.demo.content import Json, asides, functions, life, person, with_role
from dealdesk.demo.hours import weekday

MORNING, AFTERNOON, WHOLE_DAY = (0.02, 0.35), (0.45, 1.0), (0.0, 1.0)
"""Parts of the working day in which a beat may begin."""

MEETING = (0.28, 0.55)
"""When everybody in Europe is at work."""

SWEPT_DAYS, SWEPT_AT = 3, (time(5, 45), time(17, 5))
"""Nudges older than that would be news for nobody; in UTC, before and after work in Europe."""

PLACED = {"verb", "by", "days_ago", "part"}
"""What the planner reads of an aside itself."""

ENDED = {"withdraw": "withdrawn_days_ago", "clear": "cleared_days_ago", "sign": "signed_days_ago"}
"""Verbs that end a story, with the key under which a story says when."""


class Planner:
    """Beats of one story. Hours that the story leaves open are drawn by its key, always alike."""

    def __init__(self, story: str, customer: str, today: date, *, is_old: bool = False) -> None:
        self.story = story
        self.customer = customer
        self.today = today
        self.is_old = is_old
        self.luck = Random(f"fernhill {story}")

    def beat(
        self,
        verb: str,
        by: str,
        days_ago: int,
        part: tuple[float, float] = WHOLE_DAY,
        minutes: int = 6,
        **facts: object,
    ) -> Beat:
        return Beat(
            verb=verb,
            story=self.story,
            customer=self.customer,
            by=by,
            zone=person(by)["time_zone"],
            day=weekday(self.today - timedelta(days=days_ago)),
            share=self.luck.uniform(*part),
            lasts=timedelta(minutes=minutes),
            gap=timedelta(minutes=self.luck.randint(4, 25)),
            facts=facts,
            is_old=self.is_old,
        )


def deal_beats(deal: Json, today: date) -> list[Beat]:
    """The whole story of a deal, in order."""
    planner = Planner(deal["key"], deal["customer"], today, is_old=deal.get("is_old", False))
    beats: list[Beat] = []
    for draft in deal["drafts"]:
        beats += _drafting(planner, deal, draft)
        if draft["submitted_days_ago"] is not None:
            beats.append(planner.beat("submit", deal["owner"], draft["submitted_days_ago"], MORNING))
        beats += _reviewing(planner, deal, draft)
        beats += _deciding(planner, deal, draft)
    return [*beats, *_in_order([*_ending(planner, deal), *_asides(planner, deal, "end")])]


Told = tuple[int, Beat]
"""A beat with the days ago on which it was told: a weekend moves several days into one Friday."""


def _in_order(told: list[Told]) -> list[Beat]:
    return [beat for _, beat in sorted(told, key=lambda entry: -entry[0])]


def _deciding(planner: Planner, deal: Json, draft: Json) -> list[Beat]:
    """Decisions and what is said between them, by day."""
    decisions = [
        (
            decision["days_ago"],
            planner.beat("decide", decision["by"], decision["days_ago"], minutes=12, told=decision),
        )
        for decision in deal["decisions"]
        if decision["draft"] == draft["number"]
    ]
    if "approved_days_ago" in deal:
        days_ago, manager = deal["approved_days_ago"], person(deal["owner"])["manager"]
        decisions.append((days_ago, planner.beat("approve_all", manager, days_ago, MEETING, minutes=12)))
    return _in_order([*decisions, *_asides(planner, deal, "decisions", draft["number"])])


def _asides(planner: Planner, deal: Json, among: str, draft: int | None = None) -> list[Told]:
    """What asides.json tells of this part of the story; `told` of a decision reads as in the deal's file."""
    return [
        (
            aside["days_ago"],
            planner.beat(
                aside["verb"], aside["by"], aside["days_ago"], minutes=8, told=aside, **_facts_of(aside)
            ),
        )
        for aside in asides().get(deal["key"], [])
        if aside["among"] == among and draft in (None, aside.get("draft"))
    ]


def _facts_of(aside: Json) -> Json:
    return {name: fact for name, fact in aside.items() if name not in PLACED}


def _drafting(planner: Planner, deal: Json, draft: Json) -> Iterator[Beat]:
    """A first draft takes days to be submitted; a later one is made shortly before."""
    submitted = draft["submitted_days_ago"]
    if draft["number"] > 1:
        given = [review["days_ago"] for review in deal["reviews"]]
        days_ago = max(0, min(given) - 1) if submitted is None else submitted
        yield planner.beat("copy", deal["owner"], days_ago, MORNING, minutes=20, told=draft)
        yield from _in_order(_asides(planner, deal, "writing", draft["number"]))
    else:
        days_ago = planner.luck.randint(1, 9) if submitted is None else submitted + planner.luck.randint(1, 5)
        minutes = 10 + 4 * len(draft["terms"])
        verb = "reopen" if "renews" in deal else "write"
        yield planner.beat(verb, deal["owner"], days_ago, minutes=minutes, told=deal)
    counted = {
        code: term["obligations"] for code, term in new_terms(draft).items() if term.get("obligations")
    }
    if counted:
        yield planner.beat("count", with_role("deal_desk")[0]["email"], days_ago, AFTERNOON, counts=counted)


def new_terms(draft: Json) -> dict[str, Json]:
    """What a draft says anew, by type."""
    said = {term["type"]: term for term in [*draft.get("terms", []), *draft.get("add", [])]}
    return {**said, **draft.get("change", {})}


def _reviewing(planner: Planner, deal: Json, draft: Json) -> list[Beat]:
    """Sittings in the order of their hours, each followed at some time by the conditions accepted."""
    timed: list[tuple[int, datetime, int, Beat]] = []
    for (days_ago, by), reviews in _sittings(deal, draft).items():
        part = AFTERNOON if days_ago == draft["submitted_days_ago"] else WHOLE_DAY
        sitting = planner.beat("review", by, days_ago, part, minutes=3 + 9 * len(reviews), reviews=reviews)
        timed.append((-days_ago, sitting.wish, len(timed), sitting))
        for review in reviews:
            if review["condition_accepted"]:
                accepting = planner.beat(
                    "accept_condition", colleague_of(review), days_ago, AFTERNOON, told=review
                )
                timed.append((-days_ago, max(sitting.wish, accepting.wish), len(timed), accepting))
    for days_ago, aside in _asides(planner, deal, "reviews", draft["number"]):
        timed.append((-days_ago, aside.wish, len(timed), aside))
    return [beat for *_, beat in sorted(timed, key=lambda entry: entry[:3])]


def _sittings(deal: Json, draft: Json) -> dict[tuple[int, str], list[Json]]:
    """Answers by (days ago, person): each person answers all terms of a day in one sitting."""
    found: dict[tuple[int, str], list[Json]] = {}
    for review in deal["reviews"]:
        if review["draft"] == draft["number"]:
            found.setdefault((review["days_ago"], review["by"]), []).append(review)
    return found


def colleague_of(review: Json) -> str:
    """Another member of the function: whoever stated a condition does not accept it."""
    team = next(team for team in functions() if team["code"] == review["function"])
    return next(email for email in team["members"] if email != review["by"])


def _ending(planner: Planner, deal: Json) -> Iterator[Told]:
    for verb in ("withdraw", "clear", "sign"):
        days_ago = deal.get(ENDED[verb])
        if days_ago is not None:
            reason = deal.get("withdrawn_because", "") if verb == "withdraw" else ""
            yield days_ago, planner.beat(verb, deal["owner"], days_ago, reason=reason)
    void = deal.get("void")
    if void:
        yield void["days_ago"], planner.beat("ask_to_void", void["by"], void["days_ago"], told=void)
        if void["confirmed_by"]:
            days_ago = void["confirmed_days_ago"]
            yield days_ago, planner.beat("confirm_void", void["confirmed_by"], days_ago)


def concern_beats(customer: Json, number: int, by: str, today: date) -> list[Beat]:
    """A customer's concern, counted from 0: raised, and answered when it was."""
    concern = customer["concerns"][number]
    planner = Planner(f"{customer['key']} concern {number}", customer["key"], today)
    beats = [planner.beat("raise_concern", by, concern["raised_days_ago"], told=concern)]
    if concern["answer"] is not None:
        answerer = concern["owner"] or by
        beats.append(planner.beat("answer_concern", answerer, concern["answered_days_ago"], told=concern))
    return beats


def life_beats(today: date) -> Iterator[list[Beat]]:
    """What happens beside the deals: each story in order, in the words of life.json."""
    for story in life():
        planner = Planner(story["key"], "", today)
        yield [
            planner.beat(beat["verb"], beat["by"], beat["days_ago"], tuple(beat["part"]), **_facts_of(beat))
            for beat in story["beats"]
        ]


def sweeps(now: datetime) -> list[Moment]:
    """Those of the last days, each while Europe is not at work, and the one that finds what is due now."""
    today = now.astimezone(UTC).date()
    eva = with_role("deal_desk")[0]["email"]
    days = dict.fromkeys(weekday(today - timedelta(days=days_ago)) for days_ago in range(SWEPT_DAYS, -1, -1))
    found = [datetime.combine(day, hour, UTC) for day in days for hour in SWEPT_AT]
    return [
        Moment(at, Beat("sweep", "sweep", "", eva, "UTC", at.date(), 0.0), is_burst=False)
        for at in [*(at for at in found if at < now), now]
    ]
