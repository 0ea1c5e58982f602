"""Which earlier asks are alike, and what is counted of them."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from outcomes.precedents import (
    ALIKE,
    FEWEST,
    MOST_NEAR,
    MOST_WORDS,
    Ask,
    Candidate,
    Fate,
    Lived,
    closeness,
    likeness,
    precedents_of,
    words_of,
)

WORDS = words_of("The Service is available 99.99 per cent of each calendar month.")
VALUES = st.integers(0, 100_000).map(lambda hundredths: Decimal(hundredths) / 100)


def asked(value: str | None = "99.99", words: str = WORDS, span: str | None = "0.45") -> Ask:
    return Ask("uptime", _number(value), words, _number(span))


def earlier(deal: int, value: str | None = "99.99", **fields: Any) -> Candidate:
    facts: dict[str, Any] = {"words": WORDS, "fate": Fate.AGREED, "asked_at": float(deal), **fields}
    return Candidate(term=facts.pop("term", deal), deal=deal, value=_number(value), **facts)


def lived(said: int = 600, was: int = 600, *, is_bad: bool = False) -> Lived:
    return Lived(2.0, 3.0, said, was, is_bad)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_values_are_close_by_the_length_of_the_ladder() -> None:
    span = Decimal("0.45")
    assert closeness(Decimal("99.95"), Decimal("99.95"), span) == 1
    assert closeness(Decimal("99.5"), Decimal("99.95"), span) == 0
    assert 0.9 < (closeness(Decimal("99.99"), Decimal("99.95"), span) or 0) < 0.92
    assert closeness(Decimal(45), Decimal(90), None) == 0.5
    assert closeness(None, Decimal(90), span) is None


def test_a_far_value_is_no_precedent_however_alike_the_words() -> None:
    assert likeness(asked("99.99"), earlier(1, "99.5")) < ALIKE
    assert likeness(asked("99.99"), earlier(1, "99.95", words="nothing alike")) >= ALIKE


def test_without_values_the_words_decide() -> None:
    one = asked(None, words_of("Supplier may not name the customer as a reference."))
    same = earlier(1, None, words=words_of("supplier may NOT name the customer as a reference"))
    other = earlier(2, None, words=words_of("Disputes go to arbitration in Stockholm."))
    assert likeness(one, same) == 1 and likeness(one, other) < ALIKE


def test_words_are_cut_before_they_are_compared() -> None:
    assert len(words_of("a" * 10 * MOST_WORDS)) == MOST_WORDS


def test_a_deal_counts_once_and_by_what_was_signed() -> None:
    found = precedents_of(
        asked("99.99"),
        [
            earlier(1, "99.99", term=1, fate=Fate.REFUSED),
            earlier(1, "99.95", term=2, fate=Fate.AGREED),
            earlier(2, "99.99", fate=Fate.REFUSED),
            earlier(3, "99.99", fate=Fate.OPEN),
            earlier(4, "99.0", fate=Fate.AGREED),
        ],
    )
    assert (found.of_type, found.asked, found.agreed, found.refused) == (4, 3, 1, 1)
    assert [near.candidate.deal for near in found.nearest] == [2, 3, 1]


def test_effort_is_a_ratio_of_sums_and_silent_below_three() -> None:
    rows = [earlier(1, lived=lived(100, 300)), earlier(2, lived=lived(900, 1000))]
    few = precedents_of(asked(), [*rows, earlier(3)])
    assert (few.agreed, few.lived, few.ratio, few.was_level, few.bad) == (3, 2, None, None, None)
    enough = precedents_of(asked(), [*rows, earlier(3, lived=lived(1000, 2700, is_bad=True))])
    assert enough.lived == FEWEST
    assert (enough.ratio, enough.said_level, enough.was_level, enough.bad) == (2.0, 2.0, 3.0, 1)


def test_where_nothing_was_estimated_there_is_no_ratio() -> None:
    rows = [earlier(deal, lived=lived(0, 60)) for deal in (1, 2, 3)]
    found = precedents_of(asked(), rows)
    assert found.ratio is None and found.was_level == 3.0


def test_outcomes_of_what_was_refused_say_nothing() -> None:
    rows = [earlier(deal, lived=lived(), fate=Fate.REFUSED) for deal in (1, 2, 3)]
    assert precedents_of(asked(), rows).lived == 0


@given(one=VALUES, other=VALUES, span=st.one_of(st.none(), VALUES.filter(bool)))
def test_closeness_is_a_share_and_symmetric(one: Decimal, other: Decimal, span: Decimal | None) -> None:
    close = closeness(one, other, span)
    assert close is not None and 0 <= close <= 1
    assert close == closeness(other, one, span)


@given(ask=st.text(max_size=60), texts=st.lists(st.text(max_size=60), max_size=6))
def test_counts_never_contradict_each_other(ask: str, texts: list[str]) -> None:
    fates = [Fate.AGREED, Fate.REFUSED, Fate.OPEN]
    rows = [
        earlier(place, None, words=words_of(text), fate=fates[place % 3]) for place, text in enumerate(texts)
    ]
    found = precedents_of(asked(None, words_of(ask)), rows)
    assert found.agreed + found.refused <= found.asked <= found.of_type == len(texts)
    assert len(found.nearest) == min(MOST_NEAR, found.asked)
    assert all(near.likeness >= ALIKE for near in found.nearest)
