"""The lenses see the same in every text, whichever Python runs them, and with any hash seed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCRIPT = HERE / "same_everywhere.py"
OTHERS = ("python3.11", "python3.12", "python3.13", "python3.14")


def run(root: Path, command: Sequence[str | Path], seed: str = "0") -> list[bytes]:
    env = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=env | chosen(command[0]), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.splitlines()


def chosen(program: str | Path) -> dict[str, str]:
    """What pyenv has to be told, where a name is no Python but its chooser of versions."""
    return {"PYENV_VERSION": Path(program).name.removeprefix("python")}


@pytest.fixture(scope="module")
def here(root: Path) -> list[bytes]:
    """What this Python sees, a line for each text."""
    return run(root, [sys.executable, SCRIPT, root / "articles"])


def test_there_are_enough_texts_and_something_is_seen_in_them(here: list[bytes]) -> None:
    assert len(here) >= 200
    assert sum(b'"annotations":[]' not in line for line in here) >= 100


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_the_hash_seed_makes_no_difference(root: Path, here: list[bytes], seed: str) -> None:
    assert run(root, [sys.executable, SCRIPT, root / "articles"], seed) == here


@pytest.mark.parametrize("name", OTHERS)
def test_another_python_sees_the_same(root: Path, here: list[bytes], name: str) -> None:
    python = shutil.which(name)
    # A name may be there, as that of a chooser of versions, without the Python behind it.
    env = {**os.environ, **chosen(name)}
    if not python or subprocess.run([python, "-c", ""], env=env, capture_output=True).returncode:
        pytest.skip(f"there is no {name} here")
    assert run(root, [python, SCRIPT, root / "articles"]) == here


def test_the_browsers_python_sees_the_same(
    root: Path, here: list[bytes], node: str, pyodide_folder: Path
) -> None:
    program = HERE / "pyodide.mjs"
    command = [node, program, pyodide_folder, root / "src", SCRIPT, root / "articles"]
    assert run(root, command) == here
