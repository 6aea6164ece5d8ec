"""The files that a new article or exercise begins with, and filling in their blanks."""

import re
from importlib.resources import files


def filled(name: str, **blanks: str) -> str:
    """Return a scaffold with each ``{{blank}}`` filled; raises KeyError for one that is left."""
    source = (files("slantwise.authoring") / "scaffolds" / name).read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: blanks[hole.group(1)], source)
