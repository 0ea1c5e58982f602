"""How each thing that happens to a deal reads in its history: one line a verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dealdesk.kit.bands import BAND_BY_CODE
from reviews.models import Decision, Verdict

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Wording:
    """`text` follows the person's name; its braces are filled from the event's facts. `say` is for texts
    that depend on them. `quote` names the fact that is a person's own words."""

    icon: str
    text: str = ""
    tone: str = ""
    quote: str = ""
    say: Callable[[Facts], str] | None = None

    def of(self, facts: Facts) -> str:
        return self.say(facts) if self.say else self.text.format_map(_Known(facts))


class _Known(dict[str, Any]):
    """Facts for a text; one that an older event lacks reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def _submitted(facts: Facts) -> str:
    functions = facts.get("functions") or []
    asked = f"asked {', '.join(functions)}" if functions else "nobody has to review it"
    kept = f"; {facts['kept']} reviews kept" if facts.get("kept") else ""
    return f"submitted draft {facts['number']}; {asked}{kept}"


def _reviewed(facts: Facts) -> str:
    said = {
        Verdict.DELIVERABLE: "deliverable",
        Verdict.CONDITIONS: "deliverable with conditions",
        Verdict.COUNTER: "offered other wording",
        Verdict.BLOCKER: "a blocker",
    }[Verdict(facts["verdict"])]
    return f"({facts['function']}) reviewed {facts['term']}: level {facts['level']}, {said}"


def _scored(facts: Facts) -> str:
    score = f"{facts['tenths'] // 10}.{facts['tenths'] % 10}"
    if facts["gate"] in BAND_BY_CODE:
        return f"Score computed: {score}, {BAND_BY_CODE[facts['gate']].word}"
    high = f"{facts['high'] // 10}.{facts['high'] % 10}"
    return f"Score computed: between {score} and {high}"


def _approved(facts: Facts) -> str:
    return "approved with conditions" if facts["decision"] == Decision.CONDITIONS else "approved"


WORDINGS: dict[str, Wording] = {
    "deal.created": Wording("plus", "opened the deal “{name}”", "accent"),
    "deal.edited": Wording(
        "edit", say=lambda facts: f"changed {', '.join(facts['fields']).replace('_', ' ')}"
    ),
    "term.added": Wording("plus", "added {type}"),
    "term.edited": Wording("edit", "changed {type}"),
    "term.removed": Wording("x", "removed {type}"),
    "term.counted": Wording("edit", "counted {count} obligations in a term"),
    "draft.submitted": Wording("send", tone="accent", say=_submitted),
    "draft.withdrawn": Wording("back", "withdrew draft {number}"),
    "draft.copied": Wording("doc", "made draft {number} from draft {from_number}"),
    "review.recorded": Wording("review", say=_reviewed),
    "condition.accepted": Wording("check", "({function}) accepted the condition on {term}", "good"),
    "counter.accepted": Wording("swap", "accepted the wording of {function} for {term}", "accent"),
    "score.computed": Wording("sync", say=_scored),
    "approval.given": Wording("approve", tone="good", quote="note", say=_approved),
    "draft.sent_back": Wording("back", "sent the draft back", "caution", "note"),
    "draft.rejected": Wording("failed", "rejected the draft", "bad", "note"),
    "draft.cleared": Wording("gate-open", "cleared draft {number} to sign", "good"),
    "draft.signed": Wording("check", "marked it as signed on {signed_on}", "good"),
    "void.asked": Wording("flag", "asked to void the clearance", "caution", "reason"),
    "clearance.voided": Wording("gate-closed", "voided the clearance", "bad", "reason"),
}
VERDICT_TONES = {Verdict.BLOCKER: "bad", Verdict.CONDITIONS: "caution", Verdict.COUNTER: "accent"}


def tone_of(verb: str, facts: Facts) -> str:
    if verb == "review.recorded":
        return VERDICT_TONES.get(Verdict(facts["verdict"]), "good")
    return WORDINGS[verb].tone
