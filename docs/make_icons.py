"""Draw the app's icons from the favicon: ``python docs/make_icons.py``. Needs Chromium.

Phones want pictures of fixed sizes; one of them may be cut to any shape, so it has no edge.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parents[1] / "book" / "_static"
# File, width in pixels, and which part of it the drawing takes.
ICONS = (
    ("app-180.png", 180, 0.84),
    ("app-192.png", 192, 1.0),
    ("app-512.png", 512, 1.0),
    ("app-cut-512.png", 512, 0.72),
)


def main() -> None:
    """Write each icon beside the favicon."""
    drawing = (STATIC / "favicon.svg").read_text("utf-8")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox"])
        for name, size, part in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size}, color_scheme="light")
            whole = part == 1.0
            ground = "transparent" if whole else "#fffdf8"
            page.set_content(
                f"<style>body{{margin:0;height:100vh;display:grid;place-items:center;"
                f"background:{ground}}}svg{{width:{100 * part}vw}}</style>{drawing}"
            )
            page.screenshot(path=STATIC / name, omit_background=whole)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
