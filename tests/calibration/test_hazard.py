"""The hazard curve and its touch-up against other ways to the same figures. docs/outcomes.md, section 2."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import differential_evolution

from outcomes.calibration.blend import fit_blend, touched_up
from outcomes.calibration.hazard import TooFewOutcomes, fit_hazard, fitted, shares
from outcomes.calibration.predicting import Curve, Sample, fit_curve
from reviews.engine.learned import MILLION, Blend, Hazard, Learned
from reviews.engine.probability import probability_of_bad


def made_up(n: int, seed: int = 4) -> Sample:
    """True a, b, c of 0.5, 0.2, 0.05."""
    rng = np.random.default_rng(seed)
    severity, effort = rng.gamma(1.5, 0.4, n), rng.gamma(1.2, 0.5, n)
    chance = 1 - np.exp(-(0.5 * severity + 0.2 * effort + 0.05))
    return Sample(severity, effort, rng.random(n) < chance)


def minus_log_posterior(logs: list[float], sample: Sample) -> float:
    """Written out deal by deal, with plain floats."""
    a, b, c = (exp(value) for value in logs)
    total = 0.0
    for severity, effort, bad in zip(sample.severity, sample.effort, sample.bad, strict=True):
        rate = a * severity + b * effort + c
        total -= log(1 - exp(-rate)) if bad else -rate
    for value, centre, spread in zip(logs, (0.3, 0.3, 0.02), (0.7, 0.7, 1.0), strict=True):
        total += 0.5 * ((value - log(centre)) / spread) ** 2
    return total


def test_the_curve_is_the_likeliest_one_of_a_search_without_slopes() -> None:
    sample = made_up(120)
    found = fit_hazard(sample.severity, sample.effort, sample.bad)
    searched = differential_evolution(
        minus_log_posterior, [(-4, 2), (-4, 2), (-8, 0)], args=(sample,), seed=1, tol=1e-8, maxiter=60
    )
    for value, expected in zip((found.a, found.b, found.c), np.exp(searched.x), strict=True):
        assert value / MILLION == pytest.approx(expected, rel=0.02)


def test_many_outcomes_find_the_truth_and_few_stay_near_what_is_usual() -> None:
    many, few = made_up(20_000), made_up(6)
    found = fitted(many.severity, many.effort, many.bad)
    assert found.a / MILLION == pytest.approx(0.5, abs=0.05)
    assert found.b / MILLION == pytest.approx(0.2, abs=0.05)
    near = fitted(few.severity, few.effort, few.bad)
    assert 0.1 < near.a / MILLION < 0.9


@pytest.mark.parametrize(
    ("n", "bad", "words"),
    [(49, 20, "there are 49, 20 of them bad"), (60, 9, "60, 9 of them bad"), (60, 51, "60, 51 of them bad")],
)
def test_too_few_outcomes_are_refused_with_the_figures(n: int, bad: int, words: str) -> None:
    dose = np.linspace(0, 1, n)
    with pytest.raises(TooFewOutcomes, match=words):
        fit_hazard(dose, dose, np.arange(n) < bad)


def test_the_touch_up_is_an_isotonic_fit_by_pooling_neighbours() -> None:
    rng = np.random.default_rng(2)
    plain = np.sort(rng.random(300))
    bad = rng.random(300) < plain**2
    found = fit_blend(plain, bad)
    assert found is not None
    assert found.weight == round(1000 * 300 / 700)
    assert [y / MILLION for _, y in found.points] == pytest.approx(pooled(bad.astype(float)), abs=2e-6)


def pooled(values: np.ndarray) -> list[float]:
    """Pool adjacent violators, step by step."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        blocks.append((float(value), 1))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (one, n), (two, m) = blocks[-2:]
            blocks[-2:] = [((one * n + two * m) / (n + m), n + m)]
    return [value for value, _ in blocks]


def test_the_touch_up_waits_for_two_hundred_outcomes() -> None:
    assert fit_blend(np.linspace(0.1, 0.9, 199), np.arange(199) > 100) is None
    assert fit_blend(np.linspace(0.1, 0.9, 200), np.arange(200) > 100) is not None


@pytest.mark.parametrize("n", [120, 400])
def test_pages_and_worker_compute_the_same_probability(n: int) -> None:
    sample = made_up(n)
    curve = fit_curve(sample)
    learned = Learned(hazard=curve.hazard, blend=curve.blend)
    severity = np.rint(sample.severity * MILLION).astype(int)
    effort = np.rint(sample.effort * MILLION).astype(int)
    expected = curve.predict(Sample(severity / MILLION, effort / MILLION, sample.bad))
    shown = [probability_of_bad(learned, int(s), int(e)) for s, e in zip(severity, effort, strict=True)]
    assert shown == pytest.approx(list(expected), abs=1e-9)


CURVES = st.builds(
    Hazard,
    a=st.integers(1, 10**7),
    b=st.integers(1, 10**7),
    c=st.integers(1, 10**6),
    n=st.just(50),
    bad=st.just(10),
)


@st.composite
def blends(draw: st.DrawFn) -> Blend | None:
    count = draw(st.integers(0, 6))
    if not count:
        return None
    share = st.integers(0, MILLION)
    xs = sorted(draw(st.lists(share, min_size=count, max_size=count, unique=True)))
    ys = sorted(draw(st.lists(share, min_size=count, max_size=count)))
    return Blend(draw(st.integers(0, 999)), tuple(zip(xs, ys, strict=True)))


DOSE = st.integers(0, 50_000_000)


@given(hazard=CURVES, blend=blends(), severity=DOSE, effort=DOSE, more=DOSE)
def test_the_probability_rises_with_each_dose_and_is_never_certain(
    hazard: Hazard, blend: Blend | None, severity: int, effort: int, more: int
) -> None:
    learned = Learned(hazard=hazard, blend=blend)
    base = probability_of_bad(learned, severity, effort)
    harder = probability_of_bad(learned, severity + more, effort)
    longer = probability_of_bad(learned, severity, effort + more)
    assert base is not None and harder is not None and longer is not None
    assert 0 < base < 1
    assert harder >= base - 1e-12
    assert longer >= base - 1e-12


def test_without_a_curve_there_is_no_probability() -> None:
    assert probability_of_bad(Learned(), 1, 1) is None


def test_a_curve_without_touch_up_is_left_as_it_is() -> None:
    plain = np.array([0.1, 0.2])
    assert list(touched_up(None, plain)) == [0.1, 0.2]
    hazard = Hazard(300_000, 300_000, 20_000, 50, 10)
    assert Curve(hazard, None).predict(Sample(plain, plain, plain > 0)) == pytest.approx(
        shares(hazard, plain, plain)
    )
