"""The words on the interface, from one file that can be translated."""

import json
import re
from functools import cache
from importlib.resources import files


@cache
def strings() -> dict[str, str]:
    """Return every string by its key."""
    source = (files("slantwise") / "strings.en.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(source)
    return loaded


def say(key: str, **values: object) -> str:
    """Return a string with its values filled in; raises KeyError for an unknown key.

    Where ``n`` is 1 and the key has a form ``key.one``, that form is taken.
    """
    one = f"{key}.one"
    text = strings()[one if values.get("n") == 1 and one in strings() else key]
    return re.sub(r"\{(\w+)\}", lambda hole: str(values[hole.group(1)]), text)
