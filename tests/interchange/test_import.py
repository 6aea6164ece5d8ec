"""Annotations of other tools: where they stand, what they mean, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.articles import Article, load_article
from slantwise.cli import main
from slantwise.errors import ContentError
from slantwise.interchange.anchor import Ground, Quote, place
from slantwise.interchange.incoming import read_incoming
from slantwise.interchange.transfer import import_reading, to_marks

Make = Callable[..., dict[str, Any]]
Found = list[tuple[str | None, str, str, int]]


@pytest.fixture
def bring(article: Article, tmp_path: Path) -> Callable[[object], tuple[Found, list[str]]]:
    """`bring(data)`: the marks (lens, label, words, start) and the lines on what failed."""

    def run(data: object) -> tuple[Found, list[str]]:
        path = tmp_path / "in.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        marks, problems = to_marks(article.text, read_incoming(path))
        text = article.text
        return [(m.lens, m.label, m.span.of(text), m.span.start) for m in marks], problems

    return run


# --- tools ------------------------------------------------------------------------------


def hypothesis_row(one: dict[str, Any], shift: int = 0) -> dict[str, Any]:
    """The annotation as Hypothesis gives it, of a page whose text begins elsewhere."""
    quote, position = one["target"]["selector"]
    tags = [b["value"] for b in one["body"] if b["purpose"] == "tagging"]
    moved = {**position, "start": position["start"] + shift, "end": position["end"] + shift}
    range_ = {
        "type": "RangeSelector",
        "startContainer": "/p[1]",
        "endContainer": "/p[1]",
        "startOffset": 4,
        "endOffset": 9,
    }
    return {
        "id": "x1",
        "user": "acct:somebody@example.com",
        "uri": "https://example.com/",
        "text": "Because.",
        "tags": tags,
        "target": [{"source": "https://example.com/", "selector": [range_, moved, quote]}],
        "permissions": {"read": ["group:__world__"]},
        "links": {},
    }


def test_what_the_hypothesis_api_and_client_write(annotation: Make, bring: Any):
    rows = [
        hypothesis_row(annotation("cruel", "loaded", nth=1), shift=1234),
        hypothesis_row(annotation("plan’s", "framing: presupposition"), shift=1234),
        {**hypothesis_row(annotation("end", "loaded")), "references": ["x1"]},  # an answer
    ]
    wanted = [
        ("loaded", "loaded", "cruel", 49),
        ("framing", "presupposition", "plan’s", 55),
    ]
    assert bring({"total": 3, "rows": rows}) == (wanted, [])
    client = {"export_date": "2026-01-01", "export_userid": "acct:x", "annotations": rows}
    assert bring(client) == (wanted, [])


def test_what_recogito_writes(annotation: Make, bring: Any):
    one, two = annotation("cruel", "Scare quotes", nth=1), annotation("plan", "fair")
    del two["target"]["selector"][0]["prefix"], two["target"]["selector"][0]["suffix"]
    wanted = [(None, "fair", "plan", 12), ("loaded", "scare-quotes", "cruel", 49)]
    assert bring([one, two]) == (wanted, [])  # the second “plan” stands elsewhere
    own = {
        "id": "1",
        "bodies": [{"purpose": "tagging", "value": "emotive"}],
        "target": {"selector": [{"quote": "failed", "start": 17, "end": 23}]},
    }
    assert bring([own]) == ([("loaded", "emotive", "failed", 17)], [])
    labelled = annotation("failed")
    labelled["body"] = [{"purpose": "tagging", "value": {"label": "emotive", "id": "x"}}]
    assert bring([labelled]) == ([("loaded", "emotive", "failed", 17)], [])


def cas(text: str, *rows: dict[str, Any]) -> dict[str, Any]:
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": text}
    token = {
        "%ID": 2,
        "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
        "@sofa": 1,
        "begin": 0,
        "end": 3,
        "form": "fact",
    }
    found = [{"%ID": i, "@sofa": 1, **row} for i, row in enumerate(rows, start=3)]
    return {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [sofa, token, *found],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}},
    }


def test_what_inception_writes_as_uima_cas_json(article: Article, bring: Any):
    text = article.text.replace("\r\n", "\n")
    row = {"begin": 7, "end": 12, "value": "judging-adjective", "note": "It judges."}
    layer = {"%TYPE": "webanno.custom.Loaded", **row}  # the emoji counts as two
    named = {
        "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity",
        "begin": 18,
        "end": 24,
        "value": "emotive",
    }
    strange = {"%TYPE": "webanno.custom.Span", "begin": 13, "end": 17, "value": "nothing known"}
    marks, problems = bring(cas(text, layer, named, strange))
    assert marks == [
        ("loaded", "judging-adjective", "cruel", 6),
        ("loaded", "emotive", "failed", 17),
    ]
    assert problems == ["annotation 5 (“plan”): no tag is a lens or a label (nothing known)."]
    keyed = cas(text, layer)
    keyed["%FEATURE_STRUCTURES"] = {str(r["%ID"]): r for r in keyed["%FEATURE_STRUCTURES"]}
    assert bring(keyed)[0] == marks[:1]


def test_a_page_a_collection_a_list_and_one_annotation(annotation: Make, bring: Any):
    one = annotation("failed", "loaded")
    wanted = ([("loaded", "loaded", "failed", 17)], [])
    page = {"@context": "x", "type": "AnnotationPage", "items": [one]}
    for data in (one, [one], page, {"type": "AnnotationCollection", "first": page, "total": 1}):
        assert bring(data) == wanted


# --- meaning ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (["loaded"], [("loaded", "loaded")]),
        (["Loaded language", "Metaphor that judges"], [("loaded", "metaphor")]),
        (["loaded", "hidden motive"], [("framing", "hidden-motive"), ("loaded", "loaded")]),
        (["framing", "insinuation"], [("framing", "hidden-motive")]),
        (["insinuation"], [("loaded", "insinuation")]),
        (["No source found", "vague"], [("unsourced", "vague")]),
        (["intent"], [("unsourced", "intent")]),
        (["fair", "sourced"], [(None, "sourced")]),
        (["fair"], [(None, "fair")]),
        (["todo", "emotive", "emotive"], [("loaded", "emotive")]),
    ],
)
def test_tags_become_marks(annotation: Make, bring: Any, tags: list[str], found: list[Any]):
    marks, problems = bring([annotation("failed", *tags)])
    assert not problems
    assert sorted((str(lens), label) for lens, label, *_ in marks) == sorted(
        (str(lens), label) for lens, label in found
    )


def test_a_comment_and_a_wording_come_along_and_no_name_does(
    annotation: Make, article: Article, course: Path, tmp_path: Path
):
    one = annotation("failed", "loaded", comment="It damns.")
    one["body"].append({"type": "TextualBody", "purpose": "editing", "value": "ended"})
    path = tmp_path / "in.json"
    path.write_text(json.dumps([one]), encoding="utf-8")
    made = import_reading(article, path, "mine", "", course)
    assert [(m.why, m.neutral) for m in made.marks] == [("It damns.", "ended")]
    assert "Person" not in made.path.read_text("utf-8")


def test_every_target_is_a_mark_of_its_own(annotation: Make, bring: Any):
    one, two = annotation("failed", "loaded"), annotation("end")
    one["target"] = [one["target"], two["target"]]
    assert [words for *_, words, _ in bring([one])[0]] == ["failed", "end"]


# --- places -----------------------------------------------------------------------------


def quoted(exact: str, **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": exact, **more}
    return {"type": "Annotation", "bodyValue": "x", "target": {"selector": selector}}


def tagged(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "body": {"type": "TextualBody", "purpose": "tagging", "value": "loaded"}}


@pytest.mark.parametrize(
    ("one", "words", "start"),
    [
        (quoted("failed"), "failed", 17),
        (quoted("FAILED."), "failed.", 17),
        (quoted("plan's end"), "plan’s end", 55),
        (quoted("\"Cruel,\" she  said."), "“Cruel,” she said.", 26),
        (quoted("failed. “Cruel"), "failed.\r\n“Cruel", 17),
        (quoted("failed.\n“Cruel"), "failed.\r\n“Cruel", 17),
        (quoted(" failed. "), "failed.", 17),
        (quoted("cruel", prefix="the "), "cruel", 49),
        (quoted("cruel", prefix="😀 "), "cruel", 6),
        (quoted("plan", suffix="’S END"), "plan", 55),
        (quoted("plan", prefix="unlike", suffix=" failed"), "plan", 12),
        (quoted("cruel", refinedBy=quoted("el", prefix="😀 cru")["target"]["selector"]), "el", 9),
    ],
    ids=str,
)  # fmt: skip
def test_the_words_and_what_stands_around_them_decide(
    bring: Any, one: dict[str, Any], words: str, start: int
):
    assert bring([tagged(one)]) == ([("loaded", "loaded", words, start)], [])


def test_a_position_counts_only_where_the_words_stand(annotation: Make, bring: Any):
    second = annotation("cruel", "loaded", nth=1)
    del second["target"]["selector"][0]["prefix"], second["target"]["selector"][0]["suffix"]
    assert bring([second])[0][0][3] == 49
    second["target"]["selector"][1]["start"] += 1
    second["target"]["selector"][1]["end"] += 1
    # As code points the position is right now.
    second["target"]["selector"][1] = {"type": "TextPositionSelector", "start": 49, "end": 54}
    assert bring([second])[0][0][3] == 49
    second["target"]["selector"][1] = {"type": "TextPositionSelector", "start": 3, "end": 8}
    assert bring([second]) == (
        [],
        ["annotation 1 (“cruel”): these words occur 2 times, and nothing tells which is meant."],
    )


def test_a_position_alone_is_taken_as_the_standard_counts_it(bring: Any):
    selector = {"type": "TextPositionSelector", "start": 17, "end": 23}
    one = tagged({"type": "Annotation", "target": {"selector": selector}})
    assert bring([one]) == ([("loaded", "loaded", "failed", 17)], [])


MISFITS = {
    "not there": (tagged(quoted("nowhere")), "these words do not occur in the article"),
    "no tag": (quoted("failed"), "it has no tag"),
    "strange tag": (
        {**quoted("failed"), "tags": ["todo"]},
        "no tag is a lens or a label (todo)",
    ),
    "whole text": (tagged({"target": "https://example.com/"}), "it quotes no words"),
    "no target": (tagged({"type": "Annotation"}), "it quotes no words"),
    "strange selector": (tagged({"target": {"selector": [5, None, {"type": "X"}]}}), "no words"),
    "beyond the text": (
        tagged({"target": {"selector": {"type": "TextPositionSelector", "start": 5, "end": 999}}}),
        "no position in the article",
    ),
    "truth for a position": (
        tagged({"target": {"selector": {"type": "TextPositionSelector", "start": 0, "end": True}}}),
        "no position in the article",
    ),
    "a line break in its words": (tagged(quoted("a\nb\x1b[31m")), "(“a b\ufffd[31m”): these"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "problem"), MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit_is_told_in_a_line_and_the_rest_comes_in(
    annotation: Make, bring: Any, one: dict[str, Any], problem: str
):
    marks, problems = bring([one, annotation("end", "fair")])
    assert [words for *_, words, _ in marks] == ["end"]
    (line,) = problems
    assert line.startswith("annotation 1")
    assert problem in line
    assert len(line.splitlines()) == 1


def test_unknown_keys_and_values_of_any_kind_are_passed_over(annotation: Make, bring: Any):
    odd: list[Any] = [None, 5, True, "x", [], {}, [[]], {"a": {"b": []}}]
    for key in ("body", "tags", "text", "motivation", "target", "references", "type", "bodies"):
        for value in odd:
            bring([{**annotation("failed", "loaded"), key: value}, annotation("end", "fair")])
    one = annotation("failed", "loaded")
    one["target"]["selector"][0]["$schema"] = one["__proto__"] = {"x": 1}
    assert bring([one])[0] == [("loaded", "loaded", "failed", 17)]


# --- refused ----------------------------------------------------------------------------

REFUSED = {
    "no JSON": (b"{\n  x", "in.json:2: this is not valid JSON"),
    "empty": (b"", "in.json:1: this is not valid JSON"),
    "latin-1": (b'["\xff"]', "in.json:1: the text is not UTF-8"),
    "binary": (b"[\0]", "in.json:1: this is not a text file"),
    "deep": (b"[" * 200_000, "in.json: nested too deeply"),
    "5000 digits": (b"1" * 5000, "in.json: "),
    "huge": (b" " * 20_000_001, "in.json: the file is larger than 20,000,000 bytes"),
    "a number": (b"5", "holds no annotations that Slantwise knows"),
    "another object": (b'{"a": 1}', "holds no annotations that Slantwise knows"),
    "none": (b"[]", "there is no annotation in this file"),
    "none in a page": (b'{"items": []}', "there is no annotation in this file"),
    "numbers": (b"[1, 2]", "there is no annotation in this file"),
    "too many": (b'[{"target": 1}' + b', {"target": 1}' * 5000 + b"]", "more than 5,000"),
    "a CAS of nothing": (b'{"%FEATURE_STRUCTURES": [1, {}]}', "there is no annotation"),
    "pages without end": (b'{"first": ' * 900 + b"5" + b"}" * 900, "holds no annotations"),
}


@pytest.mark.parametrize(("data", "problem"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_none(tmp_path: Path, data: bytes, problem: str):
    (tmp_path / "in.json").write_bytes(data)
    with pytest.raises(ContentError) as caught:
        read_incoming(tmp_path / "in.json")
    assert problem in str(caught.value)
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1


def test_a_common_word_in_a_long_text_is_known_by_what_stands_around_it():
    ground = Ground.of("and so on " * 900 + "and then and so on")
    at = place(ground, Quote("and", "on ", " then"), "code points")
    assert at.start == 9000
    with pytest.raises(ValueError, match="too often"):
        place(ground, Quote("and", "on ", " nowhere"), "code points")


def test_words_that_occur_everywhere_take_no_time():
    ground = Ground.of("a" * 200_000)
    with pytest.raises(ValueError, match="too often"):
        place(ground, Quote("a", "b" * 100_000, "c" * 100_000), "code points")


# --- the folder -------------------------------------------------------------------------


def file_of(tmp_path: Path, *items: dict[str, Any]) -> Path:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(list(items)), encoding="utf-8")
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_record_keeps_every_letter_and_gets_a_table(
    annotation: Make, course: Path, tmp_path: Path, end: str
):
    record = course / "articles" / "small" / "article.toml"
    text = record.read_text("utf-8").rstrip("\n").replace("\n", end or "\n") + end
    record.write_bytes(b"\xef\xbb\xbf" + text.encode())
    article = load_article("small", course)
    about = 'A "class" of \\ 2026 – ‘we’\x20😀'
    path = file_of(tmp_path, annotation("failed", "loaded"))
    for id in ("one", "two"):
        import_reading(load_article(article.id, course), path, id, about, course)
    after = record.read_bytes().decode("utf-8-sig")
    assert after.startswith(text)
    assert ("\r\n" in after) == ("\n" not in after.replace("\r\n", "") and end == "\r\n")
    found = load_article("small", course).readings
    assert [(r.id, r.about) for r in found] == [("one", about), ("two", about)]


def test_readings_written_as_one_list_are_left_alone(
    annotation: Make, course: Path, tmp_path: Path
):
    folder = course / "articles" / "small"
    (folder / "x.jsonl").write_text("{}", encoding="utf-8")
    record = folder / "article.toml"
    record.write_text(
        record.read_text("utf-8") + 'reading = [{ id = "x", file = "x.jsonl" }]\n', "utf-8"
    )
    before = record.read_bytes()
    path = file_of(tmp_path, annotation("failed", "loaded"))
    with pytest.raises(ContentError, match="written as one list"):
        import_reading(load_article("small", course), path, "mine", "", course)
    assert record.read_bytes() == before
    assert not (folder / "readings" / "mine.jsonl").exists()


@pytest.mark.parametrize("id", ["", "A", "../x", "a b", "-a", "a/b", "x" * 81, "a\n"])
def test_an_id_is_a_plain_name(
    annotation: Make, article: Article, course: Path, tmp_path: Path, id: str
):
    path = file_of(tmp_path, annotation("failed", "loaded"))
    with pytest.raises(ContentError, match="is no id"):
        import_reading(article, path, id, "", course)


def test_nothing_is_overwritten(annotation: Make, article: Article, course: Path, tmp_path: Path):
    path = file_of(tmp_path, annotation("failed", "loaded"))
    import_reading(article, path, "mine", "", course)
    with pytest.raises(ContentError, match="has a reading “mine” already"):
        import_reading(load_article("small", course), path, "mine", "", course)
    with pytest.raises(ContentError, match="exists already"):
        import_reading(article, path, "mine", "", course)


def test_where_nothing_fits_nothing_is_written(article: Article, course: Path, tmp_path: Path):
    record = course / "articles" / "small" / "article.toml"
    before = record.read_bytes()
    path = file_of(tmp_path, tagged(quoted("nowhere")))
    with pytest.raises(ContentError, match=r"no annotation fits .* do not occur"):
        import_reading(article, path, "mine", "", course)
    assert record.read_bytes() == before
    assert not (record.parent / "readings").exists()


@pytest.mark.parametrize("about", ["two\nlines", "x" * 1001, "\x7f"])
def test_about_is_one_line(
    annotation: Make, article: Article, course: Path, tmp_path: Path, about: str
):
    path = file_of(tmp_path, annotation("failed", "loaded"))
    with pytest.raises(ContentError, match="--about"):
        import_reading(article, path, "mine", about, course)


# --- the commands -----------------------------------------------------------------------


def test_the_commands(
    annotation: Make,
    course: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    path = file_of(tmp_path, annotation("failed", "loaded"), tagged(quoted("nowhere")))
    command = ["readings", "import", "small", str(path), "--id", "mine", "--about", "Me."]
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out.startswith("1 marks are in ")
    assert out.endswith("mine.jsonl. 1 could not be placed.\n")
    assert err == f"{path}: annotation 2 (“nowhere”): these words do not occur in the article.\n"
    made = tmp_path / "out.json"
    assert main(["readings", "export", "small", "mine", "--out", str(made)]) == 0
    assert len(json.loads(made.read_text("utf-8"))["items"]) == 1
    assert main(["readings", "import", "small", str(made), "--id", "again"]) == 0
    first, second = load_article("small", course).readings
    assert first.marks == second.marks
    assert main(["readings", "export", "small", "mien"]) == 2
    assert "Did you mean “mine”?" in capsys.readouterr().err
    assert main(["readings", "export", "small", "mine", "--out", str(made)]) == 2
