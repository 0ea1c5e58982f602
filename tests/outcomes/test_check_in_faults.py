"""What is wrong with a check-in is said with the term that it is about."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from outcomes.forms.check_in import CheckInForm
from outcomes.queries.asked_cells import cells_of
from outcomes.standing_hours import StandingHours
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import check_in_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)


@pytest.mark.parametrize(
    "field, typed, sentence",
    [
        ("spent", "-1", "Hours spent so far: Payment terms: Write 0 or more hours."),
        ("remaining", "-0.5", "Hours still to come: Payment terms: Write 0 or more hours."),
        ("spent", "many", "Payment terms: Write hours such as 12 or 1.5, with at most 2 decimals."),
        ("remaining", "1.234", "Payment terms: Write hours such as 12 or 1.5, with at most 2 decimals."),
        ("spent", "99999999", "Payment terms: This is more work than can be reckoned with. Check the unit."),
        ("spent", "9999999", "Payment terms: This is more work than can be reckoned with. Check the unit."),
    ],
)
def test_hours_that_cannot_be_are_named_with_their_term(
    cast: Cast, field: str, typed: str, sentence: str
) -> None:
    handover = make_signed(cast, "support-response", "payment-terms", on=SIGNED_ON)
    check_in = check_in_of(handover, "FIN")
    said = {"T1-level": "1", "T2-level": "1", f"T2-{field}": typed}
    answer = browser_of(cast.members["FIN"]).post(reverse("outcomes:check_in", args=[check_in.pk]), said)
    text = text_of(answer)
    assert answer.status_code == 422 and "One thing to put right" in text
    assert sentence in text and f'value="{typed}"' in text


def test_a_per_cent_sign_in_the_name_of_a_term_is_kept(cast: Cast) -> None:
    check_in = check_in_of(make_signed(cast, "support-response", on=SIGNED_ON), "SUP")
    cells = [replace(cell, name="99.9 % on time") for cell in cells_of(check_in)]
    standing = {cell.ids: StandingHours(0, 600, "as said") for cell in cells}
    typed = {"T1-level": "1", "T1-spent": "-1", "T1-remaining": "many"}
    form = CheckInForm(typed, check_in=check_in, cells=cells, earlier={}, standing=standing, conditions={})
    assert form.errors["T1-spent"] == ["99.9 % on time: Write 0 or more hours."]
    assert "99.9 % on time: Write hours such as" in form.errors["T1-remaining"][0]
