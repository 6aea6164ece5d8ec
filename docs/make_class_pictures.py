"""Make the pictures of “A lesson with your class” from a report on a made-up class."""

import runpy
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright

from slantwise.cli import main

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "book" / "_static"
WIDTH = 760


def report(folder: Path) -> Path:
    """Write a report on 28 pupils who do not exist."""
    made_up = runpy.run_path(str(ROOT / "benchmarks" / "made_up_class.py"))
    made_up["write_class"](folder / "class", ROOT)
    out = folder / "report.html"
    main(["class", "report", str(folder / "class"), "--out", str(out)])
    return out


def picture(part: Locator, name: str) -> None:
    """Save what a part of the page looks like."""
    part.screenshot(path=STATIC / f"{name}.png")


def pictures(chromium: str) -> None:
    """Save a paragraph of the heat map, and the comparison of the two forms."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        page.goto(report(Path(folder)).as_uri())
        picture(page.locator("#loaded-opening .text p").nth(1), "class-heat")
        picture(page.locator("section", has=page.locator(".verdict")), "class-forms")
        browser.close()


if __name__ == "__main__":
    pictures(sys.argv[1])
