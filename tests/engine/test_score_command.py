"""`manage.py score`: as a stranger runs it, with no settings, no server and no database."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.engine.golden import GOLDEN, WORKED
from tests.engine.makers import make_cell, make_deal

ROOT = Path(__file__).parent.parent.parent
REALISTIC = WORKED["23-realistic"]


def score(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in an empty environment."""
    return subprocess.run(
        [sys.executable, "manage.py", "score", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


def answer_of(run: subprocess.CompletedProcess[bytes]) -> object:
    assert run.returncode == 0, run.stderr.decode()
    assert run.stderr == b""
    return json.loads(run.stdout)


def as_bytes(document: object) -> bytes:
    return json.dumps(document).encode()


def expect(answer: object, expected: dict) -> None:
    assert {**answer, "cost": None} == {**expected, "cost": None}
    assert answer["cost"] == pytest.approx(expected["cost"], rel=1e-6, abs=0)


def test_one_deal_from_a_file(tmp_path):
    file = tmp_path / "deal.json"
    file.write_bytes(as_bytes(REALISTIC["deal"]))
    expect(answer_of(score(str(file))), REALISTIC["expect"])


def test_all_deals_of_the_golden_file_from_standard_input():
    answers = answer_of(score("-", given=as_bytes([vector["deal"] for vector in GOLDEN["worked"]])))
    assert len(answers) == 27
    for answer, vector in zip(answers, GOLDEN["worked"], strict=True):
        expect(answer, vector["expect"])


def test_an_empty_list_gives_an_empty_list():
    assert answer_of(score("-", given=b"[]")) == []


def test_a_file_with_a_byte_order_mark_is_read():
    assert answer_of(score("-", given=b"\xef\xbb\xbf" + as_bytes(make_deal())))["score"] == "0.0"


def test_a_string_is_recomputed():
    answer = answer_of(score("--string", "79.9/" + REALISTIC["expect"]["vector"]))
    assert (answer["score"], answer["gate"], answer["interval"]) == ("79.9", "EXEC", ["79.9", "79.9"])


NESTED = b"[" * 100_000
BAD_INPUT = {
    "no JSON": (["-"], b"{", "file is not valid JSON"),
    "nothing": (["-"], b"", "file is not valid JSON"),
    "no text": (["-"], b"\xff\xfe", "is not text in UTF-8"),
    "nested": (["-"], NESTED, "file is nested too deeply"),
    "not a number": (["-"], b'{"value": NaN}', "file holds NaN"),
    "infinite": (["-"], b'{"value": -Infinity}', "file holds -Infinity"),
    "too many digits": (["-"], b'{"value": ' + b"9" * 5_000 + b"}", "far too many digits"),
    "float overflow": (["-"], as_bytes(make_deal()).replace(b"50000000", b"1e999"), "value must be"),
    "key twice": (["-"], b'{"value": 1, "value": 2}', "value is given twice"),
    "a number": (["-"], b"7", "deal must be an object, not 7."),
    "field": (["-"], as_bytes(make_deal(value=0)), "value must be a whole number"),
    "field in a list": (
        ["-"],
        as_bytes([make_deal(), make_deal(make_cell(c=5))]),
        "deals[1].cells[0].c must",
    ),
    "number in a list": (["-"], b"[7]", "deals[0] must be an object"),
    "no such file": (["/no/such/deal.json"], b"", "cannot be read: No such file"),
    "a folder": (["."], b"", "cannot be read: Is a directory"),
    "string": (["--string", "DD:1.0/x"], b"", "string must have the parts"),
    "score in front": (["--string", "1.0/" + REALISTIC["expect"]["vector"]], b"", "score in front"),
    "neither": ([], b"", "file or --string must be given"),
    "both": (["-", "--string", "DD:1.0/x"], b"", "only one of them"),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_one_sentence_and_exit_code_two(name):
    arguments, given, sentence = BAD_INPUT[name]
    run = score(*arguments, given=given)
    said = run.stderr.decode()
    assert run.returncode == 2
    assert run.stdout == b""
    assert sentence in said
    assert len(said.splitlines()) == 1 and said.endswith(".\n")


def test_the_command_is_found_among_those_of_the_project(tmp_path):
    file, out = tmp_path / "deal.json", io.StringIO()
    file.write_bytes(as_bytes(REALISTIC["deal"]))
    call_command("score", str(file), stdout=out)
    expect(json.loads(out.getvalue()), REALISTIC["expect"])
