"""Policies as files, whoever wrote them."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from reviews.policy_file import MOST_BYTES, InvalidPolicyFile, as_json, as_yaml, read_policy

SAMPLES = sorted((Path(settings.ROOT) / "reviews" / "sample" / "policies").glob("*.yaml"))


def refusal(content: str | bytes, name: str = "") -> tuple[int | None, str]:
    with pytest.raises(InvalidPolicyFile) as refused:
        read_policy(content, name)
    assert refused.value.sentence.endswith(".")
    return refused.value.line, refused.value.sentence


PLAIN = {
    "a country in Scandinavia": ("a: NO", "NO"),
    "on and off": ("a: [on, off, yes, n]", ["on", "off", "yes", "n"]),
    "a time of day": ("a: 12:30", "12:30"),
    "a day": ("a: 2026-11-22", "2026-11-22"),
    "a number with a nought before it": ("a: 0123", 123),
    "with decimals": ("a: [99.95, .5, -3, 1e3]", [99.95, 0.5, -3, 1000.0]),
    "truth": ("a: [true, False]", [True, False]),
    "nothing": ("a: [~, null, ]", [None, None]),
    "infinity is a text": ("a: .inf", ".inf"),
    "quotes": ("a: '10 %'", "10 %"),
    "a reference": ("b: &x [1]\na: *x", [1]),
}


@pytest.mark.parametrize(("text", "value"), PLAIN.values(), ids=PLAIN)
def test_yaml_means_what_it_looks_like(text, value):
    assert read_policy(text)["a"] == value


def test_json_is_seen_from_the_name_or_the_content():
    assert read_policy('{"a": [1, 2.5, null]}') == {"a": [1, 2.5, None]}
    assert read_policy(b'\xef\xbb\xbf{"a": 1}', "policy.JSON") == {"a": 1}
    assert read_policy("{a: 1}", "policy.yml") == {"a": 1}
    assert refusal("a: 1", "policy.json")[1].startswith("This is not valid JSON")


REFUSED = {
    "nothing in it": (" \n", None, "empty"),
    "too large": ("a" * (MOST_BYTES + 1), None, "at most 1,000,000"),
    "no text": (b"\xff\xfe", None, "UTF-8"),
    "a name twice": ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, "The name c is given twice"),
    "a name twice in JSON": ('{\n"a": 1,\n\t"a": 2}', 3, "The name a is given twice"),
    "a name twice in one line": ("{a: 1, 'a': 2}", 1, "given twice"),
    "deep lists": ("[" * 50_000, None, "nested too deeply"),
    "deep lists in YAML": ("a: " + "[" * 50_000, 1, "nested too deeply"),
    "deep objects in JSON": ('{"a":' * 40 + "1" + "}" * 40, None, "nested too deeply"),
    "a reference to itself": ("a: &a [*a]", 1, "contains itself"),
    "a tag": ("a: !!python/object/apply:os.system [ls]", 1, "tag"),
    "a harmless tag": ("a: 1\nb: !!binary aGk=", 2, "tag"),
    "two documents": ("a: 1\n---\nb: 1", 2, "second document"),
    "a list as a name": ("? [a]\n: 1", 1, "plain text as the name"),
    "an open bracket": ("a: [1\nb: 2", 2, "not valid YAML"),
    "an open bracket in JSON": ('{"a": [1', 1, "not valid JSON"),
    "a control character": ("a: \x00", None, "not valid YAML"),
    "no number in JSON": ('{"a": NaN}', None, "not a number"),
    "five thousand figures": ("a: " + "9" * 5000, None, "digits"),
    "five thousand figures in JSON": ('{"a": ' + "9" * 5000 + "}", None, "digits"),
    "a reference to nothing": ("a: *b", 1, "not valid YAML"),
}


@pytest.mark.parametrize(("content", "line", "words"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_or_broken_file_is_refused_with_its_line(content, line, words):
    found, sentence = refusal(content)
    assert words in sentence
    assert found == line


def test_references_that_grow_beyond_measure_are_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{row}: &a{row} [{', '.join([f'*a{row - 1}'] * 10)}]" for row in range(1, 12)]
    began = time.process_time()
    assert "references written out" in refusal("\n".join(lines))[1]
    assert time.process_time() - began < 1


def test_the_most_bytes_count_as_bytes():
    assert read_policy("a: " + "x" * (MOST_BYTES - 3))
    assert "at most" in refusal("a: " + "é" * (MOST_BYTES // 2))[1]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_policy_comes_back_from_either_form(path):
    document = read_policy(path.read_bytes(), path.name)
    assert read_policy(as_yaml(document), "a.yaml") == document
    assert read_policy(as_json(document), "a.json") == document
    assert list(read_policy(as_yaml(document))) == list(document)


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.sampled_from(
        ("NO", "yes", "true", "null", "~", "1e3", "012", "0x1f", "12:30", "2026-01-01", ".5", "<<", "=")
    ),
)
NUMBERS = st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False))
DOCUMENTS = st.recursive(
    st.one_of(TEXTS, NUMBERS, st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, DOCUMENTS, max_size=4))
def test_whatever_is_written_reads_back_the_same(document: Any):
    for text in (as_yaml(document), as_json(document)):
        found = read_policy(text)
        assert found == document
        assert json.dumps(found) == json.dumps(document)
