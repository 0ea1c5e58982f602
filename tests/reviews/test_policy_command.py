"""`manage.py policy`: as a stranger runs it, with no settings, no server and no database."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.models import Role
from reviews.engine.rules import schema
from tests.engine.rules.makers import make_document, make_rule
from tests.make import make_user

ROOT = Path(settings.ROOT)
SAMPLES = sorted((ROOT / "reviews" / "sample" / "policies").glob("*.yaml"))
GUARD = make_rule("guard", {"fact": "band", "in": ["MGR", "VP", "EXEC"]})
LEAKING = make_document(
    GUARD,
    make_rule("low", {"fact": "discount", "at_most": 49}, ladder="discount"),
    make_rule("high", {"fact": "discount", "at_least": 50}, ladder="discount"),
)
LIMITED = make_document(GUARD, make_rule("low", {"fact": "discount", "above": 10, "at_most": 49}))


def policy(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in an empty environment."""
    return subprocess.run(
        [sys.executable, "manage.py", "policy", *map(str, arguments)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


def written(folder: Path, document: object, name: str = "policy.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document))
    return path


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_policies_are_clean(path):
    run = policy("check", path)
    assert (run.returncode, run.stdout.decode(), run.stderr) == (0, "Nothing found.\n", b"")


def test_an_error_is_printed_with_rule_field_and_sentence(tmp_path):
    run = policy("check", written(tmp_path, LEAKING))
    first, last = run.stdout.decode().splitlines()
    assert run.returncode == 1
    assert first.startswith(
        "error: rule low, when[0]: The ladder discount has a hole: discount 49 to 50 % has no rule"
    )
    assert last == "1 error."


def test_warnings_alone_do_not_fail(tmp_path):
    run = policy("check", written(tmp_path, LIMITED))
    assert run.returncode == 0
    assert run.stdout.decode().splitlines()[-1] == "1 warning."


def test_findings_as_json(tmp_path):
    run = policy("check", written(tmp_path, LEAKING), "--json")
    answer = json.loads(run.stdout)
    assert answer["summary"] == "1 error."
    [finding] = answer["findings"]
    assert (finding["severity"], finding["rule"], finding["field"]) == ("error", "low", "when[0]")


def test_a_document_that_is_no_policy_has_all_its_problems_printed(tmp_path):
    run = policy("check", written(tmp_path, {"format": "DealDesk rules 1", "rules": [{"name": "x"}]}))
    assert run.returncode == 1
    assert run.stdout.decode().splitlines() == [
        "error: name: Add name; it is missing.",
        "error: rule x, reason: Add reason; it is missing.",
        "error: rule x, then: Add then; it is missing.",
        "3 errors.",
    ]


def test_a_file_that_cannot_be_read_is_neither_clean_nor_faulty(tmp_path):
    for content in (b"a: 1\na: 2", b"\xff", b""):
        run = policy("check", "-", given=content)
        assert (run.returncode, run.stdout) == (2, b"")
        assert run.stderr.startswith(b"-: ")
    missing = policy("check", tmp_path / "nowhere.yaml")
    assert missing.returncode == 2 and b"cannot be read" in missing.stderr
    assert policy("check").returncode == 2


def test_what_a_deal_needs_is_printed_as_json(tmp_path):
    facts = written(tmp_path, {"band": "VP", "discount": 49.5}, "facts.json")
    run = policy("evaluate", written(tmp_path, LEAKING), "--facts", facts)
    answer = json.loads(run.stdout)
    assert run.returncode == 0
    assert answer["fired"] == ["guard"]
    assert [step["approver"] for step in answer["steps"]] == ["role:approver_vp"]
    assert answer["uncovered"] == ["No rung of the ladder discount covers discount 49.5 %."]
    assert answer["unknown"] == [] and answer["checks"] == [] and answer["refusals"] == []


def test_what_is_not_known_is_printed(tmp_path):
    facts = written(tmp_path, {"band": "VP"}, "facts.json")
    answer = json.loads(policy("evaluate", written(tmp_path, LIMITED), "--facts", facts).stdout)
    assert answer["unknown"] == [{"rule": "low", "fact": "discount"}]


@pytest.mark.parametrize("facts", [{"discount": "much"}, {"mood": 1}, [], {"band": "HIGH"}])
def test_facts_that_are_none_are_refused_with_their_name(tmp_path, facts):
    run = policy("evaluate", SAMPLES[0], "--facts", written(tmp_path, facts, "facts.json"))
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.strip().endswith(b".")


def test_a_faulty_policy_is_not_evaluated(tmp_path):
    run = policy("evaluate", written(tmp_path, {}), "--facts", written(tmp_path, {}, "facts.json"))
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"Add format" in run.stderr


def test_the_schema_is_printed():
    assert json.loads(policy("schema").stdout) == json.loads(json.dumps(schema()))


@pytest.mark.django_db
def test_a_policy_is_checked_against_the_company_of_the_database(tmp_path):
    path = written(tmp_path, make_document(GUARD))
    with pytest.raises(SystemExit) as left:
        call_command("policy", "check", str(path), "--company", stdout=(said := StringIO()))
    assert left.value.code == 1
    assert "Nobody holds the role approver_vp" in said.getvalue()
    make_user("Ruth Adeyemi", Role.APPROVER_VP)
    call_command("policy", "check", str(path), "--company", stdout=(said := StringIO()))
    assert said.getvalue() == "Nothing found.\n"
