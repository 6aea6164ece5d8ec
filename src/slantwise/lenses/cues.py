"""Which words attribute something to somebody: speech, and also belief, wish and feeling.

A verb is judged by what follows it ("hopes to", "hopes for", "hopes that"), a noun and an
adjective also by what goes before ("her hope that", "is hopeful that"). The groups of words
are in ``rules/en/cue-verbs.toml`` and ``cue-nouns.toml``.
"""

from typing import Final, Literal, NamedTuple

from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import FIRST_FORM, LAST_WORD_LOOK, PUNCTUATION

# speech and attitude are verbs; a name is a noun or an adjective; a phrase is complete in
# itself ("according to").
Rank = Literal["speech", "attitude", "name", "phrase"]

_LIGHT: Final = 5  # how far before a noun its verb may stand: "voiced grave concern about"
_OWNED: Final = 3
_STEPS: Final = 8  # auxiliaries and adverbs before a verb
_BACK: Final = 12  # how far left a noun phrase may begin
_PHRASE: Final = 5


class Cue(NamedTuple):
    """The tokens ``[start, end)`` by which something is attributed.

    ``at`` is the word that decides, ``begin`` where the one who speaks begins, or the cue
    itself. Nothing follows a ``tail``: what is reported goes before ("…, she said").
    """

    rank: Rank
    at: int
    begin: int
    start: int
    end: int
    tail: bool = False


# --- verbs --------------------------------------------------------------------------------


def verb_end(view: View, words: Lexicon, i: int, told: bool) -> int | None:
    """Return where the cue with the verb ``i`` ends, or None if nothing fitting follows.

    ``told`` says that somebody goes before who could say or think something.
    """
    ids, after = view.tokens.ids, i + 1
    verb = ids[i]
    following = ids[after] if after < view.end else PUNCTUATION
    if LAST_WORD_LOOK < following < FIRST_FORM:
        if not (view.quotes or (told and verb in words.says_or_shows)):
            return None
        reports = opens_quote(view, after) or told
        return after if reports and verb in words.takes_clause else None
    if following in words.before and verb in words.before[following]:
        return after + 1
    if following in words.to:
        return after if verb in words.takes_infinitive else None
    if following in words.by:
        return after if verb in words.takes_object and done_by(view, words, i) else None
    if verb in words.utters and not (view.quotes or following in words.that):
        return None
    if following in words.opens_clause:
        fits = verb in words.takes_clause or (
            verb in words.judges and following in words.object_too
        )
        return after if fits else None
    return after if verb in words.takes_object and _is_object(view, words, i, told) else None


