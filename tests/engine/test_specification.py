"""The written specification states the numbers that the code uses."""

import json
import re
from pathlib import Path

from reviews.engine.scales import BAND_WORDS, DEFAULT_POLICY

TEXT = (Path(__file__).parent.parent.parent / "docs" / "scoring.md").read_text(encoding="utf-8")
POLICY = DEFAULT_POLICY.as_document()


def test_every_constant_of_the_default_policy_is_written_down_with_its_value():
    written = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", TEXT, flags=re.MULTILINE))
    told_elsewhere = {"id", "spec", "w_f", "w_k", "rate", "uplift"}
    tabled = {key: json.loads(written[key]) for key in POLICY if key not in told_elsewhere}
    assert tabled == {key: POLICY[key] for key in tabled}


def test_bands_are_written_down_with_their_words_and_starts():
    written = re.findall(r"^\| ([A-Z]+) \| (\w+) \| ([\d.]+) \|", TEXT, flags=re.MULTILINE)
    starts = [0, *POLICY["bands"]]
    assert [(code, word) for code, word, _ in written] == list(BAND_WORDS.items())
    assert [round(10 * float(start)) for _, _, start in written] == starts


def test_the_nineteen_properties_are_listed_and_each_has_its_test():
    section = TEXT.partition("## 9. ")[2].partition("## 10. ")[0]
    listed = set(re.findall(r"^\| (\d\d) \| ", section, flags=re.MULTILINE))
    tested = set()
    for file in Path(__file__).parent.glob("test_properties_*.py"):
        tested |= set(
            re.findall(r"^def test_property_(\d\d)_", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        )
    assert listed == tested == {f"{number:02}" for number in range(1, 20)}
