"""The score as one short string, from which anyone can recompute score, interval and gate.

DD:1.0/P:dd-default-1.4fe83083/S:983269591570/E:610749/K:0/B:0/R:10.10/X:0.0/L:MGR/I:f1ff57467e7da155
"""

import re
from dataclasses import dataclass

from reviews.engine import limits
from reviews.engine.checks import InvalidFacts, shown
from reviews.engine.policy_version import BANDS, SPEC
from reviews.engine.scoring import Totals, tenths_of, total_dose

BLOCKED_TENTHS = 1000
_LONGEST = 600
_WHOLE = r"(?:0|[1-9][0-9]{0,59})"
_PARTS = {
    "P": rf"({limits.POLICY_ID})\.([0-9a-f]{{8}})",
    "S": rf"({_WHOLE})",
    "E": rf"({_WHOLE})",
    "K": rf"({_WHOLE})",
    "B": r"([01])",
    "R": r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})",
    "X": rf"({_WHOLE})\.({_WHOLE})",
    "L": rf"({'|'.join(BANDS[:4])})",
    "I": r"([0-9a-f]{16})",
}


@dataclass(frozen=True)
class Statement:
    """What the string says: the statistics that are enough for score, interval and gate.

    `totals` of the answered cells, `worst` of the missing ones (S in squared micro-doses, E in
    micro-doses); `capacity_dose` K; counts of `answered` and `required` pairs; `floor` of the rules.
    """

    policy_id: str
    policy_digest: str
    totals: Totals
    capacity_dose: int
    is_blocked: bool
    answered: int
    required: int
    worst: Totals
    floor: str
    input_digest: str

    def __str__(self) -> str:
        return "/".join(
            (
                SPEC,
                f"P:{self.policy_id}.{self.policy_digest}",
                f"S:{self.totals.S}",
                f"E:{self.totals.E}",
                f"K:{self.capacity_dose}",
                f"B:{int(self.is_blocked)}",
                f"R:{self.answered}.{self.required}",
                f"X:{self.worst.S}.{self.worst.E}",
                f"L:{self.floor}",
                f"I:{self.input_digest}",
            )
        )

    @property
    def missing(self) -> int:
        return self.required - self.answered

    @property
    def low_dose(self) -> int:
        """The dose with every missing answer at zero."""
        return total_dose(self.totals, self.capacity_dose)

    @property
    def high_dose(self) -> int:
        """The dose with every missing answer at its worst."""
        both = Totals(self.totals.S + self.worst.S, self.totals.E + self.worst.E)
        return total_dose(both, self.capacity_dose)

    @property
    def shown_tenths(self) -> int:
        return BLOCKED_TENTHS if self.is_blocked else tenths_of(self.low_dose)


def in_points(tenths: int) -> str:
    """Tenths as people read them: 799 is 79.9."""
    return f"{tenths // 10}.{tenths % 10}"


def parse(text: str) -> Statement:
    """Read a string, with or without its score in front; raises InvalidFacts naming the part."""
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise InvalidFacts("string", f"must be a text of at most {_LONGEST} characters")
    head, found, rest = text.strip().partition(f"{SPEC}/")
    if not found or (head and not head.endswith("/")):
        raise InvalidFacts("string", f"must start with {SPEC}/ or a score and {SPEC}/, not {shown(text)}")
    statement = _statement(_read_parts(rest.split("/")))
    score = in_points(statement.shown_tenths)
    if head and head[:-1] != score:
        raise InvalidFacts("score", f"in front of the string is {shown(head[:-1])}, but it gives {score}")
    return statement


def _read_parts(parts: list[str]) -> dict[str, tuple[str, ...]]:
    if [part.partition(":")[0] for part in parts] != list(_PARTS):
        raise InvalidFacts("string", f"must have the parts {' '.join(_PARTS)} once each, in this order")
    read = {}
    for part in parts:
        name, _, value = part.partition(":")
        matched = re.fullmatch(_PARTS[name], value)
        if not matched:
            raise InvalidFacts(name, f"in the string cannot be read from {shown(value)}")
        read[name] = matched.groups()
    return read


def _statement(read: dict[str, tuple[str, ...]]) -> Statement:
    answered, required = (int(count) for count in read["R"])
    worst = Totals(*(int(part) for part in read["X"]))
    if answered > required:
        raise InvalidFacts("R", f"in the string counts {answered} answers where {required} are required")
    if answered == required and worst != Totals(0, 0):
        raise InvalidFacts("X", "in the string must be 0.0 when no answer is missing")
    return Statement(
        policy_id=read["P"][0],
        policy_digest=read["P"][1],
        totals=Totals(int(read["S"][0]), int(read["E"][0])),
        capacity_dose=int(read["K"][0]),
        is_blocked=read["B"] == ("1",),
        answered=answered,
        required=required,
        worst=worst,
        floor=read["L"][0],
        input_digest=read["I"][0],
    )
