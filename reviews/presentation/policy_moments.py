"""Since when a version is in force, in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst

from reviews.models import PolicyVersion


@dataclass(frozen=True)
class VersionLine:
    version: PolicyVersion
    state: str
    tone: str
    may_retire: bool


def from_when(version: PolicyVersion) -> str:
    """In force now, or from 1 December."""
    if version.effective_at <= timezone.now():
        return "in force now"
    day = timezone.localtime(version.effective_at)
    year = "" if day.year == timezone.localtime().year else f" {day.year}"
    return f"in force from {day.day} {day:%B}{year}"


def version_lines(versions: list[PolicyVersion], current: PolicyVersion) -> list[VersionLine]:
    return [
        VersionLine(version, *_state(version, current), may_retire=version.retired_at is None)
        for version in versions
    ]


def _state(version: PolicyVersion, current: PolicyVersion) -> tuple[str, str]:
    if version.retired_at is not None:
        return "Retired", ""
    if version == current:
        return "In force", "good"
    if version.effective_at > timezone.now():
        return capfirst(from_when(version)), "accent"
    return "Earlier", ""
