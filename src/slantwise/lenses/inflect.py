"""Inflected forms of English words, from a lemma and its part of speech.

Regular spelling rules plus a table of exceptions; nothing is guessed from a text.
A form too many does no harm (nobody writes it), so doubtful cases are generated.
"""

from typing import Literal, get_args

Part = Literal["verb", "noun", "adjective", "quality", "word"]
PARTS: tuple[Part, ...] = get_args(Part)

_VOWELS = "aeiou"

# Verbs of several syllables with the stress on the last: the final letter doubles.
_STRESSED_LAST = (
    "mit", "fer", "cur", "pel", "bel", "gret", "trol", "nul", "lot", "pat", "stil", "thral",
    "til", "kidnap", "worship", "handicap", "sandbag", "humbug", "zigzag", "deter", "inter",
    "abet", "beget", "forget", "upset", "outwit", "acquit", "equip", "unplug", "debug", "entrap",
    "outrun", "overrun", "begin", "unzip", "excel", "rebut", "defog", "demur", "abhor", "aver",
)  # fmt: skip
_UNSTRESSED = frozenset("differ offer suffer proffer buffer pilfer visit limit profit".split())

# lemma: third person, past, participle (one word when all of the past is alike), -ing
_VERBS: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "am", "was", "were", "been", "being"),
    "have": ("has", "had", "having"),
    "do": ("does", "did", "done", "doing"),
    "go": ("goes", "went", "gone", "going"),
    "undergo": ("undergoes", "underwent", "undergone", "undergoing"),
    "die": ("dies", "died", "dying"),
    "lie": ("lies", "lied", "lying"),
    "vie": ("vies", "vied", "vying"),
    "belie": ("belies", "belied", "belying"),
    "panic": ("panics", "panicked", "panicking"),
    "mimic": ("mimics", "mimicked", "mimicking"),
    "frolic": ("frolics", "frolicked", "frolicking"),
    "traffic": ("traffics", "trafficked", "trafficking"),
}

_PAST = """
arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten; become became become;
befall befell befallen; beget begot begotten; begin began begun; bend bent; beset beset; bet bet;
bid bid; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred;
bring brought; broadcast broadcast; build built; burn burned burnt; burst burst; buy bought;
cast cast; catch caught; choose chose chosen; cling clung; come came come; cost cost;
creep crept; cut cut; deal dealt; dig dug; draw drew drawn; dream dreamed dreamt;
drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt;
fight fought; find found; flee fled; fling flung; fly flew flown; forbid forbade forbidden;
foresee foresaw foreseen; foretell foretold; forget forgot forgotten; forgive forgave forgiven;
forsake forsook forsaken; freeze froze frozen; get got gotten; give gave given; grind ground;
grow grew grown; hang hung hanged; hear heard; hide hid hidden; hit hit; hold held; hurt hurt;
keep kept; kneel knelt; know knew known; lay laid; lead led; leap leaped leapt;
learn learned learnt; leave left; lend lent; let let; light lit lighted; lose lost; make made;
mean meant; meet met; mislead misled; mistake mistook mistaken; outdo outdid outdone;
overcome overcame overcome; overrun overran overrun; oversee oversaw overseen;
overtake overtook overtaken; overthrow overthrew overthrown; pay paid; plead pleaded pled;
put put; quit quit; read read; rid rid; ride rode ridden; ring rang rung; rise rose risen;
run ran run; say said; see saw seen; seek sought; sell sold; send sent; set set;
shake shook shaken; shed shed; shine shone shined; shoot shot; show showed shown;
shrink shrank shrunk; shut shut; sing sang sung; sink sank sunk; sit sat; slay slew slain;
sleep slept; slide slid; sling slung; slink slunk; slit slit; smell smelled smelt; sow sowed sown;
speak spoke spoken; spend spent; spill spilled spilt; spin spun; spit spat; split split;
spoil spoiled spoilt; spread spread; spring sprang sprung; stand stood; steal stole stolen;
stick stuck; sting stung; stink stank stunk; stride strode; strike struck stricken;
string strung; strive strove striven; swear swore sworn; sweep swept; swell swelled swollen;
swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told;
think thought; throw threw thrown; thrust thrust; tread trod trodden; understand understood;
undertake undertook undertaken; undo undid undone; uphold upheld; upset upset;
wage waged; wake woke woken; wear wore worn; weave wove woven; weep wept; win won;
wind wound; withdraw withdrew withdrawn; withhold withheld; wreak wreaked wrought;
wring wrung; write wrote written; rewrite rewrote rewritten; retell retold; outrun outran;
forecast forecast forecasted; forswear forswore forsworn; foreswear foreswore foresworn;
misread misread; mow mowed mown; outshine outshone; prove proved proven; rethink rethought;
sneak sneaked snuck; spell spelled spelt; rebuild rebuilt; resell resold;
"""

