"""Marks stand where their numbers say."""

import pytest

from insights.presentation.plots.axes import round_step, ticks_of
from insights.presentation.plots.bullets import Bullet, bullet_plot
from insights.presentation.plots.heat import per_cent, shade_of
from insights.presentation.plots.scatter import MOST_DOTS, Said, scatter_plot
from insights.presentation.plots.stacks import stack_plot
from insights.presentation.plots.weeks import week_plot
from insights.presentation.plots.whiskers import Spread, whisker_plot


@pytest.mark.parametrize(
    ("most", "step"), [(118, 40), (8.4, 3), (26, 10), (0, 1), (0.02, 0.008), (3, 1), (1_000_000, 400_000)]
)
def test_an_axis_ends_at_a_round_number_above_everything(most: float, step: float) -> None:
    assert round_step(most) == pytest.approx(step)
    assert round_step(most) * 3 >= most


def test_ticks_run_from_nought_upwards() -> None:
    ticks = ticks_of(118, 268, 18)
    assert [(tick.at, tick.label) for tick in ticks] == [
        (268, "0"),
        (184.7, "40"),
        (101.3, "80"),
        (18, "120"),
    ]


def test_bars_by_week_stand_on_the_floor_and_the_last_two_are_marked() -> None:
    weeks = [12.0, 18, 15, 22, 19, 24, 20, 27, 25, 31, 38, 92, 118]
    plot = week_plot("T", "D", weeks, [14, 16], even_word="even")
    assert [round(bar.y + bar.height, 1) for bar in plot.bars] == [268] * 13
    heights = [bar.height for bar in plot.bars]
    assert heights[12] == pytest.approx(250 * 118 / 120, abs=0.1) and heights[0] == 25
    assert [bar.label for bar in plot.bars if bar.is_marked] == ["12", "13"]
    assert plot.line == "45.9,238.8 74,234.7" or plot.line == "46,238.8 74,234.7"
    assert plot.even_y == pytest.approx(268 - 250 * (sum(weeks) / 13) / 120, abs=0.1)
    assert max(bar.x + bar.width for bar in plot.bars) <= 400


def test_a_quarter_without_anything_is_drawn_without_marks() -> None:
    plot = week_plot("T", "D", [0.0] * 13, [])
    assert {bar.height for bar in plot.bars} == {0} and plot.even_y is None and plot.line == ""


def test_parts_of_a_column_stand_on_each_other() -> None:
    tones = [("low", "Low"), ("high", "High"), ("severe", "Severe")]
    plot = stack_plot("T", "D", ["Jan", "Feb"], tones, [[3.0, 1.5, 0], [0, 0, 0]])
    first, second = plot.columns
    low, high = first.parts
    assert low.y + low.height == 208 and high.y + high.height == low.y
    assert low.height == pytest.approx(2 * high.height, abs=0.2)
    assert not second.parts and plot.legend == (("low", "Low"), ("high", "High"))


def test_a_row_is_late_when_its_half_lies_beyond_the_promise() -> None:
    plot = whisker_plot(
        "T", "D", [Spread("Legal", 9, 26, 8), Spread("Finance", 8, 9, 8), Spread("New", 1, 2)]
    )
    assert [row.is_late for row in plot.rows] == [True, False, False]
    legal = plot.rows[0]
    assert legal.promised is not None and legal.promised < legal.half < legal.most <= 394
    assert plot.rows[2].promised is None


def test_bullets_say_how_far_from_the_plan() -> None:
    short, met, free = Bullet("A", 18, 25), Bullet("B", 34, 30), Bullet("C", 5, None)
    assert (short.gap_word, met.gap_word, free.gap_word) == ("−7", "+4", "")
    assert (short.is_met, met.is_met, free.is_met) == (False, True, False)
    assert bullet_plot([short, met]).width == 50
    assert bullet_plot([Bullet("D", 97, None)]).width == 100


def test_dots_become_squares_when_there_are_too_many() -> None:
    few = scatter_plot("T", "D", [Said(0, 100, True), Said(100, 0, False)])
    assert [(dot.x, dot.y) for dot in few.dots] == [(46, 8), (392, 240)]
    assert (few.within, few.outside, few.squares) == (1, 1, ())
    crowd = [Said(50, 50, True)] * MOST_DOTS + [Said(0, 100, False)]
    many = scatter_plot("T", "D", crowd)
    assert not many.dots and len(many.squares) == 2 and (many.within, many.outside) == (MOST_DOTS, 1)
    assert sorted(square.shade for square in many.squares) == [1, 4]
    assert all(46 <= square.x <= 392 and 8 <= square.y <= 240 for square in many.squares)


@pytest.mark.parametrize(
    ("minutes", "capacity", "shown", "shade"),
    [
        (0, 100, 0, "heat--1"),
        (60, 100, 60, "heat--1"),
        (61, 100, 61, "heat--2"),
        (85, 100, 85, "heat--3"),
        (86, 100, 86, "heat--4"),
        (1000, 1000, 100, "heat--4"),
        (1001, 1000, 101, "heat--over"),
        (5, 0, 101, "heat--over"),
        (0, 0, None, "heat--1"),
    ],
)
def test_heat_never_rounds_an_overload_away(
    minutes: int, capacity: int, shown: int | None, shade: str
) -> None:
    assert per_cent(minutes, capacity) == shown
    assert shade_of(shown) == shade
