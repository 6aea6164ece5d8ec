"""The speed table says what is missing instead of leaving it out."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def speed(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("speed", root / "benchmarks" / "speed.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_peer_that_is_not_installed_has_a_row(
    speed: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(sentences: list[str]) -> None:
        raise ImportError

    monkeypatch.setattr(speed, "PEERS", {"nobody": (missing, "does nothing")})
    assert list(speed.peers("One line.", 1)) == ["| nobody | does nothing | not installed |"]


def test_a_peer_that_is_installed_has_its_version_and_a_figure(
    speed: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "PEERS", {"pytest": (lambda _: list, "tests")})
    (row,) = speed.peers("One line. " * 9_000, 1)
    assert row.startswith(f"| pytest {pytest.__version__} | tests | ")
    assert row.endswith(" passes |")


def test_every_unkind_text_is_long(speed: ModuleType) -> None:
    assert all(len(unit * (20_000 // len(unit))) > 19_900 for unit in speed.WORST.values())
