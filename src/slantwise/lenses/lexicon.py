"""The named lists of a rule set: which words may do what in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from slantwise.lenses.tokens import (
    FIRST_FORM,
    HEDGE,
    LAST_WORD_LOOK,
    QUOTATION_MARK,
    TRIGGER,
    Vocabulary,
)

Numbers = frozenset[int]

_NONE: Final[Numbers] = frozenset()

# What the groups of words in the rule files add up to. A list "with_about" names the verbs
# that "about" may follow, and "takes_more" are those of all such lists.
_SUMS: Final = {
    "reports_speech": ("say", "charges_with", "according"),
    "says_or_shows": ("say", "shows"),
    "speaks": ("say", "says_clause", "utters", "shows"),
    "finds_out": ("shows", "perceives"),
    "takes_clause": ("speaks", "minds", "finds_out"),
    "takes_object": (
        "takes_clause", "takes_person_infinitive", "judges", "sides", "presents", "feels",
    ),
    "cue": ("takes_object", "takes_infinitive", "takes_more"),
    "cue_noun": ("noun_clause", "noun_infinitive", "noun_of"),
    "nominal_cue": ("document_source", "cue_noun", "adjective_attitude"),
    "credit": (
        "bracket", "per", "source_label", "puts", "hearsay_noun", "emerges", "view_noun",
        "account_noun",
    ),
    "complete_cue": ("according", "hearsay_adverb", "hearsay_participle", "credit"),
    "no_name": ("determiner", "office_source", "person_source", "figures"),
    "clause_edge": ("clause_word", "mark"),
    "light_verb_or_mark": ("light_verb", "mark"),
    "phrase_edge": ("cue", "mark"),
}  # fmt: skip
_WITH: Final = "with_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of each list, as token numbers; an attribute is read faster than a key.

    A list that a rule set does not have is empty. ``before`` has for each preposition the
    verbs that it may follow.
    """

    before: Mapping[int, Numbers] = field(default_factory=dict)
    abstract_noun: Numbers = _NONE
    according: Numbers = _NONE
    account_noun: Numbers = _NONE
    adjective_adverb: Numbers = _NONE
    adjective_alone: Numbers = _NONE
    adjective_attitude: Numbers = _NONE
    adjective_complement: Numbers = _NONE
    adjective_preposition: Numbers = _NONE
    article: Numbers = _NONE
    as_word: Numbers = _NONE
    authors_own: Numbers = _NONE
    auxiliary: Numbers = _NONE
    back_pointer: Numbers = _NONE
    bare_hearsay: Numbers = _NONE
    bare_verb: Numbers = _NONE
    be_form: Numbers = _NONE
    before_noun: Numbers = _NONE
    before_verb: Numbers = _NONE
    begins_phrase: Numbers = _NONE
    being: Numbers = _NONE
    belongs: Numbers = _NONE
    bracket: Numbers = _NONE
    by: Numbers = _NONE
    by_way_of: Numbers = _NONE
    certain_verb: Numbers = _NONE
    chain_verb: Numbers = _NONE
    claimed_virtue: Numbers = _NONE
    clause_edge: Numbers = _NONE
    clause_word: Numbers = _NONE
    closing_bracket: Numbers = _NONE
    comma: Numbers = _NONE
    complete_cue: Numbers = _NONE
    copula: Numbers = _NONE
    credit: Numbers = _NONE
    cue: Numbers = _NONE
    cue_noun: Numbers = _NONE
    day: Numbers = _NONE
    deed_noun: Numbers = _NONE
    denial: Numbers = _NONE
    determiner: Numbers = _NONE
    document_source: Numbers = _NONE
    document_verb: Numbers = _NONE
    doubt_word: Numbers = _NONE
    emerges: Numbers = _NONE
    expert: Numbers = _NONE
    figures: Numbers = _NONE
    finds_out: Numbers = _NONE
    foresees: Numbers = _NONE
    foretells: Numbers = _NONE
    hearsay_adverb: Numbers = _NONE
    hearsay_noun: Numbers = _NONE
    hedge_word: Numbers = _NONE
    hypothesis: Numbers = _NONE
    if_word: Numbers = _NONE
    in_word: Numbers = _NONE
    joining_word: Numbers = _NONE
    joins_phrase: Numbers = _NONE
    judges: Numbers = _NONE
    light_verb_or_mark: Numbers = _NONE
    mark: Numbers = _NONE
    message: Numbers = _NONE
    modal: Numbers = _NONE
    month: Numbers = _NONE
    naming_noun: Numbers = _NONE
    naming_verb: Numbers = _NONE
    naming_word: Numbers = _NONE
    no_hedge: Numbers = _NONE
    no_name: Numbers = _NONE
    no_voice: Numbers = _NONE
    nobody: Numbers = _NONE
    nominal_cue: Numbers = _NONE
    noun_alone: Numbers = _NONE
    noun_clause: Numbers = _NONE
    noun_infinitive: Numbers = _NONE
    noun_of: Numbers = _NONE
    noun_owned: Numbers = _NONE
    noun_preposition: Numbers = _NONE
    object_too: Numbers = _NONE
    of: Numbers = _NONE
    of_or_in: Numbers = _NONE
    office_source: Numbers = _NONE
    opens_clause: Numbers = _NONE
    opens_object: Numbers = _NONE
    pale_verb: Numbers = _NONE
    passive_content: Numbers = _NONE
    per: Numbers = _NONE
    person_source: Numbers = _NONE
    phrase_edge: Numbers = _NONE
    plain_certainty: Numbers = _NONE
    plural: Numbers = _NONE
    possessive: Numbers = _NONE
    preposition: Numbers = _NONE
    puts: Numbers = _NONE
    quoted: Numbers = _NONE
    relative: Numbers = _NONE
    reports_speech: Numbers = _NONE
    say: Numbers = _NONE
    says_or_shows: Numbers = _NONE
    settled_word: Numbers = _NONE
    shows: Numbers = _NONE
    source_label: Numbers = _NONE
    speaker_pronoun: Numbers = _NONE
    speaks: Numbers = _NONE
    speech_act: Numbers = _NONE
    subject_pronoun: Numbers = _NONE
    subordinator: Numbers = _NONE
    takes_clause: Numbers = _NONE
    takes_infinitive: Numbers = _NONE
    takes_object: Numbers = _NONE
    tells: Numbers = _NONE
    that: Numbers = _NONE
    the_or_this: Numbers = _NONE
    this_alone: Numbers = _NONE
    time_word: Numbers = _NONE
    to: Numbers = _NONE
    utters: Numbers = _NONE
    vague_source: Numbers = _NONE
    which: Numbers = _NONE
    who: Numbers = _NONE


