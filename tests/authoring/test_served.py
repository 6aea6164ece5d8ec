"""A new article in a built book: the page holds the text, the lenses and the exercise."""

import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from slantwise.authoring.new_article import new_article
from slantwise.book.build import build

HOSTILE = "</script><script>alert(1)</script>"
ROOT = Path(__file__).resolve().parents[2]


class Scripts(HTMLParser):
    """What the scripts of a page hold that a browser would run."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.runs = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs = tag == "script" and "json" not in (dict(attrs).get("type") or "")

    def handle_endtag(self, _: str) -> None:
        self.runs = False

    def handle_data(self, data: str) -> None:
        if self.runs:
            self.found.append(data)


def test_the_book_builds_with_the_new_page(course: Path, river: Path):
    shutil.copy(ROOT / "_config.yml", course)
    shutil.copytree(ROOT / "book" / "_static", course / "book" / "_static")
    text = river.read_text("utf-8")
    river.write_text(text.replace("a disgrace.", f"a disgrace. {HOSTILE}"), encoding="utf-8")
    made = new_article(river, course, title=f"A “river” & <b>it</b> {HOSTILE}")
    site = build(root=course)
    page = (site / f"{made.id}.html").read_text("utf-8")
    states = [
        json.loads(unescape(state))
        for state in re.findall(r"<slantwise-widget data-state='([^']*)'", page)
    ]
    assert [state["view"] for state in states] == ["exercise", "reader", "reader"]
    assert states[0]["payload"]["exercise"]["id"] == made.exercise
    assert all(state["lenses_on"] == [] for state in states[1:])
    assert not [script for script in Scripts(page).found if "alert(" in script]
    assert "A “river” &amp; ‹b›it‹/b›" in page
    assert made.id in (site / "index.html").read_text("utf-8")
