"""Serving: on this machine only, on a free port, and an end without noise."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from slantwise.book import serve, stamp
from slantwise.errors import ContentError

# A job in the background of a script is born deaf to Ctrl-C, and so are its children.
HEARS_CTRL_C = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from slantwise.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<h1>Hello</h1>", "utf-8")
    return tmp_path


def test_pages_are_served_and_never_kept(site: Path, serve_folder):
    with serve_folder(site) as url, urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
        assert answer.read() == b"<h1>Hello</h1>"
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_missing_page_is_404_and_nothing_above_is_served(site: Path, serve_folder):
    with serve_folder(site) as url:
        for path in ("/none.html", "/../../etc/passwd"):
            with pytest.raises(urllib.error.HTTPError) as error:
                urllib.request.urlopen(url + path, timeout=5)  # noqa: S310
            assert error.value.code == 404
            error.value.close()


def test_a_taken_port_that_was_asked_for_is_an_error(site: Path):
    with serve.open_server(site) as first, pytest.raises(ContentError) as error:
        serve.open_server(site, first.server_port)
    assert "is taken" in str(error.value)
    assert "--port" in str(error.value)


def test_without_a_port_the_next_free_one_is_taken(site: Path):
    with serve.open_server(site) as first, serve.open_server(site) as second:
        assert first.server_port != second.server_port
        assert second.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("platform", "environment", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_browser_opens_only_where_there_is_a_screen(monkeypatch, platform, environment, there):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "environ", environment)
    assert serve._has_screen() is there


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent another way there")
def test_the_command_prints_the_address_and_ends_on_ctrl_c(site: Path):
    course = fresh_course(site)
    command = [sys.executable, "-c", HEARS_CTRL_C, "book", "--no-open"]
    environment = {**os.environ, "SLANTWISE_ROOT": str(course), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said = process.stdout.readline()
            assert "up to date" in said, process.stderr.read()
            address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline()).group()
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
                assert answer.read() == b"<h1>Hello</h1>"
            process.send_signal(signal.SIGINT)
            _, error = process.communicate(timeout=10)
        finally:
            process.kill()
    assert process.returncode == 0
    assert error == ""


def fresh_course(site: Path) -> Path:
    """Lay the site into a course as its built book, up to date."""
    course = site / "course"
    (course / "articles").mkdir(parents=True)
    (course / "_config.yml").write_text("title: A course\n", "utf-8")
    out = course / "_build" / "book"
    out.mkdir(parents=True)
    (site / "index.html").rename(out / "index.html")
    stamp.write_stamp(out, stamp.fingerprint(course).site)
    return course
