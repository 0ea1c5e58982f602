"""The rules that earlier policy versions mean: for each band a list of steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.effect_reading import OWNER_MANAGER
from reviews.engine.rules.rulebook import FORMAT
from reviews.engine.scales import BAND_WORDS

Steps = Sequence[Mapping[str, Any]]


def from_bands(approvals: Mapping[str, Steps], name: str = "Approvals by band") -> dict[str, object]:
    """A document for `Rulebook.from_document`. `approvals`: band to steps, each `{number, approver,
    count}`, where approver is owner_manager or the code of a role. Entries of one number and approver
    needed different people, so that their counts add up."""
    rules = [
        _rule(band, row, number, approver, count)
        for band in BANDS
        for row, ((number, approver), count) in enumerate(_counts(approvals.get(band, [])).items(), start=1)
    ]
    return {"format": FORMAT, "name": name, "rules": rules}


def _counts(steps: Steps) -> Mapping[tuple[int, str], int]:
    counts: dict[tuple[int, str], int] = {}
    for step in steps:
        key = (int(step["number"]), str(step["approver"]))
        counts[key] = counts.get(key, 0) + int(step["count"])
    return counts


def _rule(band: str, row: int, number: int, approver: str, count: int) -> dict[str, object]:
    who = approver if approver == OWNER_MANAGER else f"role:{approver}"
    return {
        "name": f"band-{band.lower()}-{row}",
        "reason": f"The pain score is {BAND_WORDS[band].lower()}.",
        "when": [{"fact": "band", "is": band}],
        "then": {"step": {"approver": who, "need": count, "order": number}},
    }
