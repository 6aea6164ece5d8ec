"""``slantwise new rules``: a commented file that adds words to the lenses and silences others."""

import sys
from pathlib import Path

from slantwise.authoring.scaffold import filled
from slantwise.errors import ContentError
from slantwise.files import refuse_existing, write_told


def new_rules(path: Path) -> int:
    """Write the file, say what can be done with it, and return the exit status.

    Raises ContentError where the file is in the way, or cannot be written.
    """
    if path.suffix != ".toml":
        raise ContentError(path, "a rule file ends in .toml", f"Call it {path.stem}.toml.")
    refuse_existing(path)
    write_told(path, filled("rules.toml"))
    sys.stdout.write(
        f"{path}\n\nIt works as it is. Put your own words into it, then:\n"
        f"  slantwise rules check {path}               tries its examples\n"
        f"  slantwise annotate FILE --rules {path}     reads a text with it\n"
    )
    return 0
