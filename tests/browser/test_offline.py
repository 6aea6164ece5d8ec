"""The built book as an app: kept by the browser, and read without a network."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def wait_until_kept(page: Page) -> None:
    page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=60_000)


def test_every_page_is_there_without_a_network(new_page: Callable[..., Page], book_url: str):
    page = new_page(service_workers="allow")
    page.goto(f"{book_url}/index.html")
    wait_until_kept(page)
    page.context.set_offline(True)
    for name in ("03-loaded-language.html", "whole-article.html", "for-teachers.html", ""):
        page.goto(f"{book_url}/{name}")
        expect(page.locator("article h1, .slw-hero").first).to_be_visible()
    page.goto(f"{book_url}/whole-article.html")
    reader = page.locator(".slw-reader").first
    reader.locator(".slw-lens-loaded").click()
    expect(reader).to_be_visible()


def test_own_text_works_without_a_network_once_it_was_used(
    new_page: Callable[..., Page], book_url: str
):
    page = new_page(service_workers="allow")
    page.goto(f"{book_url}/your-own-text.html")
    wait_until_kept(page)
    for offline in (False, True):
        page.context.set_offline(offline)
        page.reload()
        page.get_by_label("Your text").fill("The council’s shameful circus met again.")
        page.get_by_role("button", name="Look through the lenses").click()
        expect(page.locator(".slw-own-column")).to_be_visible(timeout=60_000)


def test_it_can_be_installed(new_page: Callable[..., Page], book_url: str):
    page = new_page(service_workers="allow")
    page.goto(f"{book_url}/index.html")
    wait_until_kept(page)
    session = page.context.new_cdp_session(page)
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [e for e in errors if e["errorId"] != "in-incognito"] == []
    manifest = page.request.get(f"{book_url}/manifest.webmanifest").json()
    start = page.request.get(f"{book_url}/{manifest['start_url']}")
    assert start.ok
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        shown = page.evaluate(SIZE, icon["src"])
        assert icon["sizes"] in ("any", f"{shown[0]}x{shown[1]}"), icon
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}
    apple = page.locator('link[rel="apple-touch-icon"]').get_attribute("href")
    assert page.evaluate(SIZE, apple) == [180, 180]


SIZE = """async (src) => {
  const image = new Image();
  image.src = src;
  await image.decode();
  return [image.naturalWidth, image.naturalHeight];
}"""
