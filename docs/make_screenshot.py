"""Make docs/screenshot.png, the README's picture, from the built book."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from slantwise.book.build import build

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Open the article, switch the lenses on, open one note, and take the picture."""
    site = build(root=HERE.parent)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 820}, device_scale_factor=1.5)
        page.goto((site / "whole-article.html").as_uri())
        reader = page.locator(".slw-reader").first
        while (off := reader.locator(".slw-lens[aria-pressed=false]")).count():
            off.first.click()
        reader.locator(".slw-piece[role=button]", has_text="pretext").first.click()
        reader.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 90)")
        page.wait_for_timeout(400)
        page.screenshot(path=HERE / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    main()
