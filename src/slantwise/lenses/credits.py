"""A source that is given without a verb of speech: "per the ministry", "(Ruiz, 2019)"."""

from typing import Final, NamedTuple

from slantwise.lenses.claims import SourceKind
from slantwise.lenses.cues import owned
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.sentence import View
from slantwise.lenses.subjects import kind_ahead, kind_of, source_end, subject

_BRACKET: Final = 14  # tokens that a note in brackets may hold
_YEARS: Final = range(1500, 2101)
_OWNER: Final = 5  # tokens of "in [the deputy mayor's] view"
_PLACE: Final = 5  # tokens before the agency: "NEW YORK, May 2 (Reuters) -"


class Credit(NamedTuple):
    """The tokens ``[start, end)`` that give a source, those that name it, and its kind."""

    kind: SourceKind
    start: int
    end: int
    source: tuple[int, int] | None = None


def credit(view: View, words: Lexicon, i: int, carried: SourceKind) -> Credit | None:
    """Read a source at a word that may give one, if it does."""
    number = view.tokens.ids[i]
    if number in words.bracket:
        return _bracket(view, words, i)
    if number in words.per:
        return _per(view, words, i)
    if number in words.source_label:
        return _label(view, words, i)
    if number in words.puts:
        return _put(view, words, i, carried)
    if number in words.hearsay_noun or number in words.emerges:
        return _hearsay(view, words, i)
    return _view(view, words, i, carried)


# --- with a mark ------------------------------------------------------------------------


def _bracket(view: View, words: Lexicon, i: int) -> Credit | None:
    """Read "[3]", "(Ruiz, 2019)", "Ruiz (2019) shows" and "LEEDS (Reuters) -"."""
    close = view.find(words.closing_bracket, i + 1, min(view.end, i + _BRACKET))
    if close < 0 or close == i + 1:
        return None
    if _is_note(view, words, i + 1, close):
        return Credit("document", i, close + 1, (i + 1, close))
    if not _is_year(view, close - 1):
        return _dateline(view, i, close)
    if close == i + 2:  # nothing but a year
        return _author_before(view, words, i, close)
    if not view.capital(i + 1) or view.tokens.ids[i + 1] in words.month:
        return None
    return Credit("document", i, close + 1, (i + 1, close))


def _is_note(view: View, words: Lexicon, start: int, close: int) -> bool:
    """Tell whether square brackets hold numbers of notes alone: "[3]", "[3, 4]"."""
    if view.word(start - 1) != "[":
        return False
    return all(view.tokens.ids[k] in words.comma or _is_small(view, k) for k in range(start, close))


def _is_small(view: View, i: int) -> bool:
    word = view.word(i)
    return word.isdecimal() and len(word) <= 3


def _is_year(view: View, i: int) -> bool:
    """Tell whether a word is a year, or one of several works of a year: "2019b"."""
    word = view.word(i)
    digits = word[:4]
    return len(word) <= 5 and digits.isdecimal() and int(digits) in _YEARS


def _author_before(view: View, words: Lexicon, i: int, close: int) -> Credit | None:
    """Read "Ruiz (2019) shows": only before a verb, since a film has a year as well."""
    after = close + 1
    named = i > view.start and view.capital(i - 1) and after < view.end
    if not named or view.tokens.ids[after] not in words.cue:
        return None
    return Credit("document", after, after + 1, (i - 1, close + 1))


def _dateline(view: View, i: int, close: int) -> Credit | None:
    """Read the agency at the head of its report: "LEEDS, May 2 (Reuters) -"."""
    after = close + 1
    if not view.start < i <= view.start + _PLACE or after >= view.end or close > i + 3:
        return None
    dash = view.word(after) in ("-", "–", "—")
    place = view.word(view.start)
    if not dash or not view.capital(i + 1) or not (place.isupper() and len(place) > 2):
        return None
    return Credit("named", i, after, (i + 1, close))


