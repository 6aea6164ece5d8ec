"""The report on a class in a browser: from disk, without script, in both schemes, on paper."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from slantwise.cli import main


@pytest.fixture(scope="session")
def report(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address on disk of a report on a made-up class of 28, with one bad file."""
    folder = tmp_path_factory.mktemp("report")
    made_up = runpy.run_path(str(root / "benchmarks" / "made_up_class.py"))
    made_up["write_class"](folder / "class", root)
    (folder / "class" / "torn.json").write_text("{", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SLANTWISE_ROOT", str(root))
        out = folder / "report.html"
        assert main(["class", "report", str(folder / "class"), "--out", str(out)]) == 1
    return out.as_uri()


def test_it_is_accessible_everywhere(
    page: Page, report: str, assert_accessible_everywhere: Callable[[Page], None]
):
    page.goto(report)
    assert_accessible_everywhere(page)


def test_it_needs_no_script_and_its_links_lead_somewhere(
    new_page: Callable[..., Page], report: str
):
    page = new_page(java_script_enabled=False, offline=True)
    page.goto(report)
    assert page.locator(".text").count() == 2
    targets = [link.get_attribute("href") or "" for link in page.locator("nav a").all()]
    assert len(targets) == 10
    assert all(page.locator(target).count() == 1 for target in targets)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tints_differ_and_so_do_the_lines(
    new_page: Callable[..., Page], report: str, scheme: str
):
    page = new_page(color_scheme=scheme)
    page.goto(report)
    looks = page.locator(".legend").first.locator("li span")
    style = "e => { const s = getComputedStyle(e); return s.backgroundColor + s.textDecoration; }"
    found = [look.evaluate(style) for look in looks.all()]
    assert len(found) == len(set(found)) == 8


def test_each_tint_from_the_second_on_has_its_number(page: Page, report: str):
    page.goto(report)
    tinted = page.locator(".text :is(.h2, .h3, .h4, .h5)")
    assert tinted.count() > 20
    assert all(word.locator("sup").count() == 1 for word in tinted.all())


def test_on_paper_nothing_is_cut_off(page: Page, report: str):
    page.set_viewport_size({"width": 680, "height": 960})  # A4 less its margins
    page.goto(report)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    tint = page.locator(".text .h3").first
    assert tint.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"


CUT_OFF = """[...document.querySelectorAll("main *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 90))"""
