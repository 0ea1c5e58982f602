"""Which findings about a policy that is being written keep it from being published."""

from collections.abc import Sequence

from reviews.engine.rules import Finding

ERROR = "error"


def errors_in(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == ERROR]
