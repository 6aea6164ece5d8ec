"""The two commands of the README rest on these files: they must agree, and name no host."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
# Put together here, so that this file does not name them either.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"))] + [
    ".".join(parts)
    for parts in (("registry", "npmjs", "org"), ("unpkg", "com"), ("jsdelivr", "net"))
]


def pins() -> list[Requirement]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def direct() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(text) for group in (PROJECT["dependencies"], *extras) for text in group]


def version(pin: Requirement) -> Version:
    (only,) = pin.specifier
    assert only.operator == "==", f"{pin} is not pinned exactly"
    return Version(only.version)


@pytest.mark.parametrize("wanted", direct(), ids=lambda requirement: requirement.name)
@pytest.mark.parametrize("python", PYTHONS)
def test_each_direct_dependency_is_pinned_inside_its_range(wanted: Requirement, python: str):
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    found = [
        pin
        for pin in pins()
        if canonicalize_name(pin.name) == canonicalize_name(wanted.name)
        and (pin.marker is None or pin.marker.evaluate(environment))
    ]
    assert len(found) == 1, "run the command at the head of constraints.txt"
    assert version(found[0]) in wanted.specifier


def test_every_pin_is_exact_and_every_marker_parses():
    assert len(pins()) > len(direct())
    for pin in pins():
        version(pin)
        assert pin.url is None
        assert pin.marker is None or Marker(str(pin.marker))


def test_the_formulas_come_from_one_known_version():
    assert "textstat==0.7.13" in PROJECT["dependencies"]


def test_requirements_install_the_project_itself_under_the_pins():
    lines = (ROOT / "requirements.txt").read_text("utf-8").split("\n")
    assert lines == ["-c constraints.txt", "-e .[live,test]", ""]


def test_no_file_in_git_names_a_package_registry():
    if not (ROOT / ".git").exists():
        pytest.skip("needs a git checkout: these are the files of a release")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    files = [ROOT / name for name in names.stdout.decode().split("\0") if name]
    hosts = re.compile("|".join(map(re.escape, REGISTRIES)).encode())
    assert not [str(f) for f in files if f.is_file() and hosts.search(f.read_bytes())]


def test_licences_are_named_and_there():
    assert PROJECT["license"] == "MIT"
    for name in PROJECT["license-files"]:
        assert (ROOT / name).is_file()
    assert "SIL Open Font License" in (ROOT / "book/_static/fonts/OFL.txt").read_text("utf-8")


def test_the_package_ships_what_is_no_python():
    """Templates, rules, scripts: hatchling packs whatever lies in the package folder."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert config["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["src/slantwise"]


def test_the_readme_holds_the_two_commands_that_the_gate_runs():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    install = "python -m pip install -r requirements.txt && "
    assert lines.count(f"{install}python -m slantwise book") == 1
    assert lines.count(f"{install}python -m pytest") == 1
    assert "README.md" in (ROOT / ".ci" / "run").read_text("utf-8")
