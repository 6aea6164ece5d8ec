"""Build the book: into a work folder first, and swapped in only when every page is right."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from slantwise.articles import find_root
from slantwise.book import lab, pyodide, stamp
from slantwise.book.progress import Progress, problems, show_progress, without_colour
from slantwise.errors import ContentError

# jupyter-book has no module to run with -m.
_JUPYTER_BOOK = (sys.executable, "-c", "from jupyter_book.cli.main import main; main()")


class BuildError(Exception):
    """A page of the book has an error; the message says which, and where the whole log is."""


def build(*, out: Path | None = None, root: Path | None = None, with_lab: bool = False) -> Path:
    """Bring the site in ``out`` up to date, the notebooks in it where asked; return its folder."""
    root = root or find_root()
    site = (out or root / "_build" / "book").resolve()
    _refuse_foreign(site, root)
    pyodide.fetch(pyodide.cache_of(root))
    if with_lab:
        lab.prepare(root)
    beside = lab.fingerprint() if with_lab else ""
    if stamp.read_stamp(site) == stamp.fingerprint(root, beside).site:
        return _say_fresh(site)
    with _alone(root / "_build"):
        made_from = stamp.fingerprint(root, beside)
        # Whoever held the lock before may have built this very state.
        if stamp.read_stamp(site) == made_from.site:
            return _say_fresh(site)
        html = _make(root, made_from, with_lab)
        unchanged = stamp.fingerprint(root, beside) == made_from
        stamp.write_stamp(html, made_from.site if unchanged else "changed while building")
        _swap(html, site)
        if not unchanged:
            # The cells may have run on newer code than the cache's name says.
            shutil.rmtree(_work(root, made_from))
    sys.stdout.write(f"The book is in {site}\n")
    return site


def is_fresh(site: Path, root: Path) -> bool:
    """Say whether the site was built from exactly what lies in ``root`` now."""
    return stamp.read_stamp(site) == stamp.fingerprint(root).site


def _say_fresh(site: Path) -> Path:
    sys.stdout.write(f"The book in {site} is up to date.\n")
    return site


def _refuse_foreign(site: Path, root: Path) -> None:
    remedy = "Name a new folder with --out; nothing was written."
    if site.exists() and not site.is_dir():
        raise ContentError(site, "this is a file, and the site needs a folder", remedy)
    if site == root or site in root.parents or (root / "book") in (site, *site.parents):
        raise ContentError(site, "the course itself lies here", remedy)
    if site.is_dir() and any(site.iterdir()) and stamp.read_stamp(site) is None:
        raise ContentError(site, "this folder holds files that slantwise did not make", remedy)


def _work(root: Path, made_from: stamp.Fingerprint) -> Path:
    return root / "_build" / "work" / made_from.library[:16]


def _make(root: Path, made_from: stamp.Fingerprint, with_lab: bool) -> Path:
    """Build every page anew in the work folder; only the results of cells are reused."""
    work = _work(root, made_from)
    _clear(work)
    log = root / "_build" / "book.log"
    with log.open("w", encoding="utf-8") as file, show_progress() as progress:
        status = _run(root, work, _environment(root, with_lab), file.write, progress)
    if status:
        raise BuildError(_explain(log, root))
    html = work / "_build" / "html"
    if with_lab:
        lab.write(root, html, root / "_build" / "lab.log")
    return html


def _clear(work: Path) -> None:
    """Leave nothing of an earlier build except the results of cells for this very library."""
    work.mkdir(parents=True, exist_ok=True)
    for other in work.parent.iterdir():
        if other != work:
            shutil.rmtree(other)
    for folder in (work / "_build").glob("*"):
        if folder.name != ".jupyter_cache":
            shutil.rmtree(folder)


def _run(
    root: Path,
    work: Path,
    environment: dict[str, str],
    log: Callable[[str], object],
    progress: Progress,
) -> int:
    source = ["build", str(root / "book"), "--path-output", str(work)]
    files = ["--config", str(root / "_config.yml"), "--toc", str(root / "book" / "_toc.yml")]
    command = [*_JUPYTER_BOOK, *source, *files, "--warningiserror", "--keep-going", "--all"]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, and paths as arguments
        command,
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            for line in process.stdout or ():
                log(line := without_colour(line))
                progress(line)
        finally:
            if process.poll() is None and sys.exc_info()[0]:
                process.terminate()
    return process.returncode


def _environment(root: Path, with_lab: bool) -> dict[str, str]:
    ours = {
        "SLANTWISE_ROOT": str(root),
        "SLANTWISE_ENGINE": str(pyodide.kept(pyodide.cache_of(root)) or ""),
        "SLANTWISE_LAB": "1" if with_lab else "",
        # The page carries its state itself: no kernel stands behind it.
        "SLANTWISE_STATIC": "1",
        # The kernel of this environment, not one the user once installed for another.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
        "NO_COLOR": "1",
    }
    return {**os.environ, **ours}


def _explain(log: Path, root: Path) -> str:
    text = log.read_text("utf-8")
    found = problems(text, root) or ["The last lines of the log:", *text.splitlines()[-8:]]
    kept = "The last good build is untouched." if (root / "_build" / "book").exists() else ""
    return "\n".join(["The book was not built.", *found, f"The whole log: {log} {kept}".rstrip()])


def _swap(html: Path, site: Path) -> None:
    """Put the new site in place of the old one by renaming, so that none is ever half there."""
    new = site.with_name(f".{site.name}.new")
    old = site.with_name(f".{site.name}.old")
    for rest in (new, old):
        shutil.rmtree(rest, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(html, new)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one build at a time use the work folder; a second one waits its turn."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        _lock(file.fileno())
        yield  # Closing the file lets go of it, even when the process is killed.


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stdout.write("Another build is running; waiting for it.\n")
        fcntl.flock(descriptor, fcntl.LOCK_EX)
