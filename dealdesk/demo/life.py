"""What happens in the company beside its deals: absences, channels, the policy, and each morning's sweeps."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from accounts.actions.absence_days import sweep_absences
from accounts.actions.absences import plan_absence
from accounts.actions.functions import save_function
from accounts.models import Function
from activity.models import Channel
from contracts.actions.targets import set_revenue_target
from dealdesk.demo.content import CONTENT, Json
from dealdesk.demo.telling import Telling
from outcomes.actions.asking_calibration import ask_for_calibration
from outcomes.actions.reminding import remind_of_obligations
from outcomes.actions.reminding_check_ins import remind_of_check_ins
from outcomes.actions.renewals_by_themselves import open_due_renewals, remind_of_notices
from outcomes.models import Calibration
from reviews.actions import (
    propose_policy_draft,
    publish_policy_draft,
    retire_policy,
    save_policy_draft,
    start_policy_draft,
)
from reviews.actions.channels import NewChannel, end_channel, open_channel
from reviews.actions.lab import start_lab_run
from reviews.actions.lapsing import lapse_due
from reviews.actions.nudging import sweep_nudges
from reviews.actions.waiting import sweep_clocks
from reviews.models import PolicyDraft, PolicyVersion
from reviews.policy_file import read_policy

SAMPLES = Path(settings.ROOT) / "reviews" / "sample" / "policies"


def plan(beat: Telling) -> None:
    """Days are counted from the day of loading, as everywhere."""
    facts, people, today = beat.facts, beat.company.people, beat.company.today
    plan_absence(
        beat.by,
        by=beat.by,
        starts_on=today + dt.timedelta(days=facts["starts_in_days"]),
        ends_on=today + dt.timedelta(days=facts["ends_in_days"]),
        taker=people[facts["taker"]],
        scope=facts["scope"],
        reason=facts["reason"],
    )


def open_a_channel(beat: Telling) -> None:
    facts = beat.facts
    new = NewChannel(facts["name"], Channel.Kind.WEBHOOK, facts["hears"], address=facts["address"])
    open_channel(new, by=beat.by)


def end_a_channel(beat: Telling) -> None:
    end_channel(Channel.objects.get(name=beat.facts["name"]), by=beat.by)


def start_policy(beat: Telling) -> None:
    """From a sample of the repository, from the company's own file, or from the version in force."""
    facts = beat.facts
    if "file" not in facts:
        start_policy_draft(by=beat.by, based_on=_in_force(beat), name=facts["name"])
        return
    start_policy_draft(by=beat.by, rules=rules_of(facts["file"]), name=facts["name"])


def save_policy(beat: Telling) -> None:
    """With other fields of settings, groups or rules, by name."""
    draft, facts = _draft(beat), beat.facts
    rules = changed(draft.rules, facts.get("changes", {}))
    save_policy_draft(
        draft,
        revision=draft.revision,
        by=beat.by,
        what=facts["what"],
        rules=rules,
        note=facts.get("note", draft.note),
    )


def propose_policy(beat: Telling) -> None:
    draft = _draft(beat)
    propose_policy_draft(draft, revision=draft.revision, by=beat.by)


def publish_policy(beat: Telling) -> None:
    draft = _draft(beat)
    publish_policy_draft(draft, revision=draft.revision, by=beat.by)


def retire_in_force(beat: Telling) -> None:
    retire_policy(_in_force(beat), beat.facts["reason"], by=beat.by)


def try_policy(beat: Telling) -> None:
    to_on = beat.company.clock.now().date()
    from_on = to_on - dt.timedelta(days=beat.facts["days"])
    start_lab_run(_draft(beat), from_on=from_on, to_on=to_on, by=beat.by)


def set_target(beat: Telling) -> None:
    facts = beat.facts
    set_revenue_target(facts["measure"], facts["share"], lines=facts.get("lines", ()), by=beat.by)


def set_capacity(beat: Telling) -> None:
    """Hours a month of a function, from now on."""
    function = Function.objects.get(code=beat.facts["function"])
    save_function(function, by=beat.by, members=function.members.all(), monthly_capacity=beat.facts["hours"])


def calibrate(beat: Telling) -> None:
    ask_for_calibration(by=beat.by)


def propose_learned(beat: Telling) -> None:
    """What the newest calibration has learned waits for a second person, as any policy does."""
    run = Calibration.objects.exclude(proposal=None).first()
    draft = run.proposal if run else None
    if draft is not None:
        propose_policy_draft(draft, revision=draft.revision, by=beat.by)


def sweep(beat: Telling) -> None:
    """What the clockwork finds each morning, while no clockwork is running yet."""
    sweep_absences()
    sweep_clocks()
    sweep_nudges()
    lapse_due()
    open_due_renewals()
    remind_of_notices()
    remind_of_obligations()
    remind_of_check_ins()


def rules_of(file: str) -> Json:
    path = CONTENT / file if (CONTENT / file).exists() else SAMPLES / file
    found: Json = read_policy(path.read_bytes())
    return found


def changed(rules: Json, changes: Json) -> Json:
    """The document with some settings, groups and rules put in place of those of the same name."""
    others = {rule["name"]: rule for rule in changes.get("rules", [])}
    told = [others.pop(rule["name"], rule) for rule in rules["rules"]]
    return {
        **rules,
        "settings": {**rules.get("settings", {}), **changes.get("settings", {})},
        "groups": {**rules.get("groups", {}), **changes.get("groups", {})},
        "rules": [*told, *others.values()],
    }


def _draft(beat: Telling) -> PolicyDraft:
    return PolicyDraft.objects.get(name=beat.facts["name"], published=None)


def _in_force(beat: Telling) -> PolicyVersion:
    return PolicyVersion.objects.in_force(beat.company.clock.now())[0]


LIFE = {
    "plan_absence": plan,
    "open_channel": open_a_channel,
    "end_channel": end_a_channel,
    "start_policy": start_policy,
    "save_policy": save_policy,
    "propose_policy": propose_policy,
    "publish_policy": publish_policy,
    "retire_policy": retire_in_force,
    "try_policy": try_policy,
    "set_target": set_target,
    "set_capacity": set_capacity,
    "calibrate": calibrate,
    "propose_learned": propose_learned,
    "sweep": sweep,
}
"""Verbs that belong to no deal."""
