"""What a verb makes of its subject: one who acts, or one to whom something is done."""

from typing import Final, Literal

from slantwise.lenses.mentions import Words, vocabulary

Role = Literal["acts", "suffers"]

PLURAL: Final = ("s", "people", "police", "men", "women", "children")
RELATIVE: Final = frozenset(("who", "which"))
_LONG: Final = 5  # letters above which a word in -ed is taken for a verb
_ADVERBS: Final = 3
_CHAIN: Final = 16  # words that auxiliaries and adverbs may fill: "is not going to be"
_FOR: Final = frozenset(("called", "pushed", "pressed", "fought", "searched", "hunted"))
_SMALL: Final = frozenset(
    "not also then never now once again still already always often soon even first thus today "
    "tonight yesterday tomorrow meanwhile".split()
)


class Verbs:
    """What the verb at a place makes of its subject."""

    def __init__(self, made: Words) -> None:
        self.made = made
        self.lists = vocabulary()

    def role(self, i: int) -> Role | None:
        """Return the role of a subject whose verb begins at a word, if a verb does."""
        stop = min(len(self.made.low), i + _CHAIN)
        i = self._next(i, stop)
        if i < 0:
            return None
        word, lists = self.made.low[i], self.lists
        if word in lists["be"]:
            return self._after_be(i + 1, stop)
        if word in lists["have"]:
            return self._after_have(i + 1, stop)
        if word in lists["modal"]:
            return self._after_modal(i + 1, stop)
        if word in lists["undergoes"]:
            return None if self.made.low[i + 1 : i + 2] == ["to"] else "suffers"
        return "acts" if self._is_finite(i) else None

    def is_auxiliary(self, word: str) -> bool:
        """Tell whether a word is a form of "be", "have" or a modal verb."""
        lists = self.lists
        return word in lists["be"] or word in lists["have"] or word in lists["modal"]

    def _next(self, i: int, stop: int) -> int:
        """Return the place of the next word past adverbs, or -1 where there is none."""
        i = self._past_adverbs(i)
        return -1 if i >= stop or self.made.mark[i] else i

    def _past_adverbs(self, i: int) -> int:
        low = self.made.low
        for _ in range(_ADVERBS):
            if (
                i < len(low)
                and not self.made.mark[i]
                and (low[i].endswith("ly") or low[i] in _SMALL)
            ):
                i += 1
        return i

    def _after_be(self, i: int, stop: int) -> Role | None:
        i = self._next(i, stop)
        if i < 0:
            return None
        word = self.made.low[i]
        if word in self.lists["be"]:
            return self._after_be(i + 1, stop)
        if word == "going" and self.made.low[i + 1 : i + 2] == ["to"]:
            return self._after_modal(i + 2, stop)
        if word.endswith("ing") and self.is_known(word):
            return "suffers" if word in self.lists["undergoes"] else "acts"
        passive = self.is_participle(word) and word not in self.lists["no_deed"]
        return "suffers" if passive else None

    def _after_have(self, i: int, stop: int) -> Role | None:
        i = self._next(i, stop)
        if i < 0:
            return None
        word = self.made.low[i]
        if word in self.lists["be"]:
            return self._after_be(i + 1, stop)
        if word in self.lists["undergoes"]:
            return "suffers"
        return "acts" if self.is_participle(word) and word not in self.lists["state"] else None

    def _after_modal(self, i: int, stop: int) -> Role | None:
        i = self._next(i, stop)
        if i < 0:
            return None
        word = self.made.low[i]
        if word == "be":
            return self._after_be(i + 1, stop)
        if word == "have":
            return self._after_have(i + 1, stop)
        if word in self.lists["state"]:
            return None
        return "suffers" if word in self.lists["undergoes"] else "acts"

    def _is_finite(self, i: int) -> bool:
        word = self.made.low[i]
        if word in self.lists["state"]:
            return False
        if word.endswith("ing") or not self.made.raw[i].islower():
            return False
        relative = i > 0 and self.made.low[i - 1] in RELATIVE
        if word in self.lists["plural_verb"] and not (relative or self._is_plural(i - 1)):
            return False  # rather a noun: "the Sylvania deal"
        return self.is_known(word) and not self._is_reduced(i)

    def _is_plural(self, i: int) -> bool:
        return self.made.low[i].endswith(PLURAL) and not self.made.raw[i].isupper()

    def _is_reduced(self, i: int) -> bool:
        """Tell whether a participle stands for a passive: "a town bombed in May"."""
        after = self.made.low[i + 1] if i + 1 < len(self.made.low) else ""
        word = self.made.low[i]
        if word in self.lists["never_active"]:
            return True
        named = self._is_bare_name(self._before_adverbs(i))
        asks = after == "to" or (after == "for" and word in _FOR)
        without_object = word in self.lists["affects"] and after in self.lists["preposition"]
        if asks or (named and after != "by"):
            return False
        return self.is_participle(word) and (after == "by" or without_object)

    def _is_bare_name(self, i: int) -> bool:
        """Tell whether a name stands at a place, and not "a Velm reduced to its north"."""
        return self.made.raw[i][0].isupper() and self.made.low[max(0, i - 1)] not in ("a", "an")

    def _before_adverbs(self, i: int) -> int:
        i = max(0, i - 1)
        while i > 0 and self.made.low[i].endswith("ly"):
            i -= 1
        return i

    def is_known(self, word: str) -> bool:
        """Tell whether a word is a verb that one does, or that happens to one."""
        lists = self.lists
        known = word in lists["acts"] or word in lists["affects"] or word in lists["undergoes"]
        return known or (word.endswith("ed") and len(word) > _LONG and word not in lists["no_verb"])

    def is_participle(self, word: str) -> bool:
        """Tell whether a word may be the participle of a passive."""
        known = word in self.lists["affects"] or word in self.lists["acts"]
        if word in self.lists["plural_verb"] and not word.endswith(("run", "come")):
            return False  # "is calm"
        return word.endswith("ed") or (known and not word.endswith(("ing", "s")))