def lexicon(lists: Mapping[str, frozenset[str]], vocabulary: Vocabulary) -> Lexicon:
    """Return the lists by number, with what they add up to, and note in which uses they are."""
    words = {name: _numbers(several, vocabulary) for name, several in lists.items()}
    words["comma"] = frozenset((vocabulary[","],))
    words["mark"] = frozenset(range(LAST_WORD_LOOK + 1, FIRST_FORM))
    words["before_noun"] = words.get("article", _NONE) - words.get("stands_alone", _NONE)
    before = {
        vocabulary[name.removeprefix(_WITH)]: words[name]
        for name in lists
        if name.startswith(_WITH) and name.removeprefix(_WITH) in vocabulary
    }
    words["takes_more"] = _NONE.union(*before.values())
    for name, parts in _SUMS.items():
        words[name] = _NONE.union(*(words.get(part, _NONE) for part in parts))
    known = {one.name for one in fields(Lexicon)}
    made = Lexicon(before=before, **{name: words[name] for name in known.intersection(words)})
    vocabulary.use(made.complete_cue | made.cue | made.nominal_cue, TRIGGER)
    vocabulary.use(made.hedge_word, HEDGE)
    vocabulary.use((vocabulary[mark] for mark in "\"'„«»"), QUOTATION_MARK)
    return made


def _numbers(words: frozenset[str], vocabulary: Vocabulary) -> Numbers:
    """Return the numbers of words, and of those of their genitives that have their own."""
    genitives = (f"{word}'s" for word in words)
    return frozenset(vocabulary[w] for w in (*words, *genitives) if w in vocabulary)
