"""Rules of the house that a machine can check: import order, migrations, names."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.ROOT)
BANNED = re.compile(r"(^|_)(utils?|helpers?|misc|managers?)(_|$)")


def test_imports_run_downhill() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_every_model_change_has_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_module_has_a_banned_name() -> None:
    found = [
        str(path.relative_to(ROOT))
        for app in ("accounts", "activity", "contracts", "dealdesk", "reviews", "tests")
        for path in (ROOT / app).rglob("*.py")
        if BANNED.search(path.stem)
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_pages_keep_looks_and_script_in_files(path: Path) -> None:
    """The Content-Security-Policy forbids inline style and script, so no page may rely on them."""
    if "emails" in path.parts:
        return
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "|safe" not in text


def test_what_the_documents_link_to_exists() -> None:
    missing = []
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
            if not (page.parent / target).exists():
                missing.append(f"{page.relative_to(ROOT)} -> {target}")
    assert missing == []
