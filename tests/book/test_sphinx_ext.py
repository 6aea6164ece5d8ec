"""The Sphinx extension, hook by hook."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from slantwise.book import sphinx_ext as ext


class App(SimpleNamespace):
    """Just what the hooks touch of a Sphinx application."""

    def __init__(self, outdir: Path) -> None:
        super().__init__(outdir=outdir, config=SimpleNamespace(root_doc="index"), added=[])

    def add_js_file(self, name: str, **options: str) -> None:
        self.added.append((name, options))

    def add_css_file(self, name: str) -> None:
        self.added.append((name, {}))


def test_a_page_with_the_reader_gets_its_files_and_its_room(tmp_path: Path):
    app, context = (
        App(tmp_path),
        {"body": f"<p>x</p>{ext.ELEMENT} data-state='{{}}'>", "meta": None},
    )
    ext._add_reader(app, "a", "page.html", context, None)
    assert app.added == [
        ("slantwise/reader.css", {}),
        ("slantwise/reader.js", {"loading_method": "defer"}),
    ]
    script = (tmp_path / "_static" / "slantwise" / "reader.js").read_text("utf-8")
    assert "customElements.define" in script
    assert "import " not in script.splitlines()[0]
    assert "html_theme.sidebar_secondary.remove" in context["meta"]


def test_the_list_of_rules_gets_the_style_and_no_script(tmp_path: Path):
    app, context = App(tmp_path), {"body": f"<div {ext.STYLED}>x</div>", "meta": {}}
    ext._add_reader(app, "a", "page.html", context, None)
    assert app.added == [("slantwise/reader.css", {})]
    assert context["meta"] == {}


def test_a_page_without_it_gets_nothing(tmp_path: Path):
    app, context = App(tmp_path), {"body": "<p>slantwise-widget, the word</p>", "meta": {}}
    ext._add_reader(app, "a", "page.html", context, None)
    assert app.added == []
    assert not (tmp_path / "_static").exists()
    assert context["meta"] == {}


def test_the_first_page_has_the_whole_width(tmp_path: Path):
    context = {"body": ""}
    ext._add_reader(App(tmp_path), "index", "page.html", context, None)
    assert "html_theme.sidebar_secondary.remove" in context["meta"]


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("_static/page.css", True),
        (SimpleNamespace(filename="_static/doctools.js", attributes={}), True),
        (SimpleNamespace(filename="https://host.example/x.js", attributes={}), False),
        (SimpleNamespace(filename="//host.example/x.css", attributes={}), False),
        (SimpleNamespace(filename="_static/sphinx-thebe.js", attributes={}), False),
        (SimpleNamespace(filename=None, attributes={"body": "const THEBE_JS_URL = 1"}), False),
        (SimpleNamespace(filename=None, attributes={"body": "let a = 1"}), True),
        (SimpleNamespace(filename=None, attributes={"type": "x/widget-state+json"}), False),
    ],
)
def test_what_would_call_another_host_is_dropped(file: object, kept: bool):
    context = {"script_files": [file], "css_files": [file]}
    ext._drop_other_hosts(None, "a", "page.html", context, None)
    assert context == {"script_files": [file] * kept, "css_files": [file] * kept}


def test_an_empty_corner_of_a_table_is_no_header():
    context = {"body": '<tr><th class="head"><p></p></th><th class="head"><p>A</p></th></tr>'}
    ext._empty_corners(None, "a", "page.html", context, None)
    assert context["body"] == '<tr><td></td><th class="head"><p>A</p></th></tr>'


@pytest.mark.parametrize(
    ("page", "body", "expected"),
    [
        ("03-x", "<section><h1>X</h1><h1>Y</h1>", '<p class="slw-chapter">Chapter 3</p><h1>X'),
        ("gallery", "<h1>X</h1>", "<h1>X</h1>"),
        ("10-y", "", ""),
    ],
)
def test_a_chapter_says_its_number_above_its_title(page: str, body: str, expected: str):
    context = {"body": body}
    ext._number_chapter(App(Path()), page, "page.html", context, None)
    assert expected in context["body"]
    assert context["body"].count("slw-chapter") == ("Chapter" in expected)


def test_a_page_with_a_table_of_ours_gets_the_style(tmp_path: Path):
    app, context = App(tmp_path), {"body": '<table class="slw-table">', "meta": {}}
    ext._add_reader(app, "a", "page.html", context, None)
    assert app.added == [("slantwise/reader.css", {})]