def done_by(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether a verb is a participle before "by": "was rejected by the union"."""
    ids, after = view.tokens.ids, i + 1
    if after >= view.end or ids[after] not in words.by or ids[i] in words.bare_verb:
        return False
    return not view.word(i).endswith(("ing", "s"))


def _is_object(view: View, words: Lexicon, i: int, told: bool) -> bool:
    """Tell whether a person, a thing or a clause without "that" is the word behind a verb."""
    following = view.tokens.ids[i + 1]
    if view.tokens.pieces[i + 1][0].isupper():
        return True
    if view.tokens.ids[i] in words.finds_out:
        return False
    return following in words.opens_object or (told and following not in words.preposition)


def acts(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether a word that might also be a noun is a verb where it stands."""
    ids, before, limit = view.tokens.ids, i, max(view.start, i - _STEPS)
    if view.word(i).endswith("ing"):
        return True
    while before > limit and ids[before - 1] in words.before_verb:
        before -= 1
        if ids[before] in words.modal:
            return False  # "would support it" tells of nobody's mind as it is
        if ids[before] in words.auxiliary:
            return True
    if before == view.start:
        return False
    last = ids[before - 1]
    if ids[i] in words.bare_verb:
        return last in words.to or _several(view, words, before)
    return last not in words.preposition or last in words.joining_word


def _several(view: View, words: Lexicon, end: int) -> bool:
    """Tell whether a noun phrase that ends here may be of several: "figures from the office"."""
    ids, edge, joins = view.tokens.ids, words.clause_edge, words.joins_phrase
    ends = True  # whether a noun phrase ends at the next word
    for i in range(end - 1, max(view.start, end - _BACK) - 1, -1):
        if ends and (ids[i] in words.plural or view.word(i).endswith("s")):
            return True
        ends = ids[i] in joins
        if ids[i] in edge and not ends:
            return False
    return False


def verb_start(view: View, words: Lexicon, i: int) -> int:
    """Return where the cue with the verb ``i`` begins: with its auxiliaries and adverbs.

    A verb that only begins, tries or seems belongs to it: "went on to say".
    """
    ids, start, limit = view.tokens.ids, i, max(view.start, i - _STEPS)
    while start > limit:
        before = ids[start - 1]
        if before in words.mark:
            break
        if before in words.to:
            chained = _chained(view, words, start - 1)
            start = start - 1 if chained is None else chained
        elif before in words.before_verb or view.word(start - 1).endswith("ly"):
            start -= 1
        else:
            break
    return start


def _chained(view: View, words: Lexicon, to: int) -> int | None:
    """Return the verb that "to" hangs on when it is one like "continue" or "go on"."""
    verb = to - 2 if to - 2 >= view.start and view.word(to - 1) == "on" else to - 1
    return verb if verb >= view.start and view.tokens.ids[verb] in words.chain_verb else None


def speech_end(view: View, words: Lexicon, end: int) -> int:
    """Return where a cue of speech ends with the day, manner or message that follows it."""
    if end < view.end and (view.tokens.ids[end] in words.day or view.word(end).endswith("ly")):
        end += 1
    if end < view.end and view.tokens.ids[end] in words.by_way_of:
        at = view.find(words.message, end + 1, min(view.end, end + _PHRASE))
        if at >= 0 and all(view.is_word(k) for k in range(end + 1, at)):
            return at + 1
    return end


def opens_quote(view: View, i: int) -> bool:
    """Tell whether a quotation begins at a token."""
    quote = view.quoted(i) if i < view.end else None
    return quote is not None and quote.start == i


# --- nouns and adjectives -----------------------------------------------------------------


def noun_cue(view: View, words: Lexicon, i: int) -> Cue | None:
    """Read a noun with its owner, or with a verb that gives voice to it.

    "Her claim that", "the mayor's fear of", "voiced concern about", "has no plan to".
    """
    if i + 1 >= view.end or i == view.start:
        return None
    following = view.tokens.ids[i + 1]
    fits = _noun_fits(words, view.tokens.ids[i], following)
    verb = _light_verb(view, words, i, fits)
    if not fits and verb is None:
        return None
    end, owner = i + 1 + (following in words.noun_preposition), owned(view, words, i)
    if verb is not None:
        start = verb_start(view, words, verb)
        return Cue("name", i, start if owner is None else owner[0], start, end)
    if fits and following in (words.noun_alone if owner is None else words.noun_owned):
        return Cue("name", i, i if owner is None else owner[0], i, end)
    return None


def _noun_fits(words: Lexicon, noun: int, following: int) -> bool:
    if following in words.that:
        return noun in words.noun_clause
    if following in words.to:
        return noun in words.noun_infinitive
    return following in words.noun_preposition and (
        noun in words.noun_of or noun in words.noun_clause
    )


def _light_verb(view: View, words: Lexicon, i: int, fits: bool) -> int | None:
    """Return the verb that gives voice to a noun; a pale one only before what fits."""
    ids, light, start = view.tokens.ids, words.light_verb_or_mark, max(view.start, i - _LIGHT)
    if not fits and light.isdisjoint(ids[start:i]):  # quickly, since it is nearly always so
        return None
    for k in range(i - 1, start - 1, -1):
        if ids[k] in light:
            return k if view.is_word(k) else None
        if fits and ids[k] in words.pale_verb:
            return k
    return None


def owned(view: View, words: Lexicon, i: int) -> tuple[int, int] | None:
    """Return the owner that stands before a noun, as in "her claim", "Ada's own plan"."""
    for k in range(i - 1, max(view.start, i - _OWNED) - 1, -1):
        if not view.is_word(k):
            return None
        if view.owns(k):
            return view.owner_start(k), k + 1
        if view.tokens.ids[k] in words.possessive:
            return k, k + 1
    return None


def adjective_cue(view: View, words: Lexicon, i: int) -> Cue | None:
    """Read an adjective of attitude: "is not sure that", "aware of"."""
    ids = view.tokens.ids
    if i + 1 >= view.end or ids[i + 1] not in words.adjective_complement:
        return None
    k = before_adverbs(view, words, i, max(view.start, i - _OWNED))
    end = i + 1 + (ids[i + 1] in words.adjective_preposition)
    if k >= view.start and ids[k] in words.copula:
        start = verb_start(view, words, k)
        return Cue("name", i, start, start, end)
    return Cue("name", i, i, i, end) if ids[i + 1] in words.adjective_alone else None


def before_adverbs(view: View, words: Lexicon, i: int, first: int) -> int:
    """Return the place before a word and its adverbs, at the earliest ``first``."""
    k, ids = i - 1, view.tokens.ids
    while k > first and (ids[k] in words.adjective_adverb or view.word(k).endswith("ly")):
        k -= 1
    return k
