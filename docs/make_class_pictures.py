"""Make the pictures of “A lesson with your class” from a report on a made-up class."""

import runpy
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright

from slantwise.cli import main

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "book" / "_static"
# A picture cannot scroll as the report does, so that all of its table is made to fit.
WIDTHS = {
    "": (720, "td { white-space: nowrap; }"),
    "-phone": (
        360,
        "table, :is(th, td) { min-width: 0 !important; font-size: .8rem; }"
        ":is(th, td):not(:last-child) { padding-right: .5rem; }",
    ),
}
FRAME = "part => { part.style.cssText = 'border: 0; margin: 0; padding: .6rem .8rem' }"
REST = "part => part.querySelectorAll('h2, .verdict ~ p:not(.verdict)').forEach(e => e.remove())"


def report(folder: Path) -> Path:
    """Write a report on 28 pupils who do not exist."""
    made_up = runpy.run_path(str(ROOT / "benchmarks" / "made_up_class.py"))
    made_up["write_class"](folder / "class", ROOT)
    out = folder / "report.html"
    main(["class", "report", str(folder / "class"), "--out", str(out)])
    return out


def picture(part: Locator, name: str) -> None:
    """Save what a part of the page looks like."""
    part.evaluate(FRAME)
    part.screenshot(path=STATIC / f"{name}.png")


def pictures(chromium: str) -> None:
    """Save a paragraph of the heat map, and the comparison of the two forms, wide and narrow."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        made = report(Path(folder))
        for name, (width, fit) in WIDTHS.items():
            page = browser.new_page(
                viewport={"width": width, "height": 900},
                device_scale_factor=2,
                color_scheme="light",
            )
            page.goto(made.as_uri())
            page.add_style_tag(content=fit)
            picture(page.locator("#loaded-opening .text p").nth(1), f"class-heat{name}")
            forms = page.locator("section", has=page.locator(".verdict"))
            forms.evaluate(REST)  # what the page of the book says in its own text
            picture(forms, f"class-forms{name}")
        browser.close()


if __name__ == "__main__":
    pictures(sys.argv[1])
