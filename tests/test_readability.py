"""Readability against counts and figures made by hand."""

import subprocess
import sys

import pytest

from slantwise.articles import load_article
from slantwise.readability import readability, syllables
from slantwise.text import layout

# Counted by ear, word by word.
BY_HAND = """announced 2 spokesperson 4 ministry 3 foreign 2 affairs 2 supports 2 serbian 3
president 3 initiative 5 reintroduce 4 forces 2 accordance 3 resolution 4 statement 2
represents 3 continued 3 commitment 3 strategic 3 interests 3 merely 2 implementation 5
published 2 september 3 profound 2 well-calculated 5 move 1 demands 2 towards 2 effectively 4
reverse 2 status 2 manner 2 undermines 3 sovereignty 4 unacceptable 5 rational 3 observer 3
reveal 2 deeper 2 creating 3 pretext 2 actions 2 beyond 2 diplomatic 4 stage 1 intent 2 hybrid 2
conflict 2 demonstrative 4 measures 2 civil 2 disobedience 5 terrorist 3 violent 3 protests 2
sporadic 3 staged 1 incidents 3 well-organized 4 activities 4 destabilize 4 generate 3
narrative 3 justifying 4 international 5 intervention 4 involve 2 reactivation 5 mission 2
military 4 objective 3 became 2 clearer 2 assembly 3 convened 2 extraordinary 6 session 2
government 3 orthodox 3 church 1 declaration 4 emerging 3 grounded 2 articles 3 laying 2
foundations 3 return 2 table 2 little 2 people 2 area 3 liberation 4 officials 3 social 2
national 3 various 3 serious 3 europe 2 european 4 media 3 period 3 experience 4 society 4
being 2 doing 2 situation 4 usual 3 actual 3 continue 3 value 2 queen 1 quite 1 question 2
language 2 judges 2 changes 2 houses 2 wanted 2 walked 1 loved 1 makes 1 safely 2 careful 2
idea 3 real 1 theory 3 poem 2 react 2 reality 4 science 2 client 2 quiet 2 diet 2 lion 2
million 2 opinion 3 union 2 serbia 3 russia 2 kosovo 3 river 2 bridge 1 winter 2 teacher 2
children 2 window 2 garden 2 morning 2 yesterday 3 tomorrow 3 weather 2 kitchen 2 station 2
market 2 village 2 mountain 2 animal 3 hospital 3 library 3 newspaper 3 computer 3 telephone 3
holiday 3 family 3 history 3 music 2 picture 2 paper 2 water 2 summer 2 school 1 friend 1""".split()
WORDS = list(zip(BY_HAND[::2], map(int, BY_HAND[1::2]), strict=True))

# 3 sentences; 16 words, for U and N are two; 18 syllables. Counted by hand.
PLAIN = "Dr. Smith met Mr. Jones at the U.N. It rained. “No,” she said — “we can’t.”"


def test_syllables_agree_with_the_ear() -> None:
    wrong = {word: syllables(word) for word, n in WORDS if syllables(word) != n}
    assert len(wrong) <= len(WORDS) * 0.02, wrong


@pytest.mark.parametrize(("word", "count"), [("KFOR", 4), ("EU", 2), ("9", 1), ("’", 1), ("ß", 1)])
def test_what_is_no_common_word_still_has_a_count(word: str, count: int) -> None:
    assert syllables(word) == count


def test_counts_and_formulas_by_hand() -> None:
    made = readability(PLAIN, layout(PLAIN))
    assert (made.sentences, made.words, made.syllables) == (3, 16, 18)
    assert made.reading_ease == pytest.approx(206.835 - 1.015 * 16 / 3 - 84.6 * 18 / 16)
    assert made.grade == pytest.approx(0.39 * 16 / 3 + 11.8 * 18 / 16 - 15.59)


def test_headings_are_left_out(root) -> None:
    article = load_article("kosovo-1244", root)
    made = readability(article.text, article.layout)
    assert made.sentences == 57
    parts = [readability(article.text, article.layout, s.span) for s in article.sections]
    assert sum(p.words for p in parts) == made.words


def test_a_text_without_a_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentence"):
        readability("… — !", layout("… — !"))


def test_textstat_fetches_nothing() -> None:
    code = (
        "import socket; socket.socket.connect = None; import nltk; nltk.download = None\n"
        "from slantwise.readability import readability; from slantwise.text import layout\n"
        "print(readability('It rained all day.', layout('It rained all day.')).words)"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout == "4\n"