def _label(view: View, words: Lexicon, i: int) -> Credit | None:
    """Read "Source: Office for Statistics"."""
    if i + 2 >= view.end or view.word(i + 1) != ":" or (i > view.start and view.is_word(i - 1)):
        return None
    end = next((k for k in range(i + 2, view.end) if not view.is_word(k)), view.end)
    if end == i + 2:
        return None
    kind = kind_of(view, words, i + 2, end, "none")
    return Credit("document" if kind == "none" else kind, i, i + 2, (i + 2, end))


# --- with a preposition -----------------------------------------------------------------


def _per(view: View, words: Lexicon, i: int) -> Credit | None:
    """Read "per the ministry", but not "per pupil"."""
    if i + 1 >= view.end:
        return None
    article = view.tokens.ids[i + 1] in words.article
    apart = i == view.start or not view.is_word(i - 1) or view.tokens.ids[i - 1] in words.as_word
    if not article and not (apart and view.capital(i + 1)):
        return None
    end = source_end(view, words, i + 1)
    kind = kind_of(view, words, i + 1, end, "none") if end > i + 1 else "none"
    return None if kind in ("none", "vague") else Credit(kind, i, i + 1, (i + 1, end))


def _view(view: View, words: Lexicon, i: int, carried: SourceKind) -> Credit | None:
    """Read "in her view", "by the firm's own account", "in the words of Ada"."""
    ids = view.tokens.ids
    before = words.by if ids[i] in words.account_noun else words.in_word
    if i + 2 < view.end and ids[i + 1] in words.of and i - 2 >= view.start:
        if ids[i - 1] not in words.article or ids[i - 2] not in before:
            return None
        end = source_end(view, words, i + 2)
        kind = kind_ahead(view, words, i + 2, end, "named") if end > i + 2 else "none"
        return None if kind == "none" else Credit(kind, i - 2, i + 2, (i + 2, end))
    for k in range(i - 1, max(view.start, i - _OWNER) - 1, -1):
        if ids[k] in before:
            return _owned_view(view, words, (k, i), carried)
        if not view.is_word(k):
            break
    return None


def _owned_view(
    view: View, words: Lexicon, place: tuple[int, int], carried: SourceKind
) -> Credit | None:
    start, i = place
    if view.tokens.ids[i - 1] in words.vague_source or view.word(i - 1) == "all":
        return Credit("vague", start, i + 1)  # "by most accounts"
    owner = owned(view, words, i)
    if owner is None or owner[0] <= start:
        return None
    kind = kind_of(view, words, start + 1, owner[1], "named")
    if view.tokens.ids[owner[0]] in words.authors_own:
        kind = "named"
    elif view.tokens.ids[owner[0]] in words.possessive:
        kind = carried if carried != "none" else "named"
    return None if kind == "none" else Credit(kind, start, i + 1, (start + 1, owner[1]))


# --- with a phrase ----------------------------------------------------------------------


def _put(view: View, words: Lexicon, i: int, carried: SourceKind) -> Credit | None:
    """Read "as the mayor put it"."""
    if i + 1 >= view.end or view.word(i + 1) != "it":
        return None
    start, end, kind = subject(view, words, i, carried)
    if kind == "none" or start == view.start or view.tokens.ids[start - 1] not in words.as_word:
        return None
    return Credit(kind, start - 1, i + 2, (start, end))


def _hearsay(view: View, words: Lexicon, i: int) -> Credit | None:
    """Read "rumour has it", "it has emerged that"."""
    if view.tokens.ids[i] in words.hearsay_noun:
        has_it = i + 2 < view.end and (view.word(i + 1), view.word(i + 2)) == ("has", "it")
        return Credit("vague", i, i + 3) if has_it else None
    k = i
    while k > view.start and view.tokens.ids[k - 1] in words.before_verb:
        k -= 1
    it = k > view.start and view.word(k - 1).lower() == "it"
    after = i + 1  # what has emerged follows as a clause, or stands before
    told = after >= view.end or not view.is_word(after) or view.tokens.ids[after] in words.that
    return Credit("vague", k - 1, i + 1) if it and told else None
