"""What dev.py makes of its arguments and of PORT, and what it says when it cannot go on."""

import socket
import subprocess
import sys

import pytest

import dev


@pytest.mark.parametrize("arguments", [[], ["-x"], ["-q", "--tb=short"], ["--browser-budget", "9"]])
def test_whole_suite_runs_in_two_processes(arguments: list[str]) -> None:
    assert dev.spread_for(arguments) == ["-n", "2"]


@pytest.mark.parametrize(
    "arguments",
    [[__file__], [f"{__file__}::test_x"], ["-k", "gate"], ["--lf"], ["-n4"], ["-n", "0"], ["--pdb"]],
)
def test_part_of_it_or_a_chosen_spread_runs_as_asked(arguments: list[str]) -> None:
    assert dev.spread_for(arguments) == []


def test_busy_port_is_one_sentence_with_another_port_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(dev.Trouble, match=f"PORT={port + 10} python3 dev.py demo"):
            dev.web_port()


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80.0"])
def test_port_must_be_a_port_number(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(dev.Trouble, match="PORT"):
        dev.web_port()


def test_unknown_verb_prints_the_verbs_and_fails() -> None:
    ended = subprocess.run([sys.executable, "dev.py", "dmeo"], cwd=dev.ROOT, capture_output=True, text=True)
    assert ended.returncode == 2
    assert all(f"dev.py {verb}" in ended.stdout for verb in dev.VERBS)


def test_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Disk", (), {"free": 5_000_000}))
    with pytest.raises(dev.Trouble, match="5 MB free"):
        dev.need_room(dev.ROOM_TO_RUN)


def test_python_without_venv_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda module: None if module == "ensurepip" else object()
    )
    with pytest.raises(dev.Trouble, match="apt-get install python3-venv"):
        dev.make_venv(crew=None)  # type: ignore[arg-type]
