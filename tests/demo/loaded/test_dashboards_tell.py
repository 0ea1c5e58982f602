"""The pages that executives open tell the stories of the two years."""

import csv
import re

import pytest

from accounts.models import User
from tests.reviews.browser import browser_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def page(path: str) -> str:
    """The words of a page as Anders reads them."""
    return text_of(browser_of(User.objects.get(name="Anders Holm")).get(path))


def after(heading: str, words: str) -> str:
    return words.split(heading, 1)[1]


def test_the_dashboard_says_how_much_was_signed_at_the_quarters_end() -> None:
    words = page("/insights/")
    share = re.search(r"(\d+) % of Q3 2026’s pain in two weeks", words)
    assert share is not None and 40 <= int(share[1]) <= 60
    assert "By chance alone as much or more" in words


def test_legal_with_a_lawyer_less_runs_over_its_capacity_in_december() -> None:
    words = page("/insights/")
    assert "Legal runs over capacity, first in December" in words
    assert re.search(r"Legal is over by \d+ % in December\.</b> \w+ deals bring \d+ points", words)
    assert "Legal, December 2026" in after("What will overload", page("/insights/weekly/"))


def test_the_dashboard_says_how_often_the_prediction_held() -> None:
    words = page("/insights/")
    assert re.search(r"\d+ % stayed within the predicted P80 cost; the goal is 80 %", words)
    assert re.search(r"It felt 1\.\d+ times what was said \(90 % range", words)


def test_only_dirk_is_named_and_katarzyna_is_recognised_for_her_clean_deals() -> None:
    words = page("/insights/reps/")
    named = after("Harder than said, beyond chance", words).split("How this is reckoned")[0]
    assert "Dirk Vandenberg" in named and "Katarzyna" not in named
    assert "Katarzyna Wójcik" in words.split("Harder than said, beyond chance")[0]


def test_security_answers_too_lightly_and_legal_too_hard() -> None:
    answer = browser_of(User.objects.get(name="Anders Holm")).get("/insights/functions/?csv=bias")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    felt = {row["Function"]: row["Pain, × of said"] for row in csv.DictReader(lines)}
    assert float(felt["Security"]) > 1.3 and float(felt["Legal"]) < 0.9


def test_tregarths_renewal_is_one_that_nobody_listened_to() -> None:
    words = page("/insights/unheard/")
    assert "Tregarth Water" in words and "Nobody’s" in words
