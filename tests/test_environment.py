"""A setting that is missing or unsafe stops the start with one sentence, never a traceback."""

import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

SOUND = {
    "DEBUG": "0",
    "SECRET_KEY": "kT3-one-of-many-random-texts-9fQzX",
    "ALLOWED_HOSTS": "deals.example.com",
    "DATABASE_URL": "postgres://dealdesk:secret@127.0.0.1:1/dealdesk",
    "REDIS_URL": "redis://127.0.0.1:1",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.com:587",
    "BASE_URL": "https://deals.example.com",
}

WRONG = [
    ("DEBUG", "perhaps", "write 1 or 0"),
    ("SECRET_KEY", "", "set SECRET_KEY to a random text"),
    ("SECRET_KEY", "short", "at least 32 characters"),
    ("SECRET_KEY", "a" * 50, "set SECRET_KEY to a random text"),
    ("SECRET_KEY", "development-only-" + "0123456789" * 4, "set SECRET_KEY to a random text"),
    ("ALLOWED_HOSTS", "", "set ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", "deals.example.com,*", "ALLOWED_HOSTS must not be *"),
    ("DATABASE_URL", "", "set DATABASE_URL"),
    ("DATABASE_URL", "sqlite:///deals.db", "PostgreSQL is the only database"),
    ("DATABASE_URL", "postgres://dealdesk@127.0.0.1:five/dealdesk", "DATABASE_URL cannot be read"),
    ("DATABASE_URL", "postgres://127.0.0.1:5432/", "DATABASE_URL cannot be read"),
    ("REDIS_URL", "", "set REDIS_URL"),
    ("REDIS_URL", "127.0.0.1:6379", "set REDIS_URL"),
    ("REDIS_URL", "redis://127.0.0.1:six", "set REDIS_URL"),
    ("REDIS_URL", "redis://127.0.0.1:6379/2", "leave the database number away"),
    ("EMAIL_URL", "", "set EMAIL_URL"),
    ("EMAIL_URL", "pigeon://loft", "set EMAIL_URL"),
    ("EMAIL_URL", "smtp://mail.example.com:many", "set EMAIL_URL"),
    ("BASE_URL", "", "write the address people type"),
    ("BASE_URL", "deals.example.com", "write the address people type"),
    ("BASE_URL", "https://[deals", "write the address people type"),
    ("BASE_URL", "https://deals.example.com/desk", "write the address people type"),
    ("BASE_URL", "http://deals.example.com", "passwords need https://"),
    ("COMPANY_CURRENCY", "euro", "three capital letters"),
]


def chosen(**changes: str) -> dict[str, str]:
    """Sound settings, but for the changes; an empty one is left out."""
    return {name: value for name, value in {**SOUND, **changes}.items() if value}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Run the settings file afresh in an environment with changes; returns what it defines."""

    def run(**changes: str) -> dict[str, Any]:
        for name in [*SOUND, "COMPANY_CURRENCY", "PYTEST_XDIST_WORKER"]:
            monkeypatch.delenv(name, raising=False)
        for name, value in chosen(**changes).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.ROOT / "dealdesk" / "settings.py"))

    return run


def assert_one_sentence(said: str, sentence: str) -> None:
    lines = said.splitlines()
    assert len(lines) == 1, said
    assert lines[0].startswith("DealDesk cannot start: ") and sentence in lines[0]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_setting_is_one_sentence(
    read: Callable[..., dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    sentence: str,
) -> None:
    with pytest.raises(SystemExit) as stopped:
        read(**{name: value})
    assert stopped.value.code == 2
    assert_one_sentence(capsys.readouterr().err, sentence)


@pytest.mark.parametrize(
    "arguments",
    [
        ["manage.py", "check"],
        ["-m", "celery", "-A", "dealdesk", "report"],
        ["-c", "import dealdesk.wsgi"],
    ],
)
def test_every_process_says_it_without_a_traceback(arguments: list[str]) -> None:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.ROOT,
        env={**inherited, **chosen(DATABASE_URL="")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert_one_sentence(ended.stderr, "set DATABASE_URL")


def test_sound_settings_are_strict(read: Callable[..., dict[str, Any]]) -> None:
    found = read()
    assert found["SESSION_COOKIE_SECURE"] and found["SECURE_SSL_REDIRECT"] and not found["DEBUG"]


def test_this_machine_alone_may_be_served_without_https(read: Callable[..., dict[str, Any]]) -> None:
    found = read(BASE_URL="http://127.0.0.1:8000/", ALLOWED_HOSTS="127.0.0.1")
    assert found["BASE_URL"] == "http://127.0.0.1:8000" and not found["SESSION_COOKIE_SECURE"]


def test_a_password_in_a_wrong_address_is_not_printed(
    read: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        read(DATABASE_URL="postgres://dealdesk:s3cr3t@127.0.0.1:x/dealdesk")
    assert "s3cr3t" not in capsys.readouterr().err
