"""Who may import whom: the direction of imports, held by reading the source."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import slantwise

PACKAGE = Path(slantwise.__file__).parent

# From the ground up: a room imports only from lower lines, never from its own or a higher one.
LINES = [
    {"annotation", "errors", "strings"},
    {"text", "files", "scoring", "scoring_items"},
    {"summary"},
    {"tomlfile", "contents"},
    {"taxonomy"},
    {"marks"},
    {"articles", "article_schema"},
    {"lenses", "readings", "readability", "gallery"},
    {"exercises", "evaluation"},
    {"reader", "pytest_plugin"},
    {"output", "doctor", "authoring", "classroom"},
    {"live"},
    {"book", "schemas", "interchange"},
    {"cli"},
    {"__main__"},
]
HEIGHT = {room: height for height, line in enumerate(LINES) for room in line}

# What runs in the browser too, where there is no package but the standard library.
PURE = {"annotation", "errors", "text", "tomlfile", "scoring", "scoring_items", "lenses"}


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every name imported anywhere in the file, at its head or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "slantwise":
            yield from ((node.lineno, f"slantwise.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: import by the full name"
            yield node.lineno, node.module or ""


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    for line, name in imported(path):
        if name.startswith("slantwise.") and name != "slantwise.__version__":
            yield line, name.split(".")[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_come_from_lower_lines_only(path: Path):
    own = room(path)
    assert own in HEIGHT, f"give the room {own!r} its place in LINES"
    wrong = [
        f"{path.name}:{line} imports {other}"
        for line, other in rooms_imported(path)
        if other != own and HEIGHT[other] >= HEIGHT[own]
    ]
    assert not wrong


@pytest.mark.parametrize(
    "path", [path for path in modules() if room(path) in PURE], ids=lambda path: path.stem
)
def test_what_runs_in_the_browser_needs_the_standard_library_only(path: Path):
    for line, name in imported(path):
        top, *rest = name.split(".")
        assert top in sys.stdlib_module_names or (rest and rest[0] in PURE), (line, name)


def test_importing_the_pure_rooms_loads_no_other_package():
    names = ", ".join(f"slantwise.{name}" for name in sorted(PURE))
    code = (
        f"import sys; before = set(sys.modules); import {names}; "
        "new = {m.split('.')[0] for m in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names) - {'slantwise'}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
