"""Our own prose: spelt right, looked at through our own lenses, and not too hard to read."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = (
    "book", "exercises", "articles/kosovo-1244/gallery.toml", "articles/kosovo-1244/article.toml",
    "articles/counter-view", "articles/sourced-report", "articles/toll-opinion",
    "articles/toll-report", "src/slantwise/strings.en.json", "src/slantwise/taxonomy.en.toml",
    "src/slantwise/authoring/scaffolds", "src/slantwise/book/templates", "README.md",
    "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-CONTENT.md",
)  # fmt: skip
# Names, and words that are right where they stand.
RIGHT = ("trew", "lene", "oll", "nin")
PICTURES = "*.woff2,*.svg,*.css"


def spelling(*paths: str | Path) -> str:
    command = [sys.executable, "-m", "codespell_lib", "-L", ",".join(RIGHT), "-S", PICTURES]
    done = subprocess.run([*command, *paths], cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_nothing_that_people_read_is_misspelt():
    assert all((ROOT / path).exists() for path in WRITTEN)
    assert spelling(*WRITTEN) == ""


def test_a_slip_of_spelling_is_found(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("The goverment made an arguement.\n", "utf-8")
    assert spelling(page).count("==>") == 2


# --- our own lenses -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def prose(script_at: Callable[[Path], ModuleType]) -> ModuleType:
    return script_at(ROOT / "benchmarks" / "prose.py")


def test_every_place_at_which_our_lenses_stop_has_been_looked_at(prose: ModuleType):
    told = [f"{x.page}: {x.rule}: “{x.words}” in: {x.sentence}" for x in prose.open_findings()]
    assert not told, "reword, or say in book/_measured/own-prose.toml why it stands:\n" + "\n".join(
        told
    )


def test_what_was_looked_at_still_stands_and_has_a_reason(prose: ModuleType):
    text = "\n".join(prose.own_words(page) for page in prose.pages())
    for (rule, words), why in prose.reviewed().items():
        assert words in text, (rule, words)
        assert len(why.split()) >= 8, (rule, words)


def test_a_loaded_word_of_ours_would_be_told(
    prose: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = tmp_path / "11-new.md"
    page.write_text("# New\n\nCynical officials squandered the money on a boondoggle.\n", "utf-8")
    monkeypatch.setattr(prose, "pages", lambda: [page])
    assert {(x.page, x.words) for x in prose.open_findings()} >= {("11-new", "squandered")}


PAGE = """\
---
kernelspec: x
---

(top)=
# Title

After this *page* you can [see](more.md), and [“their words”]{.q} are `theirs`.

:::{dropdown} A fold
- One **item**.
:::

```{code-cell} ipython3
show("x")
```

| a | b |
|---|---|

## Sources

- Somebody, *A work*, 1999.

---

\\* This designation is without prejudice.
"""


def test_our_own_words_are_what_is_left_of_a_page(prose: ModuleType, tmp_path: Path):
    page = tmp_path / "x.md"
    page.write_text(PAGE, "utf-8")
    assert prose.own_words(page).split("\n\n") == [
        "Title",
        "After this page you can see, and “…” are theirs.",
        "One item.",
    ]


# --- reading ease ---------------------------------------------------------------------------


def test_the_table_of_reading_ease_is_about_what_the_pages_give_now(prose: ModuleType):
    def read(table: str) -> dict[str, list[int]]:
        cells = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
        return {name: [int(figure) for figure in figures] for name, *figures in cells}

    kept, now = read(prose.EASE.read_text("utf-8")), read(prose.ease())
    assert kept.keys() == now.keys(), "run: python benchmarks/prose.py"
    for page, (words, length, ease) in now.items():
        assert kept[page] == [
            pytest.approx(words, rel=0.2),
            pytest.approx(length, abs=2),
            pytest.approx(ease, abs=5),
        ], f"{page}: run: python benchmarks/prose.py"


def test_the_course_is_written_in_plain_english(prose: ModuleType):
    for line in prose.ease().splitlines()[2:]:
        assert int(line.rstrip(" |").rsplit("|", 1)[1]) >= 60, line
