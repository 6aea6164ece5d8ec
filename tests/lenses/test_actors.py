"""Who acts and who is acted upon, with invented countries; and what holds for any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slantwise.articles import load_article
from slantwise.lenses import annotate
from slantwise.lenses.actors import Actor, actors
from slantwise.lenses.mentions import Cast, is_adjective, read, vocabulary
from slantwise.lenses.panel import panel
from slantwise.text import Span

KNOWN = {
    "Velm": ["Velm", "Velmish", "Ada Lee", "Lee"],
    "Ardania": ["Ardania", "Ardanian"],
    "townspeople": ["townspeople", "the public"],
}


def parts(text: str) -> tuple[set[str], set[str]]:
    """Who acts and who is acted upon in a text, by the first letter: V, A or t."""
    found = actors(annotate(text), KNOWN)
    return {a.name[0] for a in found if a.acts}, {a.name[0] for a in found if a.suffers}


@pytest.mark.parametrize(
    ("text", "acts", "suffers"),
    [
        ("Velm attacked Ardania in May.", "V", "A"),
        ("Ardania was attacked by Velm.", "V", "A"),
        ("Ardania has been repeatedly attacked.", "", "A"),
        ("Velm would fully exploit the quarrel.", "V", ""),
        ("Velm is preparing a reply.", "V", ""),
        ("Velm, by using this quarrel, would gain time.", "V", ""),
        ("In May Velm and Ardania signed a treaty.", "VA", ""),
        ("The quarrel forced Velm and Ardania to talk.", "", "VA"),
        ("Velm’s plan to occupy the north of Ardania failed.", "V", "A"),
        ("The Velmish plan failed.", "V", ""),
        ("Velmish troops occupied Ardania.", "V", "A"),
        ("It was a plan to undermine Ardania’s standing.", "", "A"),
        ("There were threats by Velm against Ardanian towns.", "V", "A"),
        ("They fear the occupation of Ardania.", "", "A"),
        ("They ask for the return of Velmish troops.", "V", ""),
        ("The attack on Ardania was a blow to the public.", "", "At"),
        ("Ardania faces a hard winter.", "", "A"),
        ("The Velmish-Ardanian plan is old.", "VA", ""),
        ("President Ada Lee announced a plan.", "V", ""),
        ("The townspeople rose against Velm.", "t", "V"),
        ("Velm promised help. This plan would deceive Ardania.", "V", "A"),
        ("The government of Velm says that it may rain.", "V", ""),
        ("Velm on Sunday strongly condemned Ardania.", "V", "A"),
        ("Velm’s government fell.", "V", ""),
        ("Velm’s destruction shocked many.", "", "V"),
        ("Velm (a small state) attacked Ardania.", "V", "A"),
        ("They fear Velm, who has attacked Ardania.", "V", "A"),
        ("The road ended with Velm hoping for help.", "V", ""),
        ("It ended with Ardania being attacked.", "", "A"),
        ("The head of the guild, Ada Lee, praised them.", "V", ""),
        ("The head of the guild, Ada Lee, said on Monday that it rained.", "V", ""),
        ("They accused Ardania manager Ada Lee of a lie.", "", "V"),
        ("They accused Ardania professor of law Ada Lee of a lie.", "", "V"),
        ("The bridge was shut down by Velm.", "V", ""),
        ("“It is late,” said Ada Lee.", "V", ""),
        ("So argues Ada Lee, the author.", "V", ""),
        ("They called for Ardania to be punished.", "", "A"),
        ("Velm called for help.", "V", ""),
        ("Velm threatened to leave.", "V", ""),
        ("They found that Velm found a way.", "V", ""),
        ("Velm has faced a hard winter.", "", "V"),
        ("Velm is suffering from the cold.", "", "V"),
        ("Both Mr. Lee and Ardania have adopted the plan.", "VA", ""),
        ("The killing, by Velm, shocked many.", "V", ""),
        ("The criticism of Ardania was loud.", "", "A"),
        ("The guard Ada Lee was shot.", "", "V"),
        ("They quoted the people who say Velm left.", "V", ""),
        ("Ardania was overrun by Velm.", "V", "A"),
        # nobody acts here, or nobody that could be told
        ("It began after a quarrel in Velm, which could begin anew.", "", ""),
        ("Ada Bo, a Velm farmer, left.", "", ""),
        ("They attacked the critics of Velm.", "", ""),
        ("A Velmish judge left.", "", ""),
        ("The radio host Ada Lee was glad.", "", ""),
        ("They praised Velm farmers.", "", ""),
        ("He was Velm’s attack dog.", "", ""),
        ("With the support of Velm it was built.", "", ""),
        ("Velm would remain calm.", "", ""),
        ("Velm is going to be calm.", "", ""),
        ("Velm is calm.", "", ""),
        ("Velm needs to rest.", "", ""),
        ("Velm is affiliated with a church.", "", ""),
        ("A man of the town suspected that Velm was behind it.", "", ""),
        ("Velm is a small country near Ardania.", "", ""),
        ("Velm is aimed at tourists.", "", ""),
        ("The road leads from Velm to Ardania.", "", ""),
        ("Seven public demands are forgotten.", "", ""),
        ("The Velm deal is old.", "", ""),
        ("Velm’s weather changed.", "", ""),
        ("A town of Velm bombed in May is quiet.", "", ""),
        ("The Ardania Resolution of 1902 was attacked.", "", ""),
        ("velm attacked ardania.", "", ""),
    ],
)
def test_the_order_of_words_tells(text: str, acts: str, suffers: str) -> None:
    assert parts(text) == (set(acts), set(suffers))


def test_this_plan_belongs_to_whoever_acted_last() -> None:
    text = "Velm built a road. Ardania built a wall. It rained. This plan will fail."
    (ardania,) = (a for a in actors(annotate(text), KNOWN) if a.name == "Ardania")
    assert ardania.acts == (1, 3)


def test_names_are_found_without_being_declared() -> None:
    text = (
        "Maria Stone, the mayor of Velm, was attacked by Owen Reed. Stone wrote a letter. However, "
        "Reed published it. On Monday the press of the town attacked Mr Reed."
    )
    found = {a.name: a for a in actors(annotate(text))}
    assert set(found) == {"Maria Stone", "Reed"}  # each as it is written most often
    assert found["Reed"].acts == (0, 2)
    assert found["Reed"].suffers == (3,)
    assert found["Maria Stone"].suffers == (0,)


def named(text: str) -> dict[str, Actor]:
    return {a.name: a for a in actors(annotate(text))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Bureau of the Lower Rivers met. The Bureau of the Lower Rivers left.",
         {"Bureau of the Lower Rivers"}),
        ("Secretary of State Ada Lee left the old town in a hurry. Then the tired Republican "
         "Ada Lee wrote a letter.", {"Ada Lee"}),
        ("The Tide Department left the old town. On Monday the Tide Department wrote a letter.",
         {"Tide Department"}),
        ("Bo Ray Jr. left the old town. On Monday Bo Ray wrote a letter. Ray left. Ray wrote.",
         {"Bo Ray"}),
        ("Owen “Ox” Reed left the old town. On Monday Owen Reed wrote a letter.", {"Owen Ox Reed"}),
        ("In May Ada B. Lee left the old town. In June Ada B. Lee wrote a letter.",
         {"Ada B. Lee"}),
        ("Hull Steel Co. left the old town. On Monday Hull Steel Co. wrote a letter.",
         {"Hull Steel Co"}),
        ("Speaking helps. No plan helped. “No plans help.” Thus it helped. Thus it ended.", set()),
        ("The Great Velm Fund left the old town. On Monday the Great Velm Fund wrote a letter.",
         {"Great Velm Fund"}),
        # whoever comes in by a whole name long after is somebody else
        ("Ray left. Ray wrote. It rained. It snowed. Cy Ray left the town. Then Cy Ray wrote.",
         {"Ray", "Cy Ray"}),
    ],
)  # fmt: skip
def test_a_name_is_told_from_what_stands_beside_it(text: str, names: set[str]) -> None:
    assert set(named(text)) == names


def test_all_of_a_list_act() -> None:
    text = (
        "Ada Bo, Cy Dunn and Eve Fo left the old town in a hurry. In May, after the rain was over, "
        "Ada Bo, Cy Dunn and Eve Fo wrote a letter."
    )
    assert {name: a.acts for name, a in named(text).items()} == dict.fromkeys(
        ("Ada Bo", "Cy Dunn", "Eve Fo"), (0, 1)
    )
    text = "In Velm, Ada and Cy left the town. In Velm, Ada and Cy wrote a letter."
    assert named(text).keys() == {"Ada", "Cy"}


def test_an_adjective_is_known_by_its_look() -> None:
    assert is_adjective("Velmish", "Velm")
    assert is_adjective("French", "France")
    assert not is_adjective("Velmers", "Velm")
    assert not is_adjective("Velm", "Velm")


def test_who_is_named_as_a_source_is_heard() -> None:
    text = "Velm said that Ardania attacked the bridge. Ardania was accused by Velm of a lie."
    found = {a.name: a.heard for a in actors(annotate(text), KNOWN)}
    assert 0 in found["Velm"]
    assert found["Ardania"] == ()
    rows = [t for t in panel(annotate(text), known=KNOWN) if t.group == "unheard"]
    assert [(t.name, t.sentences) for t in rows] == [("Ardania", (0, 1))]


# --- the article --------------------------------------------------------------------------


def test_the_article_by_hand(root) -> None:
    """A few sentences that a person has sorted; the whole is in the book's own words."""
    article = load_article("kosovo-1244", root)
    known = {actor.name: actor.aliases for actor in article.actors}
    document = annotate(article.text, layout=article.layout)
    found = {a.name: a for a in actors(document, known)}
    text = {i: s.span.of(article.text) for i, s in enumerate(article.layout.sentences)}
    serbia, kosovo = found["Serbia and its officials"], found["Kosovo and its institutions"]

    def begins(places: tuple[int, ...], words: str) -> bool:
        return any(text[i].startswith(words) for i in places)

    assert begins(serbia.acts, "On September 24, 2023, Serbia executed")
    assert begins(serbia.acts, "This strategy aims")
    assert begins(serbia.suffers, "The failure of the action")
    assert begins(kosovo.acts, "In detail, Serbia’s strategy was designed")
    assert begins(kosovo.suffers, "In such a situation, Kosovo would be forced")
    assert not begins(kosovo.acts, "A Kosovo reduced")
    assert len(serbia.acts) >= 28
    assert len(kosovo.suffers) >= 9


