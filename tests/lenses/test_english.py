"""A text in another language or script is known by its small words, and that is said."""

import pytest

from slantwise.lenses.english import reads_as_english

ENGLISH = (
    "The council met on Monday and said that the bridge would be closed for a year, since it is "
    "old and has not been repaired."
)


@pytest.mark.parametrize(
    "text",
    [ENGLISH, "Bridge closed.", "", "12 30", ENGLISH + " Мост закрыт." * 3, ENGLISH.upper()],
)
def test_english_is_not_doubted(text: str) -> None:
    assert reads_as_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der Rat traf sich am Montag und sagte, dass die Brücke für ein Jahr gesperrt wird, weil "
        "sie alt ist und in den letzten Jahren nicht repariert wurde.",
        "Le conseil s’est réuni lundi et a dit que le pont serait fermé pendant un an, parce "
        "qu’il est vieux et n’a pas été réparé depuis longtemps.",
        "Këshilli u mblodh të hënën dhe tha se ura do të mbyllet për një vit, sepse është e "
        "vjetër dhe nuk është riparuar prej kohësh.",
        "Savet se sastao u ponedeljak i rekao da će most biti zatvoren godinu dana, jer je star "
        "i nije popravljan u poslednjih nekoliko godina.",
        "Мост закрыт.",
        "桥已关闭。",
    ],
)
def test_another_language_is_seen(text: str) -> None:
    assert not reads_as_english(text)


def test_only_the_beginning_is_read() -> None:
    assert reads_as_english(ENGLISH * 200 + "Мост закрыт. " * 50_000)
