"""Whose word a sentence offers, and by which words, construction by construction."""

import pytest

from slantwise.lenses import annotate


def cues(text: str) -> list[str]:
    return [span.of(text) for claim in annotate(text).claims for span in claim.cues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Byron said the bridge was safe.", ["said"]),
        ("The bridge was safe, Ada Byron said.", ["said"]),
        ("The bridge was safe, said Ada Byron.", ["said"]),
        ("Ada Byron said Monday that the bridge was safe.", ["said Monday"]),
        ("Ada Byron said in a statement that it was safe.", ["said in a statement"]),
        ("Ada Byron has repeatedly denied the report.", ["has repeatedly denied"]),
        ("Ada Byron went on to argue that it was safe.", ["went on to argue"]),
        ("The design was rejected by the union.", ["was rejected"]),
        ("Ada Byron hopes to open the bridge.", ["hopes"]),
        ("Ada Byron called for a new bridge.", ["called for"]),
        ("Ada Byron spoke about the bridge.", ["spoke about"]),
        ("Ada Byron pointed out the cracks.", ["pointed out"]),
        ("Ada Byron criticized the design.", ["criticized"]),
        ("Ada Byron described the bridge as safe.", ["described"]),
        ("Ada Byron voiced grave concern about the bridge.", ["voiced grave concern about"]),
        ("Ada Byron has made the claim that it was safe.", ["has made the claim"]),
        ("Her belief that it was safe did not last.", ["belief"]),
        ("Ada Byron is not sure that it was safe.", ["is not sure"]),
        ("Ada Byron made it clear that it was safe.", ["made it clear"]),
        ("Ada Byron was well aware of the cracks.", ["was well aware of"]),
        ("According to Ada Byron, the bridge was safe.", ["According to"]),
    ],
)  # fmt: skip
def test_a_cue_has_its_auxiliaries_and_its_preposition(text: str, expected: list[str]) -> None:
    assert cues(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened in May.",
        "The plan for the bridge was old.",
        "The report on the bridge is long.",
        "They walked to the market and bought bread.",
        "Ada Byron would support the bridge.",  # nobody's mind as it is
        "Ada Byron bridge support grew in May.",  # a noun, for no plural goes before it
        "Like Ada Byron, the bridge is old.",
        "The fear of heights is common.",
        "A growing demand for bread was met.",
        "The happy dog ran home.",
    ],
)
def test_the_same_words_are_no_cues_elsewhere(text: str) -> None:
    assert cues(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Byron said that Ben hopes to win.", ["said"]),
        ("Ben hopes to win the race, Ada Byron said.", ["said"]),
        ("Ada Byron, who hopes to win, said it was time.", ["hopes", "said"]),
        ("Ada Byron said it was time, and Ben agreed.", ["said", "agreed"]),
        ("Ada Byron denied the report and blamed the press.", ["denied", "blamed"]),
    ],
)
def test_what_stands_in_a_report_is_the_speakers(text: str, expected: list[str]) -> None:
    assert cues(text) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ada Byron said the bridge was safe.", "named"),
        ("Ada Byron revealed that the bridge was unsafe.", "named"),
        ("The report shows that the bridge is safe.", "document"),
        ("The ministry disclosed that the bridge was unsafe.", "office"),
        ("Experts warn that the bridge is unsafe.", "vague"),
        ("Her claim that it was safe did not last.", "named"),
        ("The decay was denied by Ada Byron.", "named"),
        # What somebody wants, knows or feels is told by the author.
        ("Ruritania wants to seize the bridge.", "none"),
        ("Ruritania knows that the bridge is unsafe.", "none"),
        ("Ruritania realizes that the bridge is unsafe.", "none"),
        ("Ruritania fears that the bridge will fall.", "none"),
        ("Ruritania is convinced that the bridge is unsafe.", "none"),
        ("Ruritania’s plan to seize the bridge is old.", "none"),
    ],
)
def test_a_word_given_is_a_source_and_a_mind_read_is_none(text: str, source: str) -> None:
    assert [claim.source for claim in annotate(text).claims] == [source]


FILLER = " ".join(f"The town has {n} shops." for n in range(2, 10))
GRANTING = "However, some people disagree."


def test_what_is_granted_in_the_opening_of_a_text_does_not_count() -> None:
    plain = annotate(f"A bridge is planned. {FILLER}").scores["framing"]
    opening = annotate(f"{GRANTING} {FILLER}").scores["framing"]
    later = annotate(f"{FILLER} {GRANTING}").scores["framing"]
    assert later < opening == plain


