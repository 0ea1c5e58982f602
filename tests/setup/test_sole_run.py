"""One run at a time in a checkout; a run that was killed is in nobody's way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev

HOLD = """
import pathlib, sys, time, dev
dev.LOCAL = pathlib.Path(sys.argv[1]); dev.LOGS = dev.LOCAL / "logs"
with dev.sole_run() as note:
    dev.write_note(note, {"pid": __import__("os").getpid(), "REDIS_URL": "redis://127.0.0.1:7"})
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(dev, "LOCAL", tmp_path)
    monkeypatch.setattr(dev, "LOGS", tmp_path / "logs")
    return tmp_path


@pytest.fixture
def other_run(checkout: Path) -> "subprocess.Popen[str]":
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(checkout)], cwd=dev.ROOT, stdout=subprocess.PIPE, text=True
    )
    assert held.stdout and held.stdout.readline() == "held\n"
    return held


def test_second_run_is_told_of_the_first(other_run: "subprocess.Popen[str]") -> None:
    try:
        with pytest.raises(dev.Trouble, match=f"already runs in this folder .process {other_run.pid}"):
            dev.sole_run().__enter__()
    finally:
        other_run.kill()
        other_run.wait()


def test_killed_run_gives_way_to_the_next(other_run: "subprocess.Popen[str]") -> None:
    other_run.kill()
    other_run.wait()
    with dev.sole_run() as note:
        assert dev.noted(note) == {"pid": os.getpid()}


def test_reset_keeps_everything_unless_the_answer_is_yes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / "postgres").mkdir()
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert dev.reset([]) == 1
    assert (checkout / "postgres").exists()


def test_reset_deletes_the_data_and_its_secret(checkout: Path) -> None:
    (checkout / "postgres").mkdir()
    (checkout / "secret_key").write_text("x")
    assert dev.reset(["--yes"]) == 0
    assert {path.name for path in checkout.iterdir()} == {"running.json"}
