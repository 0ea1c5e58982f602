"""However a run ends, what it started ends too: real processes, really killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dev

# A run with one member that has a child of its own, and one that answers the polite signal as it is told to.
RUN = """
import sys, time
from pathlib import Path
from dev import Crew
folder = Path(sys.argv[1])
with Crew(folder / "logs", scratch=folder / "scratch") as crew:
    crew.start("family", ["sh", "-c", "sleep 600 & echo $! > child; wait"], cwd=folder)
    alone = f"trap '{sys.argv[2]}' TERM; echo $$ > alone; while true; do sleep 0.1; done"
    crew.start("alone", ["sh", "-c", alone], cwd=folder)
    while not all((folder / name).exists() and (folder / name).read_text() for name in ("child", "alone")):
        time.sleep(0.01)
    print("up", flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize(("ending", "answer"), [(signal.SIGKILL, ""), (signal.SIGINT, "exit")])
def test_nothing_is_left_of_a_run_that_is_killed(tmp_path: Path, ending: signal.Signals, answer: str) -> None:
    (tmp_path / "scratch").mkdir()
    command = [sys.executable, "-c", RUN, str(tmp_path), answer]
    run = subprocess.Popen(
        command, cwd=dev.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert run.stdout and run.stdout.readline() == "up\n"
    members = [int((tmp_path / name).read_text()) for name in ("child", "alone")]
    run.send_signal(ending)
    run.wait(20)
    wait_until(lambda: not any(dev.is_alive(member) for member in members))
    wait_until(lambda: not (tmp_path / "scratch").exists())


def test_member_that_ends_by_itself_is_named_with_its_log(tmp_path: Path) -> None:
    with dev.Crew(tmp_path) as crew:
        crew.start("worker", ["sh", "-c", "echo no room; exit 3"]).wait()
        with pytest.raises(dev.Trouble, match=r"worker process ended by itself \(exit 3\).*worker\.log"):
            crew.check()
    assert (tmp_path / "worker.log").read_text() == "no room\n"


def test_failed_step_says_its_last_line(tmp_path: Path) -> None:
    with dev.Crew(tmp_path) as crew, pytest.raises(dev.Trouble, match=r"'migrate' failed \(no such table\)"):
        crew.must_run("migrate", ["sh", "-c", "echo trying; echo no such table; exit 1"])


def test_front_program_answers_ctrl_c_itself(tmp_path: Path) -> None:
    class CrewThatSaysWhenItWaits(dev.Crew):
        def start(self, *arguments: Any, **options: Any) -> "subprocess.Popen[str]":
            member = super().start(*arguments, **options)
            (tmp_path / "waiting").touch()
            return member

    wait = "trap 'exit 7' INT; until [ -e waiting ]; do sleep 0.1; done"
    shell = f"{wait}; kill -INT {os.getpid()}; sleep 600 & wait"
    with CrewThatSaysWhenItWaits(tmp_path) as crew:
        assert crew.in_front("shell", ["sh", "-c", shell], cwd=tmp_path) == 7


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
