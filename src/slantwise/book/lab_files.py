"""What goes into the notebooks of the site: the course, this package, and the door to it."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from slantwise import __version__
from slantwise.book.core_zip import PACKAGE, add, source

# Where the browser's Python finds the course. Not among the files that JupyterLite shows: it
# takes those with lines of JSON for one value, and would ask the page for each file anew.
COURSE: Final = "/lib/python3.14/site-packages/slantwise_course"
_WHEEL: Final = f"slantwise-{__version__}-py3-none-any.whl"
_KERNEL: Final = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
_LEFT_OUT: Final = {"__pycache__", ".ipynb_checkpoints"}


def write_pages(root: Path, folder: Path) -> None:
    """Copy what JupyterLite shows: the notebooks, and the pages that they link to."""
    for name, pattern in (("book", "*.md"), ("notebooks", "*.ipynb")):
        (folder / name).mkdir(parents=True)
        for path in (root / name).glob(pattern):
            shutil.copy(path, folder / name)
    for path in (folder / "notebooks").glob("*.ipynb"):
        _name_kernel(path)


def _name_kernel(path: Path) -> None:
    """Let a notebook ask for the kernel that is there, or Lab would ask the reader."""
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"]["kernelspec"] = _KERNEL
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), "utf-8", newline="\n")


def write_own_wheel(root: Path, folder: Path) -> dict[str, Any]:
    """Write this package and the course as a wheel that requires nothing; return its entry."""
    about = f"slantwise-{__version__}.dist-info"
    with zipfile.ZipFile(folder / _WHEEL, "w") as archive:
        for path in _walk(PACKAGE):
            add(archive, f"slantwise/{path.relative_to(PACKAGE).as_posix()}", source(path))
        for path in (root / "_config.yml", *_walk(root / "articles"), *_walk(root / "exercises")):
            name = f"slantwise_course/{path.relative_to(root).as_posix()}"
            add(archive, name, path.read_bytes())  # a text under study, as it is
        head = f"Metadata-Version: 2.1\nName: slantwise\nVersion: {__version__}\n"
        kind = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        for name, text in (("METADATA", head), ("WHEEL", kind), ("RECORD", "")):
            add(archive, f"{about}/{name}", text.encode())
    digest = hashlib.sha256((folder / _WHEEL).read_bytes()).hexdigest()
    known = {"name": "slantwise", "version": __version__, "depends": ["anywidget", "pydantic"]}
    return {**known, "file": _WHEEL, "sha256": digest}


def _walk(folder: Path) -> list[Path]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p for p in paths if not _LEFT_OUT.intersection(p.relative_to(folder).parts))


def packages(wheels: Iterable[dict[str, Any]], folder: Path) -> dict[str, dict[str, Any]]:
    """Return the list of packages as Pyodide reads it."""
    return {
        wheel["name"]: {
            "name": wheel["name"],
            "version": wheel["version"],
            "file_name": wheel["file"],
            "sha256": wheel["sha256"],
            "depends": wheel["depends"],
            "imports": _imports(folder / wheel["file"]),
            "install_dir": "site",
            "package_type": "package",
            "unvendored_tests": False,
        }
        for wheel in wheels
    }


def _imports(wheel: Path) -> list[str]:
    """Return the names under which the parts of a wheel are imported."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {Path(name).parts[0] for name in archive.namelist() if name.endswith(".py")}
    return sorted(name.removesuffix(".py") for name in tops if not name.endswith(".data"))


def write_door(lite: Path, version: str) -> None:
    """Write the page that opens the notebooks: it waits for their service worker first."""
    door = (files("slantwise.book") / "lab.html").read_text(encoding="utf-8")
    (lite / "index.html").write_text(door.replace("@version", version), "utf-8", newline="\n")
