"""A policy from a file: read as far as it goes, refused with the line where it does not."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reviews.models import PolicyDraft
from reviews.policy_file import as_json, as_yaml
from reviews.samples import sample_document, samples
from tests.make import Cast
from tests.make_policies import bands_and, rule
from tests.reviews.browser import browser_of, text_of


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(("name", "write"), [("policy.yaml", as_yaml), ("policy.json", as_json)])
def test_a_file_becomes_a_draft_with_all_that_it_says(desk: Client, name: str, write: Any) -> None:
    document = bands_and(rule("extra", {"fact": "discount", "above": 12.5}), name="From a file")
    answer = desk.post("/policy/import/", {"file": file(name, write(document)), "name": "", "text": ""})
    draft = PolicyDraft.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/policy/drafts/{draft.pk}/")
    assert (draft.name, draft.rules) == ("From a file", document)


def test_a_pasted_text_does_as_well_and_may_be_faulty(desk: Client) -> None:
    answer = desk.post(
        "/policy/import/", {"text": "name: Half\nrules:\n- name: a", "name": "Mine"}, follow=True
    )
    assert PolicyDraft.objects.get().name == "Mine"
    assert "Add format; it is missing." in text_of(answer)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name: \xff\xfe", "UTF-8"),
        (b"rules: [", "Line"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        (b"- only\n- a list", "Begin with names"),
        (b"a: &a [1]\nb: *a", ""),
        (b"name: x\nname: y", "Line 2"),
        (b"x" * 1_200_000, "at most"),
        (b"rules: " + b"[" * 5_000, ""),
        (b'name: "nul \\0"', ""),
        (b"", "empty"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(desk: Client, content: bytes, sentence: str) -> None:
    page = desk.post("/policy/import/", {"file": file("policy.yaml", content), "name": "Kept"})
    if page.status_code == 302:
        assert sentence == ""
        return
    assert page.status_code == 422
    shown = text_of(page)
    assert sentence in shown and 'value="Kept"' in shown
    assert not PolicyDraft.objects.exists()


def test_one_of_the_two_is_needed(desk: Client) -> None:
    assert "one of the two" in text_of(desk.post("/policy/import/", {"text": "  "}))
    both = {"text": "name: x", "file": file("a.yaml", "name: y")}
    assert "one of the two" in text_of(desk.post("/policy/import/", both))


def test_only_the_deal_desk_imports(cast: Cast) -> None:
    for person in (cast.maya, cast.ruth, cast.auditor):
        assert browser_of(person).get("/policy/import/").status_code == 403
        assert browser_of(person).post("/policy/import/", {"text": "name: x"}).status_code == 403


@pytest.mark.parametrize("code", sorted(samples()))
def test_every_sample_is_offered_and_starts_a_draft(desk: Client, code: str) -> None:
    assert samples()[code] in text_of(desk.get("/policy/drafts/"))
    assert desk.post("/policy/drafts/", {"start_from": f"sample:{code}"}).status_code == 302
    assert PolicyDraft.objects.get().rules == sample_document(code)
