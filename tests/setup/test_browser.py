"""Where the browser tests' Chromium comes from, and what is said when there is none."""

from pathlib import Path

import pytest

import dev


class CrewThatInstallsNothing(dev.Crew):
    def __init__(self) -> None:
        self.commands: list[str] = []
        self.is_driven = True

    def run(self, name: str, command: list[object], **options: object) -> tuple[int, str]:
        self.commands.append(name)
        return (0, "v1") if name == "driver" and self.is_driven else (127, "not found")


@pytest.fixture
def machine_without_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.usefixtures("machine_without_browser")
def test_missing_browser_is_one_line_that_says_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.browser_for(CrewThatInstallsNothing(), []) == ""
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.usefixtures("machine_without_browser")
def test_missing_browser_fails_a_run_of_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(dev.Trouble, match="CI=true"):
        dev.browser_for(CrewThatInstallsNothing(), [])


@pytest.mark.usefixtures("machine_without_browser")
def test_part_of_the_suite_without_browser_tests_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert dev.browser_for(CrewThatInstallsNothing(), ["manage.py"]) == ""


@pytest.mark.usefixtures("machine_without_browser")
def test_root_on_debian_installs_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_program(tmp_path / "apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    crew = CrewThatInstallsNothing()
    dev.browser_for(crew, [])
    assert crew.commands == ["apt-get update", "apt-get install"]


@pytest.mark.usefixtures("machine_without_browser")
def test_browser_that_cannot_be_driven_counts_as_missing(tmp_path: Path) -> None:
    make_program(tmp_path / "chromium")
    crew = CrewThatInstallsNothing()
    crew.is_driven = False
    assert dev.browser_for(crew, []) == ""


@pytest.mark.usefixtures("machine_without_browser")
def test_installed_browser_is_found_on_the_path(tmp_path: Path) -> None:
    make_program(tmp_path / "chromium")
    assert dev.find_browser() == str(tmp_path / "chromium")


@pytest.mark.usefixtures("machine_without_browser")
def test_named_browser_goes_before_an_installed_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_program(tmp_path / "chromium")
    make_program(tmp_path / "mine")
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "mine"))
    assert dev.find_browser() == str(tmp_path / "mine")


@pytest.mark.usefixtures("machine_without_browser")
def test_named_browser_that_is_missing_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")
    with pytest.raises(dev.Trouble, match="CHROMIUM_PATH"):
        dev.find_browser()


def make_program(path: Path) -> None:
    path.touch(mode=0o755)
