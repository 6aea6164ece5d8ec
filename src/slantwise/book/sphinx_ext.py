"""What the book's pages get and lose: the reader where it is used, and no other host anywhere.

The reader runs from one classic deferred script, for browsers refuse module scripts on a page
opened from disk. Jupyter Book loads all that lies in ``book/_static`` on every page, so the
reader's files are written from the package instead, and only named on pages that hold it.
"""

import os
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from slantwise import __version__
from slantwise.book import offline
from slantwise.strings import say

ELEMENT = "<slantwise-widget"
STYLED = 'class="slw slw-'  # plain HTML of ours, which needs the style and no script
_TABLE = 'class="slw-table"'
# In the state of what runs the lenses in the page: a text of one's own, a rewrite that is checked.
LOOKS = ('"view":"own"', '"kind":"rewrite"')
# Filled by the theme with scripts that load from another host when pressed.
_UNWANTED = ("thebe",)
_TEMPLATES = Path(__file__).parent / "templates"

Context = dict[str, Any]


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    if "comments_config" not in app.config:
        # Jupyter Book sets it for an extension that we leave out.
        app.add_config_value("comments_config", {}, "")
    app.connect("config-inited", _add_templates)
    app.connect("html-page-context", _add_reader)
    app.connect("html-page-context", _add_app)
    app.connect("html-page-context", _empty_corners)
    app.connect("html-page-context", _number_chapter)
    app.connect("build-finished", _keep_offline)
    # Late: after every extension has added what it adds.
    app.connect("html-page-context", _drop_other_hosts, priority=950)
    app.connect("html-page-context", _escape_title, priority=950)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _add_templates(_app: Sphinx, config: Config) -> None:
    """Let our few templates stand before the theme's: they mend its names for screen readers."""
    config.templates_path.insert(0, str(_TEMPLATES))


def _add_reader(app: Sphinx, page: str, _template: str, context: Context, _tree: object) -> None:
    if page == app.config.root_doc:
        _give_room(context)
    body = context.get("body", "")
    if not any(mark in body for mark in (STYLED, _TABLE, ELEMENT)):
        return
    from slantwise.reader import bundle

    _write(app, "reader.css", bundle.stylesheet)
    app.add_css_file("slantwise/reader.css")
    if any(mark in body for mark in LOOKS):
        context["metatags"] = context.get("metatags", "") + _add_engine(app)
    if ELEMENT in body:
        _write(app, "reader.js", bundle.classic_script)
        app.add_js_file("slantwise/reader.js", loading_method="defer")
        _give_room(context)


def _add_app(app: Sphinx, _page: str, _template: str, context: Context, _tree: object) -> None:
    """Let every page be kept by the browser, and installed as an app."""
    _write(app, "app.js", lambda: (Path(__file__).parent / "app.js").read_text("utf-8"))
    app.add_js_file("slantwise/app.js", loading_method="defer")
    to_root = context.get("content_root", "./")
    links = f'<link rel="manifest" href="{to_root}manifest.webmanifest">\n'
    if (Path(app.srcdir) / offline.APPLE_ICON).is_file():
        links += f'<link rel="apple-touch-icon" href="{to_root}{offline.APPLE_ICON}">\n'
    context["metatags"] = context.get("metatags", "") + links
    if os.environ.get("SLANTWISE_LAB"):
        context["slantwise_lab"] = f"{to_root}lite/index.html"


def _keep_offline(app: Sphinx, failure: Exception | None) -> None:
    if failure is None and app.builder.format == "html":
        offline.write(Path(app.outdir), app.config.project)


def _add_engine(app: Sphinx) -> str:
    """Put the lenses' own Python beside the page, where the build has it; tell the page."""
    from slantwise.book import core_zip, pyodide
    from slantwise.reader import bundle

    package = os.environ.get("SLANTWISE_ENGINE")
    if package:
        folder = Path(app.outdir) / "_static" / "slantwise" / "own"
        files = {**pyodide.for_page(Path(package)), "core.zip": core_zip.core_zip()}
        script = bundle.worker_script(pyodide.put(folder, files))
        (folder / "worker.mjs").write_text(script, "utf-8", newline="\n")
    return f'<meta name="slantwise-own" content="{"here" if package else "missing"}">\n'


def _write(app: Sphinx, name: str, make: Callable[[], str]) -> None:
    path = Path(app.outdir) / "_static" / "slantwise" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(make(), "utf-8", newline="\n")


def _give_room(context: Context) -> None:
    """Take the right-hand contents away: the reader's notes stand there, or the three lenses."""
    meta = dict(context.get("meta") or {})
    meta["html_theme.sidebar_secondary.remove"] = True
    context["meta"] = meta


def _empty_corners(
    _app: Sphinx, _page: str, _template: str, context: Context, _tree: object
) -> None:
    """Make a table's empty corner a plain cell: as a header it would name nothing."""
    if body := context.get("body"):
        context["body"] = re.sub(r'<th class="head[^"]*"><p></p></th>', "<td></td>", body)


def _number_chapter(
    _app: Sphinx, page: str, _template: str, context: Context, _tree: object
) -> None:
    """Say above a chapter's title which one it is, since the others call it by its number."""
    number = page.partition("-")[0]
    if number.isdigit() and (body := context.get("body")):
        said = f'<p class="slw-chapter">{escape(say("course.number", number=int(number)))}</p>'
        context["body"] = body.replace("<h1>", f"{said}<h1>", 1)


def _drop_other_hosts(
    _app: Sphinx, _page: str, _template: str, context: Context, _tree: object
) -> None:
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, ()) if not _is_unwanted(file)]


def _escape_title(
    _app: Sphinx, _page: str, _template: str, context: Context, _tree: object
) -> None:
    """Print a heading as it is written: the theme repeats its bare text as HTML, for print."""
    if title := context.get("pagetitle"):
        context["pagetitle"] = escape(title)


def _is_unwanted(file: object) -> bool:
    name = str(getattr(file, "filename", file) or "")
    attributes = getattr(file, "attributes", None) or {}
    body = str(attributes.get("body", ""))
    # The state of the cells' widgets, script and all, for a manager that no page of ours has:
    # our elements hold what they need, and a page is ten times smaller without it.
    if "widget-state" in str(attributes.get("type", "")):
        return True
    return "//" in name or any(word in name or word in body.lower() for word in _UNWANTED)
