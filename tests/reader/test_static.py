"""The widget as plain HTML: whatever an article, a note or an answer holds shows as text."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slantwise.annotation import Annotation, Span
from slantwise.articles import Article, Provenance
from slantwise.exercises.load import Exercise
from slantwise.reader import payload, static
from slantwise.reader.passage import plain_reader
from slantwise.text import layout

PageOf = Callable[[str], Any]

OURS = {"slantwise-widget", "div", "p", "ol", "li", "span", "a", "b", "i"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</slantwise-widget><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\"' onmouseover='alert(1)",
    "</p></div><b>bold</b>",
    "<!-- comment --> <![CDATA[x]]> <?php x ?> <!doctype html>",
    "&amp; &lt;script&gt; &#39; &quot; &notanentity; &",
    "]]> --> \\u003cscript> \\' \\\\ {{ x }} {% x %} `code` $x$",
    "<style>*{display:none}</style><svg/onload=alert(1)>",
    "javascript:alert(1) 👩‍💻 \u202e \u2028",
]


def article(text: str, lang: str = "en") -> Article:
    return Article("x", text[:20], lang, text, layout(text), (), Provenance(), ())


def remark(words: str, *spans: Span, lens: Any = "loaded") -> Annotation:
    return Annotation(lens, words, spans, words, words, words, (words, words))


def reader_state(text: str, words: str, lang: str = "en") -> dict[str, Any]:
    """The state of a reader whose every free field holds the words."""
    end = len(text.rstrip())
    remarks = [
        remark(words, Span(0, end)),
        remark(words, Span(0, max(1, end // 2)), lens="framing"),
        remark(words, Span(end // 3, end // 3 + 1), Span(end - 1, end), lens="unsourced"),
    ]
    lenses = ["loaded", "unsourced", "framing"]
    return {"view": "reader", "payload": payload.annotated(article(text, lang), remarks, lenses)}


def exercise_state(exercise: Exercise, words: str) -> dict[str, Any]:
    made = payload.exercise(exercise)
    fields = dict.fromkeys(("title", "objective", "prompt", "next"), words)
    items = [
        {**item, **dict.fromkeys(("label", "question", "why", "best_case", "neutral"), words)}
        for item in made["exercise"]["items"]
    ]
    task = {**made["exercise"], **fields, "hints": [words], "items": items}
    return {"view": "exercise", "payload": {**made, "exercise": task}}


@pytest.mark.parametrize("words", HOSTILE)
def test_html_in_an_article_or_a_note_shows_as_text(page_of: PageOf, words: str):
    state = reader_state(f"A {words} b.", words, lang=words)
    page = page_of(static.element(state))
    assert page.tags() <= OURS
    assert page.text.count(words) >= 5  # label, question, why and two plainer wordings
    assert page.blocks[0] == f"A {words} b.".split("\u2028")[0].strip()
    (widget,) = (attrs for tag, attrs in page.elements if tag == "slantwise-widget")
    assert set(widget) == {"data-state"}
    assert json.loads(widget["data-state"]) == state
    assert ("div", {"class": "slw-text", "lang": words}) in page.elements


@pytest.mark.parametrize("words", HOSTILE)
def test_html_in_an_exercise_shows_as_text(page_of: PageOf, loaded_opening: Exercise, words: str):
    state = exercise_state(loaded_opening, words)
    page = page_of(static.element(state))
    assert page.tags() <= OURS
    for told in (words, f": {words}"):  # title and prompt; objective
        assert told in page.text
    assert json.loads(page.elements[0][1]["data-state"]) == state


def test_hostile_words_add_no_element_and_no_attribute(page_of: PageOf):
    def skeleton(words: str) -> list[tuple[str, list[str]]]:
        # Text of the same length and form, so that blocks and underlines are the same.
        page = page_of(static.element(reader_state(f"A {words} b.", words)))
        return [(tag, sorted(attrs)) for tag, attrs in page.elements]

    for words in HOSTILE[:-1]:
        assert skeleton(words) == skeleton("x" * len(words))


@given(
    st.text("aA<>&'\"/=! \n\u2028;#[]", min_size=1, max_size=40).filter(str.strip),
    st.text("b<>&'\"/=!-\n", max_size=20),
)
def test_any_text_is_shown_whole_and_any_state_comes_back(page_of: PageOf, text: str, words: str):
    state = reader_state(text, words)
    page = page_of(static.element(state))
    assert page.tags() <= OURS
    assert page.blocks[: len(state["payload"]["blocks"])] == [
        block["text"] for block in state["payload"]["blocks"]
    ]
    assert json.loads(page.elements[0][1]["data-state"]) == state


# --- notes ------------------------------------------------------------------------------


def test_every_note_has_its_number_where_its_words_end(page_of: PageOf):
    text = "One two three.\n\nFour five."
    remarks = [
        remark("w", Span(0, 7)),
        remark("w", Span(4, 13), lens="framing"),
        remark("w", Span(4, 7), Span(16, 20), lens="unsourced"),
    ]
    made = payload.annotated(article(text), remarks, ["loaded", "framing", "unsourced"])
    html = plain_reader(made)
    page = page_of(html)
    ids = [attrs["id"] for tag, attrs in page.elements if tag == "li"]
    assert len(ids) == len(set(ids)) == 3
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert links == [f"#{ids[0]}", f"#{ids[2]}", f"#{ids[1]}", f"#{ids[2]}"]
    before = "".join(html.split('<a class="slw-ref"')[0])
    assert page_of(before.split("<p")[1].join(["<p", "</p>"])).blocks == ["One two"]


def test_places_that_ask_the_same_share_one_number(page_of: PageOf):
    one, two = Span(0, 3), Span(4, 7)
    remarks = [remark("w", one), remark("v", two), remark("w", two), remark("w", two)]
    made = payload.annotated(article("One two."), remarks, ["loaded"])
    page = page_of(plain_reader(made))
    (first, second) = (attrs["id"] for tag, attrs in page.elements if tag == "li")
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert links == [f"#{first}", f"#{second}", f"#{first}"]
    assert page.text.startswith("One1 two21.")


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("scare quotes", "Loaded language · scare quotes."),
        ("loaded language: a verb", "Loaded language."),
    ],
)
def test_a_label_that_repeats_the_lens_is_not_told_twice(page_of: PageOf, label: str, heading: str):
    made = payload.annotated(article("One two."), [remark(label, Span(0, 3))], ["loaded"])
    said = page_of(plain_reader(made)).text
    assert heading in said


def test_overlapping_notes_underline_each_piece_once_for_each_lens(page_of: PageOf):
    remarks = [
        remark("w", Span(0, 7)),
        remark("w", Span(2, 5)),
        remark("w", Span(4, 9), lens="framing"),
    ]
    made = payload.annotated(article("One two three."), remarks, ["loaded", "framing"])
    page = page_of(plain_reader(made))
    styles = [attrs["class"] for tag, attrs in page.elements if tag == "span"]
    loaded, framing = (styles.count(f"slw-u slw-u-{lens}") for lens in ("loaded", "framing"))
    assert (loaded, framing) == (4, 3)  # pieces 0-2, 2-4, 4-5, 5-7 and 4-5, 5-7, 7-9


def test_two_passages_on_a_page_share_no_id(page_of: PageOf):
    made = payload.annotated(article("One two."), [remark("w", Span(0, 3))], ["loaded"])
    page = page_of(plain_reader(made) + plain_reader(made))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids)) == 2


def test_paragraphs_show_their_numbers_and_headings_none(page_of: PageOf):
    page = page_of(plain_reader(payload.passage(article("A Title\n\nOne two.\n\nThree."))))
    assert [
        (attrs["class"], attrs.get("data-n")) for tag, attrs in page.elements if tag == "p"
    ] == [
        ("slw-heading", None),
        ("slw-body", "1"),
        ("slw-body", "2"),
    ]


def test_a_passage_without_notes_has_no_list(page_of: PageOf):
    page = page_of(plain_reader(payload.passage(article("One two."))))
    assert page.tags() == {"div", "p"}
    assert page.blocks == ["One two."]


def test_an_empty_passage_is_empty(page_of: PageOf):
    assert page_of(plain_reader(payload.passage(article("")))).text == ""
