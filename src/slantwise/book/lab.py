"""The notebooks in the site itself: JupyterLite, with the course and everything it needs.

All wheels are pinned with their hashes in ``lab.lock.json`` (made by ``.ci/lab_lock.py``),
fetched once by pip, and kept. What is built asks no other host.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from slantwise.book import lab_files, pyodide
from slantwise.errors import ContentError

LOCK: Final = Path(__file__).parent / "lab.lock.json"
FOLDER: Final = "lite"  # in the site; the book's service worker leaves it alone
# What holds a part of JupyterLite's page beside, or instead of, Python.
_SHOWN: Final = ("anywidget", "jupyterlab-widgets", "jupyterlite-pyodide-kernel")
# pip, choosing wheels for the Python in the browser.
DOWNLOAD: Final = (
    *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"),
    *("--platform", "pyemscripten_2026_0_wasm32", "--platform", "any"),
    *("--implementation", "cp", "--abi", "cp314", "--abi", "none", "--python-version", "3.14"),
)
_SECONDS: Final = 600
_KERNEL: Final = "@jupyterlite/pyodide-kernel-extension:kernel"

Wheel = dict[str, Any]


def prepare(root: Path) -> None:
    """Bring everything into the course's cache; raises ContentError for what is missing."""
    if _installed() is None:
        remedy = 'In the folder of the course: python -m pip install -e ".[lab]"'
        raise ContentError("--with-lab", "JupyterLite is not installed", remedy)
    pyodide.fetch(pyodide.cache_of(root))
    if pyodide.kept(pyodide.cache_of(root)) is None:
        raise ContentError("--with-lab", "there is no Pyodide for the notebooks", "See above.")
    fetch(cache_of(root))


def cache_of(root: Path) -> Path:
    """Return the folder in which a course keeps the wheels."""
    return pyodide.cache_of(root) / "lab"


def fingerprint() -> str:
    """Return what the notebooks in the site are made with."""
    return f"{_installed()} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"


def _installed() -> str | None:
    try:
        version("jupyter-server")
        return version("jupyterlite-core")
    except PackageNotFoundError:
        return None


# --- wheels -----------------------------------------------------------------------------


def wheels() -> tuple[list[Wheel], list[Wheel]]:
    """Return the wheels for the browser's Python, and those for JupyterLite's page."""
    lock = json.loads(LOCK.read_text("utf-8"))
    return lock["python"], lock["shown"]


def missing(cache: Path) -> list[Wheel]:
    """Return the wheels that are not in the cache, or not as they should be."""
    python, shown = wheels()
    return [wheel for wheel in (*python, *shown) if not _is_right(cache / wheel["file"], wheel)]


def fetch(cache: Path) -> None:
    """Bring every wheel into the cache, once; what an earlier call has brought is kept.

    Raises ContentError where pip cannot bring them.
    """
    if not missing(cache):
        return
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        _download(missing(cache), Path(folder))
        for wheel in missing(cache):
            found = Path(folder) / wheel["file"]
            if _is_right(found, wheel):
                found.replace(cache / wheel["file"])
    if lacking := missing(cache):
        names = ", ".join(wheel["name"] for wheel in lacking)
        remedy = "Connect, and build again: what has come already is kept."
        raise ContentError("--with-lab", f"could not be fetched: {names}", remedy)


def _download(wanted: list[Wheel], folder: Path) -> None:
    rows = [f"{w['name']}=={w['version']} --hash=sha256:{w['sha256']}\n" for w in wanted]
    asked = folder / "wanted.txt"
    asked.write_text("".join(rows), "utf-8")
    command = [*DOWNLOAD, "--retries", "1", "--dest", str(folder), "-r", str(asked)]
    try:
        subprocess.run(  # noqa: S603 - our own interpreter, and arguments of our own
            command, check=True, capture_output=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        return  # what did not come is told by name


def _is_right(path: Path, wheel: Wheel) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == wheel["sha256"]


# --- the site ---------------------------------------------------------------------------


def write(root: Path, site: Path, log: Path) -> None:
    """Build JupyterLite into ``site/lite``; raises ContentError where that fails."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lab_files.write_pages(root, work / "pages")
        _write_settings(root, work)
        command = [sys.executable, "-m", "jupyterlite_core", "build"]
        with log.open("wb") as file:
            made = subprocess.run(  # noqa: S603 - our own interpreter, no arguments
                command, cwd=work, stdout=file, stderr=file, stdin=subprocess.DEVNULL
            )
        if made.returncode:
            raise ContentError(log, "JupyterLite was not built", "The last lines say why.")
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        shutil.move(work / "out", site / FOLDER)
    _write_pyodide(root, site / FOLDER / "static" / "pyodide")
    lab_files.write_door(site / FOLDER, str(_installed()))


def _write_pyodide(root: Path, folder: Path) -> None:
    """Put Pyodide, every wheel and the package itself into one folder, with their list."""
    package = pyodide.kept(pyodide.cache_of(root))
    if package is None:
        raise ContentError("--with-lab", "there is no Pyodide for the notebooks")
    info = pyodide.unpack_plain(package, folder)
    python, _ = wheels()
    for wheel in python:
        shutil.copy(cache_of(root) / wheel["file"], folder)
    own = lab_files.write_own_wheel(root, folder)
    packages = lab_files.packages([*python, own], folder)
    lock = json.dumps({"info": info, "packages": packages})
    (folder / "pyodide-lock.json").write_text(lock, "utf-8")


def _write_settings(root: Path, work: Path) -> None:
    python, shown = wheels()
    of_page = [wheel for wheel in (*python, *shown) if wheel["name"] in _SHOWN]
    build = {
        "apps": ["lab"],
        "contents": ["pages"],
        "federated_extensions": [str(cache_of(root) / wheel["file"]) for wheel in of_page],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_libarchive": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": "out",
    }
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": "./static/pyodide/pyodide-lock.json",
            "packages": [*(wheel["name"] for wheel in python), "slantwise"],
            "env": {"SLANTWISE_ROOT": lab_files.COURSE},
        },
    }
    page = {"appName": "Slantwise", "litePluginSettings": {_KERNEL: kernel}}
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": page}
    _put(work / "jupyter_lite_config.json", {"LiteBuildConfig": build})
    _put(work / "jupyter-lite.json", lite)


def _put(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=1), "utf-8")