def test_a_short_text_has_no_opening() -> None:
    assert annotate(GRANTING).scores["framing"] < annotate("It opened.").scores["framing"]


# The head of a noun phrase decides, wherever it stands.
@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Sources close to the matter confirm that the plan was hatched abroad.", "vague"),
        ("People familiar with the matter said the firm would cut 300 jobs.", "vague"),
        ("Critics of the plan say it will cost too much.", "vague"),
        ("Residents of the city say the water tastes of metal.", "office"),
        ("Officials at the ministry of health told reporters that the tests were safe.", "office"),
        ("According to the minutes, the council voted 14 to 9.", "document"),
        ("The plan failed because of the weather, writes Lena Ortiz in her memoir.", "named"),
        ("A 2019 study in the Lancet found that the drug helped one patient in five.", "document"),
        ("Two witnesses who saw the crash said the light was red.", "office"),
        ("Figures from the police show that rents rose by 4 per cent.", "office"),
        ("Data from the ministry suggest that rents rose.", "office"),
        ("Figures in the report show that rents rose.", "document"),
        ("The ministry's figures show that rents rose.", "office"),
        ("People who know him say the light was red.", "vague"),
        ("According to sources in the ministry, the plan was dropped.", "vague"),
        ("The plan was dropped, say critics of the mayor.", "vague"),
        ("The plan was dropped, according to a report by the port.", "document"),
        ("The plan was dropped, according to documents seen by this paper.", "document"),
        ("The plan was dropped, according to several people with knowledge of the talks.", "vague"),
        ("Members of the committee said the plan was dropped.", "office"),
        ("At the end of the war Ana Ruiz said the plan was dropped.", "named"),
        ("According to the latest survey of the ministry, rents rose.", "document"),
        ("It was confirmed by the report that rents rose.", "document"),
        # Of "the mayor's pay" it is the pay that counts.
        ("The mayor's lawyer said that rents rose.", "office"),
        ("Ana Ruiz's pay is estimated at ten million.", "none"),
        ("Some members of Ana Ruiz's choir said that rents rose.", "vague"),
        ("According to Ana Ruiz's tables, rents rose.", "named"),
        ("Ana Ruiz's figures show that rents rose.", "named"),
        # Whoever belongs somewhere can be asked.
        ("Analysts at Holt Bank said that rents rose.", "office"),
        ("Researchers from the university found that rents rose.", "office"),
        ("Analysts said that rents rose.", "vague"),
        ("Critics of Ada Lee said that rents rose.", "vague"),
        ("This tells us that rents rose.", "none"),
        # What somebody does not tell is not told.
        ("The paper won't tell you that rents rose.", "none"),
        ("The ministry did not say when rents rose.", "none"),
        ("The ministry said that rents did not rise.", "office"),
        ("The firm, which employs 3,000 people, said that rents rose.", "office"),
        ("Mother-of-three Kim Dale, 34, fumed: ‘Rents have gone up and up.’", "named"),
        # An apposition may tell the name.
        ("A lawyer, Ana Ruiz, said that rents rose.", "named"),
        ("One expert, Ana Ruiz of Leeds, told the paper that rents rose.", "named"),
        ("The lawyer, who came from Leeds, said that rents rose.", "office"),
        ("The minister, a member of the Blue Party, said that rents rose.", "office"),
        ("Some experts, in May, said that rents rose.", "vague"),
        ("“Rents have gone up and up,” said his daughter, Ruth.", "named"),
        ("Rents have gone up, said an official, Ana Ruiz.", "named"),
        ("Rents have gone up, said an official, and Ana Ruiz left.", "office"),
    ],
)
def test_who_speaks_stands_at_the_head_of_the_phrase(text: str, source: str) -> None:
    assert annotate(text).claims[0].source == source


@pytest.mark.parametrize(
    "text",
    [
        "It is not clear who fired first.",
        "Nobody knows why the lamp went out.",
        "We do not know if the mayor was there.",
        "It is not yet known how many were hurt.",
        "It remains unclear whether the road will open.",
    ],
)
def test_who_says_that_something_is_not_known_is_asked_for_nothing(text: str) -> None:
    assert annotate(text).annotations == ()


def test_a_link_can_be_followed_and_is_asked_for_nothing() -> None:
    linked = annotate("The bridge was closed for the third time (https://example.org/bridge).")
    bare = annotate("The bridge was closed for the third time (see the page on it).")
    assert [a.lens for a in linked.annotations] == []
    assert [a.lens for a in bare.annotations] == ["unsourced"]