@pytest.mark.parametrize(("one", "other"), [("Serbia", "Kosovo"), ("Russia", "Serbia")])
def test_sides_that_change_places_change_places_in_the_table(root, one: str, other: str) -> None:
    """Only the names differ; so only the names in the table may."""
    text = load_article("kosovo-1244", root).text
    a, b = ("Aaaaaa", "Aaaaaan"), ("Bbbbbb", "Bbbbbbn")

    def table(first: tuple[str, str], second: tuple[str, str]) -> list[Actor]:
        changed = text
        for name, (noun, adjective) in ((one, first), (other, second)):
            changed = changed.replace(f"{name}n", adjective).replace(name, noun)
        known = {"first": first, "second": second}
        return sorted(actors(annotate(changed), known), key=lambda row: row.name)

    assert table(a, b) == table(b, a)


# --- any text -----------------------------------------------------------------------------

LISTS = vocabulary()
SOUP = st.lists(
    st.sampled_from(
        [*sorted(w for words in LISTS.values() for w in words), "Velm", "Velm’s", "Ardania",
         "Velmish", "Lee", ",", ".", "“", "”s", "-", "\n\n"]
    ),
    max_size=50,
).map(" ".join)  # fmt: skip


@given(st.text())
def test_any_unicode(text: str) -> None:
    check(text)


