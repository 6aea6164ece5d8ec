"""Nicknames: what a pupil may be called on the teacher's screen."""

import unicodedata

from slantwise.live.session import Refused

_LONGEST = 40
# Controls, formats such as overrides of direction, surrogates, what is unassigned, line ends.
_REFUSED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def nickname(given: str | None) -> str | None:
    """Return a nickname in one form, or None for none; raises Refused."""
    if given is None or not given.strip():
        return None
    name = unicodedata.normalize("NFC", given.strip())
    if len(name) > _LONGEST:
        raise Refused(422, "nickname_long", most=_LONGEST)
    if any(unicodedata.category(char) in _REFUSED for char in name):
        raise Refused(422, "nickname_strange")
    return name
