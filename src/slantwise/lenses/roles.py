"""Who acts in a sentence and who is acted upon, as far as the order of words tells.

One who acts is the subject of an active verb, stands after *by*, or owns a noun of doing
("Ruritania's plan"). One acted upon is an object, the subject of a passive, or stands after
*against* or after "the occupation of". Every look goes a few words far and no further.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from slantwise.lenses.mentions import Mention, Words, vocabulary
from slantwise.lenses.verbs import PLURAL, RELATIVE, Role, Verbs

_PHRASE: Final = 5  # words that may go with a name or stand between it and its verb
_LIST: Final = 16  # words of a list of names, or of an apposition, in front of a verb
_ADVERBS: Final = 3
_CLAUSE_OPENERS: Final = frozenset(("as", "after", "before", "since", "until", "than"))
_PARTICLES: Final = frozenset(("down", "up", "out", "off", "over", "away", "back", "aside", "in"))
_ADDS: Final = frozenset(("to", "that", "about"))
_BEHIND_NAMES: Final = ("stop", "preposition", "determiner", "alone", "organ")
_TOWARDS: Final = frozenset(("towards", "toward", "on", "to"))


@dataclass(frozen=True, slots=True)
class Part:
    """What the mention at a word does; ``firm`` unless only a noun with "of" says so."""

    actor: str
    role: Role
    at: int
    firm: bool = True


def parts(made: Words, mentions: Sequence[Mention]) -> list[Part]:
    """Return the parts that the actors of a sentence play, in order."""
    found: list[tuple[_Look, list[Part]]] = []
    for mention, start in _with_their_office(made, mentions):
        look = _Look(made, mention, start, found[-1][0].right if found else 0)
        own = look.parts()
        if found and not own and _joined(made, found[-1][0], look):
            own = look.like(found[-1][1])
        found.append((look, own))
    for i in range(len(found) - 2, 0, -1):
        _share(made, found, i)
    return [part for _, own in found for part in own]


def _share(made: Words, found: list[tuple["_Look", list[Part]]], i: int) -> None:
    """Give what the last of "Ada, Bo and Cy" does to those in front of a pair, too."""
    (one, _), (other, own) = found[i], found[i + 1]
    if not own or made.low[one.right : other.left] not in (["and"], ["or"]):
        return
    first = i
    while (
        first > 0
        and not found[first - 1][1]
        and _joined(made, found[first - 1][0], found[first][0])
    ):
        first -= 1
    start = found[first][0].left
    opens = start == 0 or made.mark[start] or made.low[start - 1] not in vocabulary()["preposition"]
    for k in range(first, i if opens else first):
        found[k] = (found[k][0], found[k][0].like(own))


def _with_their_office(made: Words, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, int]]:
    """Yield the mentions, each with the place from which it counts as named.

    "Velm manager Ada Lee" is about Ada Lee, and Velm has no part in it.
    """
    start = -1
    for mention, after in zip_longest(mentions, mentions[1:]):
        begin = mention.start if start < 0 else start
        if after is not None and _introduces(made, mention, after):
            start = begin
        else:
            yield mention, begin
            start = -1


def _introduces(made: Words, mention: Mention, after: Mention) -> bool:
    """Tell whether nothing but an office stands between two names."""
    first, end = mention.end, after.start
    if mention.adjective or not first < end <= first + _PHRASE or any(made.mark[first : end + 1]):
        return False
    lists = vocabulary()
    known = (lists["stop"], lists["preposition"], lists["acts"], lists["determiner"])
    between = made.low[first:end]
    if between[-2:-1] == ["of"]:
        between = between[:-2]  # "professor of theology"
    if not between or between[-1] not in lists["person"]:
        return False
    return not any(word in some for word in between[:-1] for some in known)


def _joined(made: Words, one: "_Look", other: "_Look") -> bool:
    """Tell whether two names stand in a list; "Ada, a Velm senator, left" has none."""
    between, end = made.low[one.right : other.left], other.right
    if between in (["and"], ["or"]):
        return True
    if between or made.mark[other.left] != "," or other.left != other.mention.start or other.owns:
        return False
    return end < len(made.low) and (made.mark[end] == "," or made.low[end] in ("and", "or"))


def points_back(made: Words) -> bool:
    """Tell whether a sentence begins with "This plan" or the like as one who acts."""
    low, lists = made.low, vocabulary()
    if not low or low[0] not in ("this", "these", "such"):
        return False
    for i in range(1, min(len(low) - 1, _PHRASE)):
        if made.mark[i] or low[i] in lists["stop"] or low[i] in lists["preposition"]:
            return False
        if low[i] in lists["act"] and Verbs(made).role(i + 1) == "acts":
            return True
    return False


class _Look:
    """A look around one mention: what goes with it, and what stands before and behind."""

    def __init__(self, made: Words, mention: Mention, start: int, floor: int) -> None:
        self.made = made
        self.floor = floor
        self.lists = vocabulary()
        self.verbs = Verbs(made)
        self.mention = mention
        self.owns = made.owner[mention.end - 1] or mention.adjective
        self.left = self._start(start)
        self.right = self._end(mention.end)
        self.head = made.low[self.right - 1] if self.right > mention.end else ""

    def _part(self, role: Role, firm: bool = True) -> Part:
        return Part(self.mention.actor, role, self.mention.start, firm)

    def like(self, others: Sequence[Part]) -> list[Part]:
        """Return the parts of somebody else as those of this mention."""
        return [self._part(part.role, part.firm) for part in others]

    def parts(self) -> list[Part]:
        """Return what the mention does: at most one part."""
        if self.owns and self.head in self.lists["act"]:
            return [self._part("acts")]
        if self.owns and self.head in self.lists["done_to"]:
            return [self._part("suffers")]
        if self.owns and not self.head:
            return []
        thing = self.made.owner[self.mention.end - 1] and self.head not in self.lists["organ"]
        if self._is_one_of_many():
            return []
        return self._by_what_stands_before() or ([] if thing else self._as_subject(self.left))

    def _is_one_of_many(self) -> bool:
        """Tell whether an adjective goes with one person only: "a Velmish judge"."""
        one = self.made.low[self.left] in ("a", "an") and self.head not in self.lists["organ"]
        return one and self.mention.adjective

    # --- the noun phrase ---

    def _start(self, i: int) -> int:
        """Return where a noun phrase begins: articles, titles and adjectives go with it."""
        lists, made = self.lists, self.made
        for _ in range(_PHRASE):
            if i <= self.floor or made.mark[i] or made.owner[i - 1]:
                break
            word = made.low[i - 1]
            if word == "of" and made.low[i] == "state" and made.low[max(0, i - 2)] == "secretary":
                i -= 2
                continue
            if word in lists["preposition"] or word in lists["no_actor"]:
                break
            if word == "that" and not self.owns:
                break  # "they say that Velm"
            taken = word in lists["determiner"] or made.raw[i - 1][0].isupper()
            if not taken and not self._may_be_adjective(i - 1):
                break
            i -= 1
        return i

    def _may_be_adjective(self, i: int) -> bool:
        lists, word = self.lists, self.made.low[i]
        if word in lists["stop"] or word in lists["affects"]:
            return False
        noun = word in lists["plural_verb"] and not self._may_be_bare(i)  # "a term, a model"
        if word in lists["acts"] and not noun:
            return False
        return word.endswith("ous") or not word.endswith(("s", "ed", "ing"))

    def _end(self, i: int) -> int:
        """Return where it ends: the nouns that it owns, or that an adjective goes with."""
        if not self.owns:
            return i
        first = i
        while i < len(self.made.low) and i - first < _PHRASE and not self.made.mark[i]:
            word = self.made.low[i]
            if self._is_small(word) or (i > first and self._ends_before(i)):
                break
            i += 1
            if self.made.owner[i - 1]:
                break
        return i

    def _ends_before(self, i: int) -> bool:
        """Tell whether a word behind a noun is rather its verb."""
        word = self.made.low[i]
        if self.made.low[i - 1] in self.lists["act"] and word not in self.lists["act"]:
            known = self.verbs.is_known(word) or not self.made.raw[i].islower()
            return known or word.endswith(("s", "ly"))  # but "Velm's attack dog"
        return (word.endswith("ed") or word in self.lists["acts"]) and word not in self.lists["act"]

    def _is_small(self, word: str) -> bool:
        lists = self.lists
        return word in lists["stop"] or word in lists["preposition"]

    # --- what stands before ---

    def _by_what_stands_before(self) -> list[Part]:
        made, i = self.made, self.left
        if i == 0 or made.mark[i]:
            return []
        word = made.low[i - 1]
        if word == "by":
            return [self._part("acts")] if self._after_deed(i - 1) else []
        noun = made.low[i - 2] if i > 1 else ""
        if word == "against" or (word in _TOWARDS and noun in self.lists["aimed_at"]):
            return [self._part("suffers")]
        if word == "from" and noun in self.lists["act"]:
            return [self._part("acts", firm=False)]
        if word == "of":
            return self._after_of(i - 1)
        if self._goes_with_a_noun() or not self._is_object(i):
            return []
        return [self._part("suffers")]

    def _goes_with_a_noun(self) -> bool:
        """Tell whether a noun follows a bare name: what is done in "praised Velm farmers"."""
        if self.owns or self._ends_here() or not self.made.raw[self.right].islower():
            return False
        word, lists = self.made.low[self.right], self.lists
        other = any(word in lists[k] for k in _BEHIND_NAMES)
        verb = self.verbs.is_auxiliary(word) or word.endswith(("ly", "ing", "ed"))
        return not (other or verb or self.verbs.is_known(word))

    def _after_deed(self, by: int) -> bool:
        """Tell whether "by" follows what somebody did, and not a place or a measure."""
        if by and self.made.low[by - 1] in _PARTICLES:
            by -= 1
        before = self.made.low[by - 1] if by else ""
        deed = before in self.lists["act"] or before in self.lists["done_to"]
        return deed or self.verbs.is_participle(before)

    def _after_of(self, of: int) -> list[Part]:
        noun = self.made.low[of - 1] if of else ""
        if noun in self.lists["done_to"]:
            return [self._part("suffers")]
        if noun in self.lists["act"] and noun not in self.lists["either_way"]:
            return [self._part("acts", firm=False)]
        start = self._start(of - 1) if of else 0
        if of and noun not in self.lists["others"] and self._is_object(start):
            return [self._part("suffers")]
        return self._as_subject(start) if noun in self.lists["organ"] else []

    def _is_object(self, i: int) -> bool:
        """Tell whether a verb that does something to its object stands right before a phrase."""
        made = self.made
        if i == 0 or made.mark[i] or made.low[i - 1] not in self.lists["affects"]:
            return False
        before = made.low[i - 2] if i > 1 else ""
        noun = before in self.lists["determiner"] or (i > 1 and made.owner[i - 2])
        if made.low[i - 1] in self.lists["plural_verb"] and not self._may_be_bare(i - 1):
            return False  # rather a noun: "the radio host Ada Lee"
        return not noun and before not in self.lists["be"]

    def _may_be_bare(self, i: int) -> bool:
        """Tell whether a verb without an ending may stand at a place: "to", "they", "guards"."""
        word = self.made.low[i - 1] if i and not self.made.mark[i] else ""
        known = word in self.lists["stop"] or self.verbs.is_auxiliary(word)
        return known or word == "to" or word.endswith(("ly", "n't", *PLURAL))

    # --- what stands behind ---

    def _as_subject(self, i: int) -> list[Part]:
        before = self.made.low[i - 1] if i and not self.made.mark[i] else ""
        if before == "with":
            role = self._accompanies()
        elif before == "for" and self.made.low[self.right : self.right + 2] == ["to", "be"]:
            role = self.verbs.role(self.right + 1)
        elif before and not self._lets_a_subject_follow(i - 1):
            role = self._in_relative_clause()
        else:
            role = self._by_its_verb()
        return [self._part(role)] if role else []

    def _by_its_verb(self) -> Role | None:
        i = self._past_date(self.right)
        role = self.verbs.role(i) or self._in_relative_clause() or self._behind_more()
        return role or self._as_apposition() or self._behind_its_verb()

    def _behind_its_verb(self) -> Role | None:
        """Return the role in ""It is late," said Ada Lee."""
        made, verb = self.made, self.left - 1
        if verb < 0 or made.mark[self.left]:
            return None
        if verb and not made.mark[verb] and made.low[verb - 1] != "so":
            return None
        if made.low[verb] not in self.lists["speech"]:
            return None
        after = "" if self._ends_here() else made.low[self.right]
        return None if self.verbs.is_auxiliary(after) or after in _ADDS else "acts"

    def _ends_here(self) -> bool:
        return self.right >= len(self.made.low) or bool(self.made.mark[self.right])

    def _accompanies(self) -> Role | None:
        """Return the role in "with Velm hoping for more", "with Velm being attacked"."""
        i, low = self.right, self.made.low
        if i >= len(low) or self.made.mark[i] or not low[i].endswith("ing"):
            return None
        if low[i] == "being":
            return self.verbs.role(i)
        return "acts" if self.verbs.is_known(low[i]) else None

    def _in_relative_clause(self) -> Role | None:
        i, made, left = self.right, self.made, self.left
        if i >= len(made.low) or made.mark[i] not in ("", ",") or made.low[i] not in RELATIVE:
            return None
        inside = left and not made.mark[left] and made.low[left - 1] in self.lists["preposition"]
        if inside and made.low[i] == "which":
            return None  # "a quarrel in Velm, which began": the quarrel did
        return self.verbs.role(i + 1)

    def _as_apposition(self) -> Role | None:
        """Return the role in "the head of the guild, Ada Lee, praised them"."""
        made, i = self.made, self.right
        if i + 1 >= len(made.low) or made.mark[i] != "," or made.mark[self.left] != ",":
            return None
        said = made.low[i] in self.lists["speech"]
        goes_on = not said and made.low[i + 1] in self.lists["preposition"]
        return None if goes_on else self._behind(i)

    def _lets_a_subject_follow(self, i: int) -> bool:
        word = self.made.low[i]
        if word in self.lists["plural_verb"] and not self._may_be_bare(i):
            return True  # rather a noun: "the guard Ada Lee"
        if word in self.lists["stop"] or word in _CLAUSE_OPENERS:
            return True
        return word not in self.lists["preposition"] and word not in self.lists["affects"]

    def _past_date(self, i: int) -> int:
        """Return the place behind "on Sunday", "in May 1902", if that stands here."""
        raw, mark, first = self.made.raw, self.made.mark, i
        if i + 1 >= len(raw) or mark[i] or raw[i] not in ("on", "in"):
            return i
        i += 1
        while i < len(raw) and i <= first + _ADVERBS and not mark[i] and not raw[i].islower():
            i += 1
        return i

    def _behind_more(self) -> Role | None:
        """Return the role that a verb gives behind "and …", or behind a pair of commas."""
        made, i = self.made, self.right
        if i >= len(made.low):
            return None
        if made.mark[i] == "(":
            stop = min(len(made.low), i + _LIST)
            return next((self._behind(k) for k in range(i + 1, stop) if made.mark[k] == ")"), None)
        if made.mark[i] == ",":
            stop = min(len(made.low), i + _LIST)
            return next((self._behind(k) for k in range(i + 1, stop) if made.mark[k] == ","), None)
        if made.low[i] not in ("and", "or"):
            return None
        for k in range(i + 1, min(len(made.low), i + _LIST)):
            if made.mark[k] not in ("", ",") or self._parts_clauses(made.low[k]):
                return None
            role = self.verbs.role(k) if not made.mark[k] else None
            if role or self.verbs.is_auxiliary(made.low[k]):
                return role
        return None

    def _parts_clauses(self, word: str) -> bool:
        if word == "of" or word in ("and", "or"):
            return False
        return word in self.lists["preposition"] or (
            word in self.lists["stop"] and not self.verbs.is_auxiliary(word)
        )

    def _behind(self, comma: int) -> Role | None:
        """Return the role by a verb right behind the second comma."""
        made = self.made
        mark, made.mark[comma] = made.mark[comma], ""
        role = self.verbs.role(comma)
        made.mark[comma] = mark
        return role
