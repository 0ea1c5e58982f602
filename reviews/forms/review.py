from decimal import Decimal
from typing import Any

from accounts.forms.fields import offer_choices
from contracts.content import plain_number
from contracts.models import Rung
from contracts.standing import fold
from contracts.values import unit_shown
from reviews.actions.answering import ReviewAnswer, check_answer
from reviews.engine.facts import Policy
from reviews.forms import choices
from reviews.forms.earlier import MONTHLY, ONCE, initial_of
from reviews.forms.fields import ReviewFields
from reviews.forms.numbers import HOURS, NumberField, in_minutes
from reviews.models import Review, ReviewRequest, Verdict

FIELD_OF = {"once": ONCE[0], "monthly": MONTHLY[0]}
"""Where a fault of a whole estimate is shown."""

DEFAULTS: dict[str, Any] = {"level": 5, "confidence": 80, "verdict": Verdict.DELIVERABLE}
"""Stand-ins with which the other fields are still checked while one of these is missing."""


class ReviewForm(ReviewFields):
    """One person's answer for a function, as typed; `answer` is what it means.

    `earlier` is the person's own answer that stands, `start` the function's answer on the draft before to
    begin with, when its offer was accepted.
    """

    def __init__(
        self,
        *args: Any,
        asked: ReviewRequest,
        policy: Policy,
        earlier: Review | None = None,
        start: Review | None = None,
        **options: Any,
    ) -> None:
        options.setdefault("initial", initial_of(asked, earlier, start))
        super().__init__(*args, **options)
        self.asked, self.policy, self.earlier, self.start = asked, policy, earlier, start
        self.rungs: dict[str, Rung] = {str(rung.pk): rung for rung in asked.term.type.rungs.all()}
        self._shape_for_term()
        self.offer_people(asked.term.draft.deal)
        self.value_unit = unit_shown(asked.term.type)
        before = earlier or start
        known = before.confidence if before else None
        offer_choices(self, "confidence", choices.confidence_choices(known))
        self.confidence_texts = choices.confidence_texts(policy, known)

    def _shape_for_term(self) -> None:
        term = self.asked.term
        self.fields["level"].label = f"How hard is this for {self.asked.function}?"
        ladder = [(key, str(rung)) for key, rung in self.rungs.items()]
        offer_choices(self, "start_from", [("", "The customer’s wording"), *ladder])
        if not term.type.is_compared_by_value:
            del self.fields["counter_value"]
            return
        self.fields["counter_value"] = NumberField(
            label=term.type.value_label or "Value",
            required=False,
            max_digits=16,
            decimal_places=term.type.decimals,
            min_value=term.type.least,
            max_value=term.type.most,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for names in (ONCE, MONTHLY):
            self._check_complete(names)
        if cleaned.get("verdict") == Verdict.COUNTER:
            self._take_rung()
            self._check_differs()
        for name, sentence in check_answer(self.answer).items():
            field = FIELD_OF.get(name, name)
            if field not in self.errors:
                self.add_error(field, sentence)
        return cleaned

    def _check_complete(self, names: tuple[str, str, str]) -> None:
        """An estimate has three points, or none where there is no work."""
        typed = [name for name in names if self.cleaned_data.get(name) is not None or name in self.errors]
        for name in names:
            if typed and name not in typed:
                self.add_error(name, "Fill in all three, or none where there is no extra work.")

    def _take_rung(self) -> None:
        """A chosen rung whose wording was not filled in yet stands for its own wording and value."""
        rung = self.rungs.get(self.cleaned_data.get("start_from", ""))
        wording = self.cleaned_data.get("counter_wording", "")
        if rung is None or "counter_wording" in self.errors or fold(wording) not in ("", self._asked_words):
            return
        self.cleaned_data["counter_wording"] = rung.wording
        if self.cleaned_data.get("counter_value") in (None, self.asked.term.value):
            self.cleaned_data["counter_value"] = rung.value

    def _check_differs(self) -> None:
        is_same = fold(self.cleaned_data.get("counter_wording", "")) == self._asked_words
        if is_same and self.cleaned_data.get("counter_value") in (None, self.asked.term.value):
            self.add_error(
                "counter_wording", "This is what the customer asks. Take a rung or change the words."
            )

    @property
    def _asked_words(self) -> str:
        return fold(self.asked.term.wording)

    @property
    def answer(self) -> ReviewAnswer:
        """The typed answer with efforts in minutes; what belongs to another verdict is left out."""
        said = {**DEFAULTS, **{name: value for name, value in self.cleaned_data.items() if value is not None}}
        is_counter = said["verdict"] == Verdict.COUNTER
        has_condition = said["verdict"] == Verdict.CONDITIONS
        return ReviewAnswer(
            level=said["level"],
            confidence=said["confidence"],
            verdict=said["verdict"],
            once=self._minutes(ONCE, "once_unit"),
            monthly=self._minutes(MONTHLY, "monthly_unit"),
            condition=said.get("condition", "") if has_condition else "",
            residual_level=said.get("residual_level") if has_condition else None,
            condition_owner=said.get("condition_owner") if has_condition else None,
            condition_days=said.get("condition_days") if has_condition else None,
            condition_lapses=has_condition and said.get("condition_lapses", False),
            feels_right={"yes": True, "no": False}.get(said.get("feels_right", "")),
            reasons=said.get("reasons", ""),
            counter_wording=said.get("counter_wording", "") if is_counter else "",
            counter_value=said.get("counter_value") if is_counter else None,
            counter_rung=self.rungs.get(said.get("start_from", "")) if is_counter else None,
        )

    def _minutes(self, names: tuple[str, str, str], unit_name: str) -> tuple[int, int, int]:
        unit = self.cleaned_data.get(unit_name, HOURS)
        low, likely, high = (in_minutes(self.cleaned_data.get(name) or Decimal(0), unit) for name in names)
        if any(name in self.errors for name in names):
            return 0, 0, 0
        return low, likely, high

    def with_rung(self) -> "ReviewForm":
        """The same as typed so far, not checked, with the chosen rung's wording and value filled in, and the
        cursor in the wording."""
        typed = self.data.dict() if hasattr(self.data, "dict") else dict(self.data)
        rung = self.rungs.get(typed.get("start_from", ""))
        term = self.asked.term
        typed["counter_wording"] = rung.wording if rung else term.wording
        typed["counter_value"] = plain_number(rung.value if rung else term.value)
        filled = ReviewForm(
            asked=self.asked, policy=self.policy, earlier=self.earlier, start=self.start, initial=typed
        )
        filled.fields["counter_wording"].widget.attrs["autofocus"] = True
        return filled