_NOUNS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "wolf": "wolves",
    "knife": "knives", "life": "lives", "wife": "wives", "thief": "thieves", "half": "halves",
    "leaf": "leaves", "elf": "elves", "self": "selves", "loaf": "loaves", "shelf": "shelves",
    "crisis": "crises", "analysis": "analyses", "basis": "bases", "thesis": "theses",
    "hypothesis": "hypotheses", "phenomenon": "phenomena", "criterion": "criteria",
    "foot": "feet", "tooth": "teeth", "goose": "geese", "mouse": "mice", "louse": "lice",
    "stigma": "stigmas", "dogma": "dogmas", "echo": "echoes", "hero": "heroes", "veto": "vetoes",
    "fiasco": "fiascos", "volcano": "volcanoes", "torpedo": "torpedoes", "embargo": "embargoes",
    "negro": "negroes", "potato": "potatoes", "tornado": "tornadoes", "elite": "elites",
    "bogeyman": "bogeymen", "cannon": "cannons", "mafioso": "mafiosi", "agenda": "agendas",
}  # fmt: skip


def _irregular_pasts() -> dict[str, tuple[str, ...]]:
    rows = (row.split() for row in _PAST.split(";") if row.strip())
    return {row[0]: tuple(row[1:]) for row in rows}


_PASTS = _irregular_pasts()


def forms(lemma: str, part: Part) -> tuple[str, ...]:
    """Return every inflected form of a lemma, itself first, without repetition.

    A hyphenated or written-apart lemma inflects in its last word, a verb with a
    particle (``blow up``) in its first. ``quality`` is an adjective with its adverb.
    """
    if part == "word":
        return (lemma,)
    if " " in lemma and part == "verb":
        head, rest = lemma.split(" ", 1)
        return tuple(f"{form} {rest}" for form in _verb(head))
    make = {"verb": _verb, "noun": _noun, "adjective": _adjective, "quality": _quality}[part]
    cut = max(lemma.rfind(" "), lemma.rfind("-")) + 1
    return tuple(dict.fromkeys(lemma[:cut] + form for form in make(lemma[cut:])))


def _s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubles(word: str) -> bool:
    """Tell whether the last letter doubles before -ed and -ing."""
    if len(word) < 3 or word[-1] in "wxyaeiou" or word[-2] not in _VOWELS:
        return False
    if word[-3] in _VOWELS and word[-3:-1] != "ui":
        return False
    if word in _UNSTRESSED:
        return False
    vowels = sum(1 for i, c in enumerate(word) if c in "aeiouy" and word[i - 1 : i] not in "aeiouy")
    first = word[0] in _VOWELS
    return vowels + first <= 1 or word.endswith(_STRESSED_LAST)


def _verb(lemma: str) -> tuple[str, ...]:
    if lemma in _VERBS:
        return (lemma, *_VERBS[lemma])
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        stem = lemma[:-1]
    ing = (lemma if lemma.endswith(("ee", "oe", "ye")) else stem) + "ing"
    if lemma.endswith("e"):
        past = lemma + "d"
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        past = lemma[:-1] + "ied"
    else:
        past = stem + "ed"
    british = (stem + "led", stem + "ling") if lemma.endswith(("el", "al")) else ()
    return (lemma, _s(lemma), *_PASTS.get(lemma, (past,)), ing, *british)


def _noun(lemma: str) -> tuple[str, ...]:
    if lemma in _NOUNS:
        return (lemma, _NOUNS[lemma])
    if lemma.endswith("man") and lemma != "human":
        return (lemma, lemma[:-3] + "men")
    return (lemma, _s(lemma))


def _adjective(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS and len(lemma) <= 8:
        return (lemma, lemma[:-1] + "ier", lemma[:-1] + "iest")
    short = len(lemma) <= 6 and sum(c in "aeiouy" for c in lemma.rstrip("e")) == 1
    if not short:
        return (lemma,)
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma.removesuffix("e")
    return (lemma, stem + "er", stem + "est")


def _quality(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        adverb = lemma[:-1] + "ily"
    elif lemma.endswith("le") and lemma[-3:-2] not in _VOWELS:
        adverb = lemma[:-1] + "y"
    elif lemma.endswith("ic"):
        adverb = lemma + "ally"
    elif lemma.endswith("ll"):
        adverb = lemma + "y"
    else:
        adverb = lemma + "ly"
    return (*_adjective(lemma), adverb)
