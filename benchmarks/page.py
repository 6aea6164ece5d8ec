r"""How fast is “Your own text” in the page? ``python benchmarks/page.py [--write FILE]``.

Opens the built book in a headless Chromium from localhost, with an empty cache for each run,
and prints a table of medians over some runs. Needs the test extra and a Chromium. Other work
on the machine shows: run it at a quiet moment.
"""

import argparse
import os
import platform
import shutil
import statistics
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from slantwise.articles import find_root, load_article
from slantwise.book.build import build
from slantwise.book.serve import HOST, open_server
from slantwise.lenses import annotate

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WATCH = """
window.longest = 0;
window.clicks = [];
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ entryTypes: ["longtask"] });
new PerformanceObserver((list) => {
  const clicks = list.getEntries().filter((event) => event.name === "click");
  window.clicks.push(...clicks.map((event) => event.duration));
}).observe({ type: "event", durationThreshold: 16 });
"""
HIGHLIGHTS = 5_000

ROWS = (
    ("ready", "page ready, before Pyodide is there", "1,000 ms", "ms"),
    ("cold", "from the click to the first result, cold", "5,000 ms", "ms"),
    ("size", "sent for it, as it comes over the wire", "8.0 MB", "MB"),
    ("next", "the next result, 1,500 words", "150 ms", "ms"),
    ("longest", "longest task of the page meanwhile", "200 ms", "ms"),
    ("big", "a text of 100 kB", "", "ms"),
    ("big_longest", "longest task of the page meanwhile", "", "ms"),
    ("marks", "highlights in a very long text", "5,000", ""),
    ("toggle", "switching a lens on it, from the click to the painted frame", "50 ms", "ms"),
    ("slowest", "the slowest of those clicks", "", "ms"),
)


def once(browser: Browser, address: str, text: str) -> dict[str, float]:
    """Measure one run in a context of its own."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}/your-own-text.html")
    found = {
        "ready": page.evaluate(
            "performance.timing.domInteractive - performance.timing.navigationStart"
        )
    }
    words = " ".join(text.split(" ")[:1500])
    sent: list[int] = []
    context.on("response", lambda response: sent.append(weight(response)))
    found["cold"] = look(page, words)
    found["size"] = sum(sent) / 1e6
    found["next"] = look(page, words + " It rained.")
    found["longest"] = page.evaluate("window.longest")
    found["big"] = look(page, (text + "\n\n") * (100_000 // len(text) + 1))
    found["big_longest"] = page.evaluate("window.longest")
    spans = sum(len(found.spans) for found in annotate(text).annotations)
    look(page, (text + "\n\n") * (HIGHLIGHTS // spans + 1))
    found |= toggled(page)
    context.close()
    return found


def weight(response: Response) -> int:
    """Return how many bytes came over the wire; what the page made itself did not."""
    return int(response.headers.get("content-length", 0)) * response.url.startswith("http")


def toggled(page: Page) -> dict[str, float]:
    """Switch each lens off and on as a reader does, and return how long the browser took.

    The browser's own clock of a click runs until the frame is painted, in steps of 8 ms; it
    does not tell of a click under 16 ms, which counts as 16.
    """
    lenses = page.locator(".slw-own-column .slw-lens")
    counts = page.locator(".slw-own-column .slw-count > [aria-hidden]").all_inner_texts()
    page.wait_for_timeout(1000)
    page.evaluate("window.clicks = []")
    made = 0
    for lens in lenses.all() * 4:
        lens.click()
        made += 1
        page.wait_for_timeout(250)
    told = page.evaluate("window.clicks")
    took = [*told, *[16] * (made - len(told))]
    return {
        "marks": sum(map(int, counts)), "toggle": statistics.median(took), "slowest": max(took)
    }  # fmt: skip


def look(page: Page, text: str) -> float:
    """Put a text in, press the button, and return the milliseconds until it is drawn."""
    page.get_by_label("Your text").fill(text)
    page.wait_for_timeout(500)  # what the filling takes is the browser's own
    return float(
        page.evaluate(
            """async () => {
                const results = document.querySelector(".slw-own-results");
                window.longest = 0;
                const start = performance.now();
                const drawn = new Promise((yes) => {
                  const watch = new MutationObserver(() => (watch.disconnect(), yes()));
                  watch.observe(results, { childList: true });
                });
                document.querySelector(".slw-own .slw-commit .slw-btn:not(.slw-btn-quiet)").click();
                await drawn;
                await new Promise((yes) => requestAnimationFrame(() => setTimeout(yes)));
                return performance.now() - start;
            }"""
        )
    )


def table(runs: list[dict[str, float]]) -> str:
    """Return the medians, and how far the runs lie apart, as Markdown."""
    lines = ["| measure | reach | median | from | to |", "|---|---|---|---|---|"]
    for key, name, reach, unit in ROWS:
        values = [run[key] for run in runs]
        shown = [
            f"{v:,.1f} {unit}" if unit == "MB" else f"{v:,.0f} {unit}".strip()
            for v in (statistics.median(values), min(values), max(values))
        ]
        lines.append(f"| {name} | {reach} | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


def measure(runs: int) -> str:
    """Build the book if need be, serve it, and measure."""
    root = find_root()
    site = build(root=root)
    text = load_article("kosovo-1244", root).text
    path = next(filter(None, map(shutil.which, NAMES)))
    server = open_server(site, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://{HOST}:{server.server_port}"
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=ARGS)
        made = [once(browser, address, text) for _ in range(runs)]
        version = browser.version.split(".")[0]
        browser.close()
    server.shutdown()
    return f"{caption(version, runs)}\n\n{table(made)}"


def caption(version: str, runs: int) -> str:
    """Return where and how it was measured."""
    return (
        f"Measured in a headless Chromium {version} on {platform.system()}, "
        f"{platform.machine()}, {os.cpu_count()} processors, from a server on the same machine; "
        f"medians of {runs} runs, each with an empty cache, and the fastest and the slowest."
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table there, too")
    options = parser.parse_args()
    made = measure(options.runs)
    print(made)  # noqa: T201
    if options.write:
        options.write.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
