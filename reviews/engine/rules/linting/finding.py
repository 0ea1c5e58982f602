"""What the linter says."""

from dataclasses import dataclass
from typing import Final

ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"
SEVERITIES: Final = (ERROR, WARNING, NOTE)


@dataclass(frozen=True)
class Finding:
    """`severity`: error (publishing is refused), warning or note. `rule` is empty when it is about the
    rulebook as a whole; `field` is the path inside of it. `sentence` says what is wrong and what to do."""

    severity: str
    rule: str
    field: str
    sentence: str

    def as_document(self) -> dict[str, str]:
        return {
            "severity": self.severity,
            "rule": self.rule,
            "field": self.field,
            "sentence": self.sentence,
        }
