"""The panel of a whole text, as a chapter shows it."""

from html.parser import HTMLParser

from slantwise.book.counted import counted
from slantwise.lenses import annotate
from slantwise.lenses.concession import RULE
from slantwise.lenses.panel import panel
from slantwise.strings import say

TEXT = "Velm attacked Ardania. Ardania built a <wall> & a road. Velm’s plan failed. "


class Reading(HTMLParser):
    """What a reader sees, and whether every element closes in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, _: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shown(text: str, *, whole: bool = True) -> list[str]:
    document = annotate(text)
    return Reading(counted(document, panel(document), whole=whole)).words


def test_each_actor_is_named_once_with_two_counts_and_their_sentences() -> None:
    words = shown(TEXT)
    at = words.index(say("panel.actors"))
    assert words[at + 1 : at + 3] == ["Velm", say("panel.acts", n=2)]
    assert "Ardania built a <wall> & a road." in words
    assert words[at + 5] == say("panel.suffers.none")
    assert words[at + 6 : at + 8] == ["Ardania", say("panel.acts", n=1)]
    assert "Ardania: 2" in words[words.index(say("panel.unheard")) :]


def test_a_missing_concession_is_a_question_about_the_whole_and_about_no_part() -> None:
    one_sided = RULE.examples[0]
    assert RULE.question in shown(one_sided)
    assert RULE.question not in shown(one_sided, whole=False)
    assert RULE.question not in shown(TEXT)
