"""Make src/slantwise/book/lab.lock.json: the wheels of the notebooks in the site, with hashes.

Versions are those of constraints.txt; pip chooses the wheels, for the browser's Python.
Run it from the folder of the course: python .ci/lab_lock.py
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from slantwise.book import lab

# What the kernel and the course import; and what JupyterLite shows widgets with.
PYTHON = ("anywidget", "ipywidgets", "micropip==0.11.1", "pydantic")
SHOWN = ("jupyterlab-widgets", "jupyterlite-pyodide-kernel==0.8.6")
# Of these, ipywidgets needs only the part that is in SHOWN.
LEFT_OUT = {"jupyterlab-widgets", "widgetsnbextension"}
BROWSER = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_system": "Emscripten",
    "python_full_version": "3.14.2",
    "python_version": "3.14",
    "sys_platform": "emscripten",
    "extra": "",
}

Wheel = dict[str, object]


def main() -> None:
    """Resolve, download, and write the lock."""
    pins = read_pins(Path("constraints.txt"))
    with tempfile.TemporaryDirectory() as folder:
        python = dict(resolve(list(PYTHON), pins, Path(folder)))
        shown = [download(pins.get(name, name), Path(folder)) for name in SHOWN]
        made = {"python": [python[n] for n in sorted(python)], "shown": list(map(entry, shown))}
    lab.LOCK.write_text(json.dumps(made, indent=1) + "\n", "utf-8", newline="\n")
    sys.stdout.write(f"{lab.LOCK}: {len(made['python']) + len(shown)} wheels\n")


def read_pins(path: Path) -> dict[str, str]:
    """Return what constraints.txt asks for in the browser, by name."""
    rows = [row.split("#")[0].strip() for row in path.read_text("utf-8").splitlines()]
    asked = [Requirement(row) for row in rows if row]
    wanted = [one for one in asked if not one.marker or one.marker.evaluate(BROWSER)]
    return {canonicalize_name(one.name): f"{one.name}{one.specifier}" for one in wanted}


def resolve(names: list[str], pins: dict[str, str], folder: Path) -> dict[str, Wheel]:
    """Return an entry for every wheel that the named ones need, themselves included."""
    found: dict[str, Wheel] = {}
    while names:
        asked = names.pop()
        name = re.split("==", asked)[0]
        if name not in found:
            wheel = download(pins.get(name, asked), folder)
            depends = needs(wheel)
            found[name] = {**entry(wheel), "depends": depends}
            names += depends
    return found


def download(requirement: str, folder: Path) -> Path:
    """Let pip choose a wheel, and return where it lies."""
    into = folder / requirement
    command = [*lab.DOWNLOAD, "--dest", str(into), requirement]
    subprocess.run(command, check=True)  # noqa: S603 - our own interpreter
    return next(into.iterdir())


def needs(wheel: Path) -> list[str]:
    """Return the names of what a wheel requires in the browser."""
    with zipfile.ZipFile(wheel) as archive:
        path = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        rows = HeaderParser().parsestr(archive.read(path).decode()).get_all("Requires-Dist")
    asked = map(Requirement, rows or ())
    names = {canonicalize_name(r.name) for r in asked if not r.marker or r.marker.evaluate(BROWSER)}
    return sorted(names - LEFT_OUT)


def entry(wheel: Path) -> Wheel:
    """Return a wheel as the lock names it."""
    name, version = wheel.name.split("-")[:2]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return {
        "name": canonicalize_name(name),
        "version": version,
        "file": wheel.name,
        "sha256": digest,
    }


if __name__ == "__main__":
    main()
