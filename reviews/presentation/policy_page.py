"""A policy version in words and tables, as everybody may read it."""

from dataclasses import dataclass

from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.money import in_full
from reviews.engine.anchors import LEVEL_WORDS
from reviews.engine.facts import Policy
from reviews.engine.policy_version import BANDS, PER_MILLE
from reviews.engine.scales import LEVEL_ANCHORS
from reviews.engine.scoring import tenths_of
from reviews.facts import company_currency, engine_policy
from reviews.models import PolicyVersion
from reviews.rulings import rulebook_of
from reviews.steps import asks_beside_bands, band_steps

SHAPES = {"AUTO": "circle", "MGR": "diamond", "VP": "triangle", "EXEC": "square", "BLOCKED": "octagon"}

MEANINGS = {
    1: "We did exactly this within the last twelve months, and nobody needs telling.",
    2: "We did it before with a small change; less than a day of extra work.",
    3: "We did it, but it hurt, or it needs a named person or a process of its own.",
    4: "Never done at this scale, or it needs something not yet built, hired or contracted.",
    5: "No known way with today’s product, people or law.",
}


NOBODY = "Nobody has to approve."


@dataclass(frozen=True)
class BandRow:
    code: str
    word: str
    shape: str
    span: str
    approvals: str


@dataclass(frozen=True)
class LevelRow:
    """`alone` is the score of one such answer and nothing else, in points; `dose` in micro-doses."""

    level: int
    word: str
    meaning: str
    alone: int
    dose: int


@dataclass(frozen=True)
class FunctionRow:
    code: str
    name: str
    weight: str
    rate: str
    uplift: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    when: str
    then: str


@dataclass(frozen=True)
class PolicyPage:
    version: PolicyVersion
    digest: str
    bands: tuple[BandRow, ...]
    levels: tuple[LevelRow, ...]
    functions: tuple[FunctionRow, ...]
    rules: tuple[Rule, ...]
    numbers: tuple[Rule, ...]
    rates: tuple[Rule, ...]


def policy_page(version: PolicyVersion, names: dict[str, str]) -> PolicyPage:
    """`names`: functions by code, in the order in which they are shown."""
    codes = sorted(engine_policy(version).rate, key=[*names, *engine_policy(version).rate].index)
    policy, currency = engine_policy(version), company_currency(version)
    return PolicyPage(
        version=version,
        digest=policy.digest,
        bands=tuple(_band(code, policy, version) for code in BANDS),
        levels=tuple(
            LevelRow(
                level, word, MEANINGS[level], policy.level_points[level - 1], policy.level_dose[level - 1]
            )
            for level, word in LEVEL_WORDS.items()
        ),
        functions=tuple(_function(code, policy, currency, names) for code in codes),
        rules=tuple(_rules(policy)),
        numbers=tuple(_numbers(policy)),
        rates=tuple(_exchange_rates(version, currency)),
    )


def _band(code: str, policy: Policy, version: PolicyVersion) -> BandRow:
    first = (0, *policy.bands)[BANDS.index(code)]
    after = (*policy.bands, 1001)[BANDS.index(code)]
    last = "100" if after > PER_MILLE else _tenths(after - 1)
    return BandRow(
        code, BAND_BY_CODE[code].word, SHAPES[code], f"{_tenths(first)} to {last}", _approvals(code, version)
    )


def _approvals(code: str, version: PolicyVersion) -> str:
    if code == BANDS[-1]:
        return "Nobody can approve this."
    rulebook = rulebook_of(version)
    said = band_steps(rulebook, code)
    if not said:
        return "Nobody has to approve, unless a rule says so." if asks_beside_bands(rulebook) else NOBODY
    return ", then ".join([said[0], *(f"{text[0].lower()}{text[1:]}" for text in said[1:])]) + "."


def _function(code: str, policy: Policy, currency: str, names: dict[str, str]) -> FunctionRow:
    anchors = LEVEL_ANCHORS.get(code, {})
    return FunctionRow(
        code=code,
        name=names.get(code, code),
        weight=_times(policy.w_f[code]),
        rate=in_full(policy.rate[code], currency),
        uplift=_times(policy.uplift[code]),
        anchors=tuple(sentence for _, sentence in anchors.values()),
    )


def _rules(policy: Policy) -> list[Rule]:
    rules = [Rule("A blocker stands", "Blocked, score 100.0")]
    rules += [
        Rule(f"The work may cost {_per_cent(share)} of the value or more (P80)", _at_least(band))
        for share, band in policy.cost_gate
    ]
    rules += [
        Rule(f"A function would be above {_per_cent(load)} of its capacity in a month", _at_least(band))
        for load, band in policy.load_gate
    ]
    unsettled = _at_least("VP")
    rules.append(Rule("Reviewers of one function stand two levels apart", unsettled))
    rules.append(Rule("A renewal while the customer waits for an answer to a concern", unsettled))
    rules.append(Rule("A required review is missing, or anything cannot be computed", "Closed"))
    return rules


def _numbers(policy: Policy) -> list[Rule]:
    lightest = policy.conf_per_level / 10
    missing = f"level {_tenths(policy.miss_level)}, {policy.miss_one // 60} h once and"
    return [
        Rule("Plan limit", f"{_per_cent(policy.plan_limit)} of a function’s month may be planned"),
        Rule(
            "One function-month above the plan limit", f"scores {_tenths(tenths_of(policy.theta))} by itself"
        ),
        Rule("Standard margin", _per_cent(policy.std_margin)),
        Rule(
            "Work that eats the whole standard margin", f"scores {_tenths(tenths_of(policy.ln10))} by itself"
        ),
        Rule(
            "Doubt",
            f"below {policy.conf_knee} % sure, each {lightest:g} % make a term 0.1 of a level harder",
        ),
        Rule("A missing review counts at worst as", f"{missing} {policy.miss_rec // 60} h a month"),
        Rule("Most obligations in one term", str(policy.max_n)),
        *(Rule(f"Weight of terms about {kind}", _times(weight)) for kind, weight in policy.w_k.items()),
    ]


def _exchange_rates(version: PolicyVersion, currency: str) -> list[Rule]:
    rates: dict[str, int] = version.document["exchange_rates"]
    return [
        Rule(f"1 {code}", f"{rate // PER_MILLE}.{rate % PER_MILLE:03} {currency}")
        for code, rate in rates.items()
        if code != currency
    ]


def _at_least(band: str) -> str:
    return f"at least {BAND_BY_CODE[band].word}"


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"


def _per_cent(per_mille: int) -> str:
    return f"{per_mille / 10:g} %"


def _times(per_mille: int) -> str:
    return f"× {per_mille / PER_MILLE:g}"
