"""Writing text into files that have a syntax of their own, so that it stays text."""

import json
import re
import unicodedata
from collections.abc import Iterable


def toml(text: str) -> str:
    """Return a text as a TOML string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def markdown(text: str) -> str:
    """Return a text that Markdown shows letter by letter, on one line."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def slug(text: str, taken: Iterable[str] = (), fallback: str = "text") -> str:
    """Return an id made of a text: small letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    made = ""
    for word in words:
        if made and len(made) + len(word) >= 40:
            break
        made = f"{made}-{word}" if made else word[:40]
    made, used, n = made or fallback, set(taken), 2
    first = made
    while made in used:
        made, n = f"{first}-{n}", n + 1
    return made
