"""Which PostgreSQL is taken, and that a server or a file left behind is no obstacle."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev

SLEEP = "import time; time.sleep(600) "


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    servers = [dev.Postgres(Path("/usr/bin"), 15, "installed"), dev.Postgres(Path("/wheel"), 18, "wheel")]
    monkeypatch.setattr(dev, "postgres_servers", lambda: iter(servers))


@pytest.mark.usefixtures("machine")
def test_installed_server_goes_before_the_wheel(tmp_path: Path) -> None:
    assert dev.choose_postgres(tmp_path).source == "installed"


@pytest.mark.usefixtures("machine")
def test_kept_data_goes_to_the_version_that_made_it(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("18\n")
    assert dev.choose_postgres(tmp_path).source == "wheel"


@pytest.mark.usefixtures("machine")
def test_data_of_a_version_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("16\n")
    with pytest.raises(dev.Trouble, match=r"needs PostgreSQL 16.*dev\.py reset"):
        dev.choose_postgres(tmp_path)


@pytest.mark.parametrize(
    ("printed", "majors"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", [15]),
        ("postgres (PostgreSQL) 19beta2", [19]),
        ("postgres (PostgreSQL) 13.4", []),
    ],
)
def test_version_is_read_and_too_old_a_server_passed_over(
    tmp_path: Path, printed: str, majors: list[int]
) -> None:
    program = tmp_path / "postgres"
    program.write_text(f"#!/bin/sh\necho '{printed}'\n")
    program.chmod(0o755)
    assert [server.major for server in dev.postgres_in(tmp_path, "installed")] == majors


def test_folder_without_a_server_offers_none(tmp_path: Path) -> None:
    assert list(dev.postgres_in(tmp_path, "wheel")) == []


def test_server_left_behind_is_stopped(tmp_path: Path) -> None:
    orphan = start_orphan(f"# {tmp_path}")
    (tmp_path / "postmaster.pid").write_text(f"{orphan}\n{tmp_path}\n")
    dev.stop_orphan(tmp_path)
    assert not dev.is_alive(orphan)
    assert not (tmp_path / "postmaster.pid").exists()


def test_stale_file_that_names_a_stranger_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getppid()}\n{tmp_path}\n")
    dev.stop_orphan(tmp_path)
    assert dev.is_alive(os.getppid())
    assert not (tmp_path / "postmaster.pid").exists()


def start_orphan(mark: str) -> int:
    """A process whose parent has ended, so that the system waits for it, as it does for a real orphan."""
    orphan = f"subprocess.Popen([sys.executable, '-c', {SLEEP + mark!r}], stdout=subprocess.DEVNULL)"
    middle = f"import subprocess, sys; print({orphan}.pid)"
    return int(subprocess.check_output([sys.executable, "-c", middle], text=True))