@settings(max_examples=60)
@given(SOUP)
def test_any_mix_of_words(text: str) -> None:
    check(text)


def check(text: str) -> None:
    document = annotate(text)
    for known in ({}, KNOWN):
        rows = actors(document, known)
        assert rows == actors(document, known)
        for row in rows:
            for places in (row.acts, row.suffers, row.heard):
                assert list(places) == sorted(set(places))
                assert all(0 <= i < len(document.layout.sentences) for i in places)


def test_words_know_their_places() -> None:
    text = "Ada”s plan, the “Velmish” plans’ end."
    made = read(text, Span(0, len(text)))
    assert made.low == ["ada", "plan", "the", "velmish", "plans", "end"]
    assert made.owner == [True, False, False, False, True, False]
    assert [span.of(text) for span in made.spans][:2] == ["Ada", "plan"]
    assert made.mark[2] == ","
    found = Cast([made], {"Velm": ["Velm", "Velmish"]}).mentions(made)
    assert [(m.actor, m.adjective) for m in found] == [("Ada", False), ("Velm", True)]


@pytest.mark.parametrize(
    "unit",
    ["Velm and ", "Velm, ", "Velm-Velm ", "Velm’s plan of ", "Velm was ", "by Velm ", "Ada Bo Cy. ",
     "Aa Bb cc dd ee ff. ", "This plan is. ", "really "],
)  # fmt: skip
def test_doubling_a_text_does_no_more_than_double_the_time(unit: str) -> None:
    def seconds(text: str) -> float:
        document, times = annotate(text), []
        for _ in range(3):
            start = time.process_time()
            actors(document, KNOWN)
            times.append(time.process_time() - start)
        return min(times)

    small = unit * (10_000 // len(unit))
    seconds(unit)
    one, four = seconds(small), seconds(small * 4)
    assert four < 9 * one + 0.05, (one, four)
