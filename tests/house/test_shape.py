"""The shape of the house: small files, small functions. Prints the figures, stops at the limits."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
SOURCE = ("accounts", "activity", "contracts", "dealdesk", "reviews")
ENTRY_FILE_LINES = 900
"""dev.py must be one file of the standard library alone, so it alone may be long."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions_of(path: Path) -> Iterator[tuple[str, Function]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield f"{path.relative_to(ROOT)}:{node.name}", node


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def body_length(node: Function) -> int:
    """Lines of the body, without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def too_long(kind: str, sizes: dict[str, int], limit: int) -> list[str]:
    print(f"{kind}: median {statistics.median(sizes.values()):.0f}, longest {max(sizes.values())} of {limit}")
    return [f"{name} has {size} lines" for name, size in sizes.items() if size > limit]


def test_python_files_are_short() -> None:
    sizes = {str(path.relative_to(ROOT)): lines_of(path) for path in python_files(*SOURCE, "tests")}
    assert too_long("Python file", sizes, 250) == []
    assert lines_of(ROOT / "dev.py") <= ENTRY_FILE_LINES


def test_functions_are_short() -> None:
    sizes = {
        name: length(node)
        for path in [*python_files(*SOURCE, "tests"), ROOT / "dev.py"]
        for name, node in functions_of(path)
    }
    assert too_long("function", sizes, 45) == []


def test_view_bodies_are_short() -> None:
    sizes = {
        name: body_length(node)
        for path in python_files(*SOURCE)
        if "views" in path.parts or "api" in path.parts
        for name, node in functions_of(path)
    }
    assert too_long("view body", sizes, 25) == []


def test_task_bodies_are_short() -> None:
    sizes = {
        name: body_length(node)
        for path in python_files(*SOURCE)
        if path.name == "tasks.py"
        for name, node in functions_of(path)
    }
    assert too_long("task body", sizes, 5) == []


@pytest.mark.parametrize(
    ("folder", "pattern", "limit"), [("templates", "*.html", 120), ("static/css", "*.css", 200)]
)
def test_pages_and_styles_are_short(folder: str, pattern: str, limit: int) -> None:
    sizes = {str(path.relative_to(ROOT)): lines_of(path) for path in (ROOT / folder).rglob(pattern)}
    assert too_long(folder, sizes, limit) == []


def test_our_script_is_short() -> None:
    assert sum(lines_of(path) for path in (ROOT / "static").rglob("*.js")) <= 150


def test_imports_stand_at_the_top() -> None:
    found = [
        name
        for path in python_files(*SOURCE)
        for name, node in functions_of(path)
        if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
    ]
    assert len(found) <= 5, found


def test_nothing_swallows_every_error() -> None:
    found = [
        str(path)
        for path in python_files(*SOURCE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]
    assert len(found) <= 3, found
