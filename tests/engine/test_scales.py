"""The published numbers: threshold table, level doses, bands, policy digest, anchors."""

import hashlib
import json
from decimal import Decimal

import pytest

from reviews.engine.policy_version import Policy
from reviews.engine.rounding import half_up, nearest_root
from reviews.engine.scales import (
    BAND_WORDS,
    BANDS,
    DEFAULT_POLICY,
    FUNCTIONS,
    LEVEL_ANCHORS,
    THRESHOLDS,
    band_of,
)
from reviews.engine.scoring import tenths_of
from tests.engine.golden import GOLDEN


def test_threshold_table_is_the_published_one():
    table = json.dumps(list(THRESHOLDS), separators=(",", ":"))
    assert hashlib.sha256(table.encode()).hexdigest() == GOLDEN["threshold_sha256"]
    assert list(THRESHOLDS) == GOLDEN["threshold_table"]


@pytest.mark.parametrize("edge", GOLDEN["edge"], ids=lambda edge: str(edge["dose"]))
def test_edge_of_the_table(edge):
    assert tenths_of(edge["dose"]) == edge["tenths"]


@pytest.mark.parametrize("k", range(1, 1000, 37))
def test_one_micro_dose_below_a_threshold_shows_one_tenth_less(k):
    assert tenths_of(THRESHOLDS[k - 1]) == k
    assert tenths_of(THRESHOLDS[k - 1] - 1) == k - 1


def test_default_policy_is_the_published_one():
    assert DEFAULT_POLICY.as_document() == GOLDEN["policy"]
    assert DEFAULT_POLICY.digest == GOLDEN["policy_digest"]
    assert list(DEFAULT_POLICY.level_dose) == GOLDEN["level_dose"]


def test_a_changed_weight_gives_another_digest():
    changed = Policy.from_document({**GOLDEN["policy"], "plan_limit": 851})
    assert changed.digest != DEFAULT_POLICY.digest


@pytest.mark.parametrize("band", BANDS)
def test_band_covers_exactly_its_published_points(band):
    first, last = (round(10 * points) for points in GOLDEN["bands"][band])
    assert {band_of(tenths) for tenths in (first, last)} == {band}
    assert first == 0 or band_of(first - 1) != band
    assert last == 1000 or band_of(last + 1) != band


def test_people_read_a_word_for_every_band():
    assert [BAND_WORDS[band] for band in BANDS] == ["Low", "Moderate", "High", "Severe", "Blocked"]


def test_every_function_has_a_distinct_anchor_for_every_level():
    assert set(LEVEL_ANCHORS) == set(FUNCTIONS)
    for anchors in LEVEL_ANCHORS.values():
        assert list(anchors) == [1, 2, 3, 4, 5]
    sentences = [sentence for anchors in LEVEL_ANCHORS.values() for _, sentence in anchors.values()]
    assert len(set(sentences)) == 30
    assert all(sentence.endswith(".") for sentence in sentences)


def test_a_half_goes_up_and_roots_go_to_the_nearest():
    assert [half_up(numerator, 4) for numerator in range(8)] == [0, 0, 1, 1, 1, 1, 2, 2]
    for square in range(2_000):
        nearest = (Decimal(square).sqrt() + Decimal("0.5")).to_integral_value("ROUND_FLOOR")
        assert nearest_root(square) == nearest


BAD_POLICIES = {
    "policy.id": {"id": "Default policy"},
    "policy.spec": {"spec": "DD:2.0"},
    "policy.level_points": {"level_points": [0, 4, 4, 35, 75]},
    "policy.bands": {"bands": [200, 450, 700]},
    "policy.rate.DEL": {"rate": {**GOLDEN["policy"]["rate"], "DEL": 0}},
    "policy.rate": {"rate": {"DEL": 12000}},
    "policy.sig_u": {"sig_u": 0.3},
    "policy.std_margin": {"std_margin": True},
    "policy.cost_gate": {"cost_gate": [[150, "BLOCKED"]]},
    "policy.w_f": {"w_f": {"delivery": 1000}},
    "policy.discount": {"discount": 10},
}


@pytest.mark.parametrize("field", BAD_POLICIES)
def test_a_policy_that_cannot_be_used_names_the_field(field):
    with pytest.raises(ValueError, match="policy") as refusal:
        Policy.from_document({**GOLDEN["policy"], **BAD_POLICIES[field]})
    assert refusal.value.field == field


def test_a_policy_without_a_number_names_what_is_missing():
    document = {key: value for key, value in GOLDEN["policy"].items() if key != "theta"}
    with pytest.raises(ValueError, match=r"policy\.theta is missing"):
        Policy.from_document(document)
