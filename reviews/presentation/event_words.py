"""How each thing that happens to a deal reads in its history: one line a verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.counting import counted
from dealdesk.kit.spans import day_in_words
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
    kept = f"; {counted(facts['kept'], 'review')} kept" if facts.get("kept") else ""
    return f"submitted draft {facts['number']}; {asked}{kept}"


def _reviewed(facts: Facts) -> str:
    said = {
        Verdict.DELIVERABLE: "deliverable",
        Verdict.CONDITIONS: "deliverable with conditions",
        Verdict.COUNTER: "offered other wording",
        Verdict.BLOCKER: "a blocker",
    }[Verdict(facts["verdict"])]
    return f"({facts['function']}) reviewed {facts['term']}: level {facts['level']}, {said}"


def _calibrated(facts: Facts) -> str:
    return facts["problem"] or f"The calibration on {facts['outcomes']} outcomes is done"


def _scored(facts: Facts) -> str:
    score = f"{facts['tenths'] // 10}.{facts['tenths'] % 10}"
    if facts["gate"] in BAND_BY_CODE:
        return f"Score computed: {score}, {BAND_BY_CODE[facts['gate']].word}"
    high = f"{facts['high'] // 10}.{facts['high'] % 10}"
    return f"Score computed: between {score} and {high}"


def _approved(facts: Facts) -> str:
    return "approved with conditions" if facts["decision"] == Decision.CONDITIONS else "approved"


def _day(text: str) -> str:
    return day_in_words(date.fromisoformat(text))


def _started(facts: Facts) -> str:
    after = "; unmet, the clearance lapses" if facts["lapses"] else ""
    return f"started a condition, due on {_day(facts['due_on'])}{after}: “{facts['text']}”"


RENEWED = {"renewed": "renewed", "expanded": "renewed, with more", "churned": "not renewed"}


def _renewal_opened(facts: Facts) -> str:
    opened = "The renewal was opened" if facts.get("by_itself") else "opened the renewal"
    return f"{opened} as {facts['number']}"


def _renewal_days(facts: Facts) -> str:
    return (
        f"set the renewal's days: prepare from {_day(facts['prepare_on'])}, "
        f"notice by {_day(facts['notice_on'])}"
    )


def _told(facts: Facts) -> str:
    if facts["is_uneventful"]:
        return f"({facts['function']}) told after {facts['moment_shown']}: nothing happened"
    return f"({facts['function']}) told what it was really like after {facts['moment_shown']}"


def _happened(facts: Facts) -> str:
    return f"recorded: {facts['what'].lower()} on {_day(facts['happened_on'])}"


def _assigned(facts: Facts) -> str:
    whom = f"gave {facts['term']} to {facts['to']}" if facts.get("to") else f"gave {facts['term']} back"
    return f"({facts['function']}) {whom}"


def _commented(facts: Facts) -> str:
    drawn = f" and drew in {', '.join(facts['drawn'])}" if facts.get("drawn") else ""
    return f"wrote about {facts.get('term') or 'the deal'}{drawn}"


def _from(facts: Facts) -> str:
    return f" from {facts['source']}" if facts.get("source") else ""


def _signed(facts: Facts) -> str:
    return f"marked it as signed on {day_in_words(date.fromisoformat(facts['signed_on']))}"


def _in_force(facts: Facts) -> str:
    day = datetime.fromisoformat(facts["effective"]) if "effective" in facts else None
    later = day is not None and day > timezone.now()
    since = f", in force from {timezone.localtime(day):%-d %B %Y}" if later else ""
    return f"published policy {facts['number']}{since}"


def _broken(facts: Facts) -> str:
    return (
        f"broke the glass, as {facts['asked_by']} had asked: draft {facts['number']} is cleared, gate closed"
    )


WORDINGS: dict[str, Wording] = {
    "deal.created": Wording("plus", "opened the deal “{name}”", "accent"),
    "deal.edited": Wording(
        "edit", say=lambda facts: f"changed {', '.join(facts['fields']).replace('_', ' ')}"
    ),
    "term.added": Wording("plus", "added {type}"),
    "term.edited": Wording("edit", "changed {type}"),
    "term.removed": Wording("x", "removed {type}"),
    "term.counted": Wording(
        "edit", say=lambda facts: f"counted {counted(facts['count'], 'obligation')} in a term"
    ),
    "draft.submitted": Wording("send", tone="accent", say=_submitted),
    "draft.withdrawn": Wording("back", "withdrew draft {number}", quote="reason"),
    "draft.copied": Wording("doc", "made draft {number} from draft {from_number}"),
    "review.recorded": Wording("review", say=_reviewed),
    "review.assigned": Wording("people", say=_assigned),
    "wait.reminded": Wording("clock", "{who} was reminded: {what}"),
    "wait.escalated": Wording("late", "{what} is overdue with {who}; the next level was told", "caution"),
    "condition.accepted": Wording("check", "({function}) accepted the condition on {term}", "good"),
    "counter.accepted": Wording("swap", "accepted the wording of {function} for {term}", "accent"),
    "counter.declined": Wording("swap", "declined the wording of {function} for {term}", "caution", "reason"),
    "comment.made": Wording("talk", say=_commented),
    "question.asked": Wording("info", "asks for information on {about}", "caution", "words"),
    "question.answered": Wording("check", "answered on {about}", "good", "words"),
    "question.withdrawn": Wording("back", "needs no answer any more on {about}", "", "words"),
    "score.computed": Wording("sync", say=_scored),
    "approval.given": Wording("approve", tone="good", quote="note", say=_approved),
    "approval.asked": Wording("inbox", say=lambda facts: f"Asked to approve: {', '.join(facts['people'])}"),
    "approval.kept": Wording("approve", "The approval of {approver} was kept. {because}", "good"),
    "approval.reassigned": Wording("people", "handed “{step}” from {whom} to {to}", quote="reason"),
    "approver.added": Wording("plus", "added {person} as an approver", "accent", "reason"),
    "approver.released": Wording("out", "released {person}, who was added as an approver", "", "reason"),
    "evidence.shown": Wording("check", "showed: {title}", "good", "text"),
    "evidence.withdrawn": Wording("back", "took back what was shown for: {title}", "caution"),
    "glass.asked": Wording("flag", "asks to break the glass for draft {number}", "bad", "reason"),
    "glass.broken": Wording("gate-open", say=_broken, tone="bad", quote="reason"),
    "glass.declined": Wording("x", "declined to break the glass for draft {number}", "caution"),
    "evidence.kept": Wording("check", "What was shown for “{title}” stands for this draft as well", "good"),
    "draft.sent_back": Wording("back", "sent the draft back", "caution", "note"),
    "draft.rejected": Wording("failed", "rejected the draft", "bad", "note"),
    "draft.cleared": Wording("gate-open", "cleared draft {number} to sign", "good"),
    "draft.signed": Wording("check", tone="good", say=_signed),
    "handover.made": Wording(
        "obligation",
        say=lambda facts: f"Handed over to delivery, with {counted(facts['obligations'], 'obligation')}",
    ),
    "obligation.made": Wording("obligation", "made “{text}” an obligation", "caution"),
    "obligation.kept": Wording("check", "kept “{name}” for {month}", "good", "words"),
    "obligation.finished": Wording("check", "kept “{name}”", "good", "words"),
    "obligation.month_waived": Wording("x", "waived “{name}” for {month}", "caution", "reason"),
    "obligation.waived": Wording("x", "waived “{name}”", "caution", "reason"),
    "obligation.handed_over": Wording("people", "gave “{name}” to {to}"),
    "obligation.reopened": Wording("back", "opened “{name}” again", "caution"),
    "renewal.opened": Wording("repeat", tone="accent", say=_renewal_opened),
    "renewal.planned": Wording("clock", say=_renewal_days),
    "renewal.reminded": Wording("clock", say=lambda facts: f"Notice is near: {_day(facts['notice_on'])}"),
    "renewal.settled": Wording(
        "check", say=lambda facts: f"noted of the renewal: {RENEWED[facts['result']]}"
    ),
    "renewal.unsettled": Wording("back", "The renewal is open again", "caution"),
    "contract.terminated": Wording(
        "x", "", "bad", say=lambda facts: f"The contract was terminated on {_day(facts['on'])}"
    ),
    "contract.reinstated": Wording("back", "The contract goes on as if it had not been terminated"),
    "check_in.answered": Wording("review", say=_told),
    "check_in.corrected": Wording("edit", "({function}) corrected what was told after {moment_shown}"),
    "incident.recorded": Wording("flag", tone="caution", quote="note", say=_happened),
    "incident.struck": Wording("x", "struck out: {what}"),
    "undisclosed.added": Wording("late", "found a term that was never disclosed: {term}", "bad", "wording"),
    "outcomes.imported": Wording(
        "sync",
        say=lambda facts: (
            f"took over {counted(facts['rows'], 'row')} of hours and tickets from “{facts['name']}”"
        ),
    ),
    "rollups.differed": Wording(
        "sync",
        tone="bad",
        say=lambda facts: (
            f"put {counted(facts['count'], 'row')} of the roll-ups right that differed from the tables "
            "beneath them"
        ),
    ),
    "terms.copied": Wording("doc", "Terms taken over from {from_number}: {count}"),
    "condition.started": Wording("clock", say=_started),
    "condition.reminded": Wording("clock", "{who} was reminded of the condition “{text}”"),
    "condition.met": Wording("check", "met the condition “{text}”", "good", "evidence"),
    "draft.lapsed": Wording("gate-closed", "The clearance lapsed: “{text}” was not met in time", "bad"),
    "concern.accepted": Wording("flag", "accepted the customer’s open concern “{text}”", "caution", "words"),
    "void.asked": Wording("flag", "asked to void the clearance", "caution", "reason"),
    "clearance.voided": Wording("gate-closed", "voided the clearance", "bad", "reason"),
    "calibration.asked": Wording("sync", "asked for a calibration"),
    "calibration.done": Wording("policy", say=_calibrated),
    "policy.drafted": Wording(
        "plus", say=lambda facts: f"started the policy draft “{facts['name']}”{_from(facts)}"
    ),
    "policy.saved": Wording("edit", say=lambda facts: f"{facts['what'] or 'saved'} in “{facts['name']}”"),
    "policy.proposed": Wording("send", "proposed the policy draft “{name}”", "accent"),
    "policy.discarded": Wording("x", "discarded the policy draft “{name}”"),
    "policy.published": Wording("policy", tone="good", say=_in_force),
    "target.set": Wording("chart", "set the revenue target “{name}” to {share} %"),
    "policy.retired": Wording("out", "retired policy {number}", "caution", "reason"),
}
VERDICT_TONES = {Verdict.BLOCKER: "bad", Verdict.CONDITIONS: "caution", Verdict.COUNTER: "accent"}


def tone_of(verb: str, facts: Facts) -> str:
    if verb == "review.recorded":
        return VERDICT_TONES.get(Verdict(facts["verdict"]), "good")
    return WORDINGS[verb].tone
