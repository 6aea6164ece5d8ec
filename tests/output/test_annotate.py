"""``slantwise annotate``: every form holds what the lenses found; nothing a text says is run."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from playwright.sync_api import Page, expect
from rich.console import Console

from slantwise import annotate
from slantwise.cli import FORMATS, main
from slantwise.lenses import concession
from slantwise.output import html_page, show_document, web_annotations, wire_document
from slantwise.schemas import SCHEMAS, schema
from slantwise.strings import say

TEXT = "The regime’s puppets will stop at nothing. 🙂 “Draconian”, said Ms Lee.\r\nIt rained.\n"
HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> & ' \" \x1b[31mred\x07"
    " \u202edeggalf\u202c"
)


@pytest.fixture
def article(root: Path) -> Path:
    return root / "articles/kosovo-1244/article.txt"


def test_json_keeps_to_its_schema_and_every_span_to_the_text(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["annotate", str(article), "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    jsonschema.validate(made, json.loads(schema("annotations")))
    assert made["text"] == article.read_text(encoding="utf-8")
    assert len(made["sentences"]) == 62
    for annotation in made["annotations"]:
        for start, end in annotation["spans"]:
            assert 0 <= start < end <= len(made["text"])
    assert {a["lens"] for a in made["annotations"]} == set(made["scores"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_are_fresh(root: Path, name: str) -> None:
    path = root / "schemas" / f"{name}-1.schema.json"
    remedy = f"run: python -m slantwise schema {name} > {path.relative_to(root)}"
    assert path.read_text(encoding="utf-8") == schema(name), remedy


def test_what_the_exercise_and_the_answers_say_keeps_to_the_schemas(root: Path) -> None:
    import tomllib

    source = (root / "exercises/loaded-opening/exercise.toml").read_text(encoding="utf-8")
    jsonschema.validate(tomllib.loads(source), json.loads(schema("exercise")))


def test_standard_input_and_output_and_file_agree(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made.json"
    assert main(["annotate", str(article), "--format", "json", "--out", str(out)]) == 0
    command = [sys.executable, "-m", "slantwise", "annotate", "-", "--format", "json"]
    piped = subprocess.run(command, input=article.read_bytes(), capture_output=True, check=True)
    from_file, from_pipe = json.loads(out.read_text("utf-8")), json.loads(piped.stdout)
    assert from_file["annotations"] == from_pipe["annotations"]
    assert list(tmp_path.iterdir()) == [out]  # nothing half-written is left


def test_many_files_keep_their_order_and_a_bad_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for i in range(5):
        (tmp_path / f"{i}.txt").write_text(f"Number {i}. {TEXT}", encoding="utf-8", newline="")
    (tmp_path / "2.txt").write_bytes(b"\x00\x01")
    names = [str(tmp_path / f"{i}.txt") for i in range(5)]
    assert main(["annotate", *names, "--format", "jsonl", "--jobs", "2"]) == 2
    streams = capsys.readouterr()
    assert [json.loads(line)["name"] for line in streams.out.splitlines()] == [
        n for n in names if not n.endswith("2.txt")
    ]
    assert f"{names[2]}:1: this is not a text file" in streams.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.txt"], "cannot be read"),
        (["a.txt", "b.txt"], "--format jsonl"),
        (["{article}", "--rules", "nowhere.toml"], "cannot be read"),
        (["{article}", "--format", "json", "--out", "nowhere/made.json"], "cannot be written"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_two(
    article: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    given = [a.replace("{article}", str(article)) for a in arguments]
    assert main(["annotate", *given]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("options", [(), ("--jobs", "2")])
def test_who_has_seen_enough_of_many_files_need_not_wait(
    article: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    big = tmp_path / "big.txt"
    big.write_text(article.read_text("utf-8") * 10, encoding="utf-8")
    names = [str(big)] * 300
    arguments = ["annotate", *names, "--format", "jsonl", *options]
    command = [sys.executable, "-m", "slantwise", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        assert process.stdout.read(10) == b'{"format":'
        process.stdout.close()
        assert process.wait(timeout=30) == 0


def test_what_programs_read_is_utf8_whatever_the_console_speaks(tmp_path: Path) -> None:
    source = tmp_path / "café.txt"
    source.write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "slantwise", "annotate", str(source), "--format", "json"]
    env = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    made = subprocess.run(command, env=env, capture_output=True, check=True).stdout
    assert "🙂" in json.loads(made.decode("utf-8"))["text"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write on")
@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_one_line(article: Path, form: str) -> None:
    command = [sys.executable, "-m", "slantwise", "annotate", str(article), "--format", form]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert (
        done.stderr.decode("utf-8")
        .rstrip()
        .endswith("slantwise: cannot be written (No space left on device). Make room first.")
    )


def test_many_files_do_not_begin_where_their_place_is_taken(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all.jsonl"
    for place in (out, tmp_path / "nowhere" / "all.jsonl"):
        out.write_text("mine")
        assert main(["annotate", "nowhere.txt", "--format", "jsonl", "--out", str(place)]) == 2
        assert "nowhere.txt:" not in capsys.readouterr().err
    out.unlink()
    assert main(["annotate", str(article), "--format", "jsonl", "--out", str(out)]) == 0
    assert len(out.read_text("utf-8").splitlines()) == 1
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(os.name != "posix", reason="the shell of this system closes no streams")
@pytest.mark.parametrize(("closed", "status"), [("<&-", 2), (">&-", 0), ("2>&-", 0)])
def test_a_stream_may_be_closed(article: Path, closed: str, status: int) -> None:
    source = "-" if closed == "<&-" else str(article)
    command = f'"{sys.executable}" -m slantwise annotate "{source}" {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


def test_standard_input_may_be_one_of_many() -> None:
    command = [sys.executable, "-m", "slantwise", "annotate", "-", "--format", "jsonl"]
    made = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=True).stdout
    assert json.loads(made)["name"] == "standard input"
    assert json.loads(made)["text"] == TEXT


def test_nothing_is_overwritten(article: Path, tmp_path: Path) -> None:
    kept = tmp_path / "mine.txt"
    kept.write_text("mine", encoding="utf-8")
    assert main(["annotate", str(article), "--format", "html", "--out", str(kept)]) == 2
    assert kept.read_text(encoding="utf-8") == "mine"


def test_a_file_without_words_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    assert main(["annotate", str(tmp_path / "empty.txt")]) == 2
    assert "there is no text in it" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_web_page_is_refused_since_its_tags_are_no_words(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.HTML"
    page.write_text("<p>It rained.</p>", encoding="utf-8")
    assert main(["annotate", str(page), "--format", form]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert "this is a web page" in told.err
    assert "Save its text as .txt" in told.err


def test_a_closed_pipe_is_no_error(article: Path) -> None:
    command = [sys.executable, "-m", "slantwise", "annotate", str(article)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def first_target(item: dict[str, Any]) -> dict[str, Any]:
    target = item["target"]
    return target[0] if isinstance(target, list) else target


def test_web_annotations_can_be_found_again(article: Path) -> None:
    text = article.read_text(encoding="utf-8") + TEXT
    page = web_annotations(annotate(text), "mon été.txt")
    assert page["id"]
    assert {t["source"] for t in map(first_target, page["items"])} == {"mon%20%C3%A9t%C3%A9.txt"}
    assert page["items"]
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            if list(target) == ["source"]:  # about the text as a whole
                continue
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_what_is_said_of_a_whole_text_has_no_span_in_any_form() -> None:
    document = annotate(concession.RULE.examples[0])
    made = wire_document(document, "x.txt").model_dump(mode="json")
    jsonschema.validate(made, json.loads(schema("annotations")))
    assert [a["rule"] for a in made["annotations"] if not a["spans"]] == ["missing-concession"]
    items = web_annotations(document, "x.txt")["items"]
    assert [item["target"] for item in items].count({"source": "x.txt"}) == 1
    assert f"{concession.RULE.label}\n" in shown(document.text)
    page = html_page(document, "x.txt").split("<script>")[0]
    assert page.count(concession.RULE.label) == 1
    assert concession.RULE.question in page
    assert say("page.whole") not in html_page(annotate(TEXT), "x.txt").split("<script>")[0]


def shown(text: str, name: str = "x", *, terminal: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=200, soft_wrap=True)
    show_document(annotate(text), name, console)
    return file.getvalue()


def test_the_terminal_shows_the_text_and_every_question() -> None:
    document = annotate(TEXT)
    seen = shown(TEXT)
    assert "It rained." in seen
    for annotation in document.annotations:
        assert annotation.question in seen
    assert "\x1b[" in shown(TEXT, terminal=True)  # styled where there is a terminal


def test_every_remark_is_found_by_its_number_without_colours() -> None:
    seen = shown("The draconian bill is a disgraceful,\r\ndespicable betrayal.")
    assert "The draconian[2] bill is a disgraceful[3], \ndespicable[4] betrayal[5].[1]\n" in seen
    assert "[2] Loaded language, label of tyranny: “draconian”\n" in seen
    assert "[1] No source found: “The draconian" in seen


def test_a_text_cannot_steer_the_terminal() -> None:
    seen = shown(HOSTILE, HOSTILE)
    assert "\x1b" not in seen
    assert "\x07" not in seen
    assert "\u202e" not in seen
    assert "[31mred" in seen


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        self.seen.append(tag)


def test_markup_in_a_text_or_its_name_stays_text() -> None:
    tags = Tags()
    tags.feed(html_page(annotate(HOSTILE), HOSTILE))
    assert tags.seen.count("script") == 1
    assert "img" not in tags.seen


def test_the_page_works_from_disk(
    page: Page, tmp_path: Path, article: Path, assert_accessible: Callable[[Page], None]
) -> None:
    made = tmp_path / "made.html"
    text = article.read_text(encoding="utf-8") + "\n" + HOSTILE + "\n" + TEXT
    made.write_text(html_page(annotate(text), "An article"), encoding="utf-8")
    page.goto(made.as_uri())
    page.locator(".slw-piece[role=button]").nth(3).click()
    expect(page.locator(".slw-note").first).to_be_visible()
    assert page.locator(".slw-host .slw-text img").count() == 0
    assert_accessible(page)


def test_wire_and_document_hold_the_same(article: Path) -> None:
    document = annotate(article.read_text(encoding="utf-8"))
    wire = wire_document(document, "x")
    assert len(wire.annotations) == len(document.annotations)
    assert [s.claim for s in wire.sentences] == [c.kind for c in document.claims]


def test_the_hash_seed_changes_nothing(article: Path) -> None:
    command = [sys.executable, "-m", "slantwise", "annotate", str(article), "--format", "json"]
    made = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(made) == 1


FOREIGN = "Мост через реку закрыт, и никто не знает, когда он снова откроется.\n"


def test_a_text_in_another_language_is_told_in_every_form() -> None:
    said = say("own.not_english")
    for text, foreign in ((TEXT, False), (FOREIGN, True)):
        document = annotate(text)
        assert wire_document(document, "t").english is not foreign
        assert (f"<p>{said}" in html_page(document, "t")) is foreign
        console = Console(file=io.StringIO(), width=400)
        show_document(document, "t", console)
        assert (said in console.file.getvalue()) is foreign
