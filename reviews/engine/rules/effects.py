"""What a rule asks for when it fires."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ALL: Final = "all"
ANYONE: Final = "anyone"
DEFAULT_CHAIN: Final = "approval"
TEXT_EVIDENCE, LINK_EVIDENCE = "text", "link"

Need = str | int
"""`all`, or how many different people (1 = anyone)."""


@dataclass(frozen=True)
class StepEffect:
    """An approval. `approver`: role:, person:, lead:, group: with a name, or owner_manager. Steps of
    one `chain` with a lower `order` come first; equal order runs side by side."""

    approver: str
    need: Need = 1
    chain: str = DEFAULT_CHAIN
    order: int = 1

    @property
    def key(self) -> str:
        return f"{self.chain}/{self.order}/{self.approver}"

    def as_document(self) -> dict[str, object]:
        need = ANYONE if self.need == 1 else self.need
        return {"approver": self.approver, "need": need, "chain": self.chain, "order": self.order}


@dataclass(frozen=True)
class CheckEffect:
    """Something that must be shown to be done; `evidence` is `text` or `link`, `by` an approver or
    empty: anyone who may change or review the deal."""

    title: str
    evidence: str = TEXT_EVIDENCE
    by: str = ""

    @property
    def key(self) -> str:
        return self.title.casefold()

    def as_document(self) -> dict[str, object]:
        document: dict[str, object] = {"title": self.title, "evidence": self.evidence}
        return {**document, "by": self.by} if self.by else document


@dataclass(frozen=True)
class Effects:
    """`floor` is a band or empty, `refuse` and `note` are sentences or empty."""

    steps: tuple[StepEffect, ...] = ()
    check: CheckEffect | None = None
    floor: str = ""
    refuse: str = ""
    note: str = ""

    @property
    def approvers(self) -> Iterator[str]:
        """Everybody whom the effects name."""
        yield from (step.approver for step in self.steps)
        if self.check and self.check.by:
            yield self.check.by

    def as_document(self) -> dict[str, object]:
        document: dict[str, object] = {}
        if len(self.steps) == 1:
            document["step"] = self.steps[0].as_document()
        elif self.steps:
            document["steps"] = [step.as_document() for step in self.steps]
        if self.check:
            document["check"] = self.check.as_document()
        texts = (("floor", self.floor), ("refuse", self.refuse), ("note", self.note))
        return {**document, **{key: value for key, value in texts if value}}


def is_stronger(one: Need, other: Need) -> bool:
    """Does `one` ask for more people than `other`?"""
    return strength(one) > strength(other)


def strength(need: Need) -> int:
    """For comparing: anyone is 1, `all` is more than any number."""
    return need if isinstance(need, int) else 1_000_000
