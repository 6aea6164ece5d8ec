"""What the page is told: plain data, with code points of the article throughout."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slantwise.annotation import LENSES, Annotation, Span
from slantwise.articles import Article, Mark, Reading, load_article
from slantwise.exercises.load import Exercise
from slantwise.lenses import annotate
from slantwise.reader import payload
from slantwise.text import words

ArticleOf = Callable[[str], Article]


@pytest.fixture(scope="module")
def article(root: Path) -> Article:
    return load_article("kosovo-1244", root)


def through_json(data: dict[str, Any]) -> dict[str, Any]:
    """The data as the page receives it; NaN and the like are refused."""
    sent: dict[str, Any] = json.loads(json.dumps(data, allow_nan=False))
    return sent


def test_every_payload_is_plain_data(article: Article, loaded_opening: Exercise):
    notes = annotate(article.text, layout=article.layout).annotations
    for made in (
        payload.passage(article),
        payload.annotated(article, notes, LENSES),
        payload.markable(article),
        payload.exercise(loaded_opening),
    ):
        assert through_json(made) == made


def test_paragraphs_are_numbered_through_the_article_and_headings_are_not(article: Article):
    numbers = [block["n"] for block in payload.passage(article)["blocks"] if block["n"]]
    assert numbers == list(range(1, len(numbers) + 1))
    section = article.section("banjska-plan")
    (heading, first, *_) = payload.passage(article, section.span)["blocks"]
    assert (heading["kind"], heading["n"]) == ("heading", None)
    before = [
        b for b in article.layout.blocks if b.kind == "body" and b.span.end <= section.span.start
    ]
    assert first["n"] == len(before) + 1


def test_the_sections_together_show_every_block_once(article: Article):
    whole = payload.passage(article)["blocks"]
    parts = [b for s in article.sections for b in payload.passage(article, s.span)["blocks"]]
    assert parts == whole


texts = st.text(st.sampled_from("aB .👩‍💻é\u0301\n\r\u2028“”"), min_size=1, max_size=60)


@given(texts)
def test_offsets_are_code_points_of_the_article(article_of: ArticleOf, text: str):
    article = article_of(text)
    made = payload.markable(article)
    for block in made["blocks"]:
        assert text[block["start"] : block["start"] + len(block["text"])] == block["text"]
    assert [text[a:b] for a, b in made["words"]] == [w.of(text) for w in words(text)]
    assert made["passageText"] == text[made["passageStart"] :]
    starts = [block["start"] for block in made["blocks"]]
    assert set(starts) <= set(made["sentences"])
    for a, b in made["words"]:
        assert any(k["start"] <= a and b <= k["start"] + len(k["text"]) for k in made["blocks"])


def remark(*spans: Span, lens: Any = "loaded") -> Annotation:
    return Annotation(lens, "label", spans, "rule-1", "why", "question?", ("plain",), 0.5)


def test_only_the_chosen_lenses_in_the_passage_are_sent(article_of: ArticleOf):
    article = article_of("One two.\n\nThree four five.")
    remarks = [
        remark(Span(0, 3)),
        remark(Span(4, 7), lens="framing"),
        remark(Span(10, 15), Span(16, 20)),
        remark(Span(4, 7), Span(10, 15)),  # begins in one passage and ends in another
        remark(),  # about the whole text
    ]
    sent = payload.annotated(article, remarks, ["loaded"], Span(10, 26))
    assert [block["text"] for block in sent["blocks"]] == ["Three four five."]
    assert [note["spans"] for note in sent["notes"]] == [[[10, 15], [16, 20]]]
    assert sent["lenses"] == ["loaded"]
    whole = payload.annotated(article, remarks, LENSES)
    assert [note["spans"] for note in whole["notes"]] == [
        [[0, 3]],
        [[4, 7]],
        [[10, 15], [16, 20]],
        [[4, 7], [10, 15]],
    ]
    told = {k: sent["notes"][0][k] for k in ("lens", "label", "why", "question", "neutral", "by")}
    assert told == {
        "lens": "loaded",
        "label": "label",
        "why": "why",
        "question": "question?",
        "neutral": ["plain"],
        "by": "rule-1",
    }


def test_a_remark_comes_with_what_the_readings_say_of_its_words(article: Article):
    undermines = article.text.index("undermines its")
    (note,) = payload.annotated(
        article, [remark(Span(undermines, undermines + len("undermines")))], LENSES
    )["notes"]
    assert (note["zone"], note["readers"], note["of"]) == ("machine", 2, 3)
    assert [(view["id"], view["fair"]) for view in note["views"]] == [
        ("a", False),
        ("b", True),
        ("c", False),
    ]
    assert all(view["why"] for view in note["views"])


def test_where_no_reading_speaks_of_a_lens_the_remark_stands_alone(article: Article):
    loaded = tuple(
        replace(r, marks=tuple(m for m in r.marks if m.lens == "loaded")) for r in article.readings
    )
    only = replace(article, readings=loaded)
    (note,) = payload.annotated(only, [remark(Span(0, 5), lens="unsourced")], LENSES)["notes"]
    assert "views" not in note


def test_a_reading_has_a_name_and_says_when_it_gives_no_reason(article: Article):
    mark = Mark(Span(0, 5), "loaded", "label", "")
    only = replace(article, readings=(Reading("my-class", "", (mark,)),))
    (note,) = payload.annotated(only, [remark(Span(0, 5))], LENSES)["notes"]
    (view,) = note["views"]
    assert (view["name"], view["why"]) == ("My class", "no reason is given.")


def test_a_remark_on_a_source_comes_with_what_the_readings_say_of_the_sentence(article: Article):
    spans = [article.layout.sentences[i].span for i in (4, 9)]
    remarks = [remark(span, lens="unsourced") for span in spans]
    bare, sourced = payload.annotated(article, remarks, LENSES)["notes"]
    assert (bare["readers"], [view["fair"] for view in bare["views"]]) == (3, [False] * 3)
    assert bare["views"][0]["why"] == (
        "It says what somebody wants or plans, and the sentence gives no source."
    )
    assert (sourced["readers"], [view["fair"] for view in sourced["views"]]) == (0, [True] * 3)


def test_an_exercise_is_sent_with_its_passage_and_its_key(loaded_opening: Exercise):
    sent = payload.exercise(loaded_opening)
    section, text = loaded_opening.section.span, loaded_opening.article.text
    assert (sent["passageStart"], sent["passageText"]) == (section.start, section.of(text))
    assert sent["words"] == sent["exercise"]["key"]["words"]
    assert sent["exercise"]["passage"] == loaded_opening.passage_digest
    assert sent["exercise"]["pass"] == loaded_opening.task.pass_
    for item in sent["exercise"]["items"]:
        flagged = {view["id"] for view in item["views"] if not view["fair"]}
        assert item["readers"] == len(flagged)
        assert item["of"] == 3
        most = {"core": item["readers"] > 1.5, "fair": not item["readers"]}
        assert most.get(item["zone"], item["readers"] == 1)
