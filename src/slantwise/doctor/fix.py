"""``slantwise doctor --fix-anchors``: write the marks' new places, file by file, whole."""

from pathlib import Path

from slantwise.doctor.anchors import drifts
from slantwise.files import replace


def fix_anchors(root: Path) -> tuple[str, ...]:
    """Mend every reading that drifted, and return a line for each mark and each file.

    A lost mark is put aside under “lost” in its line, so that the article loads again and
    nothing is thrown away. Raises ContentError where a file cannot be written.
    """
    said: list[str] = []
    for drift in drifts(root):
        replace(drift.path, drift.mended)
        for move in drift.moves:
            where = f"{drift.path}:{move.line}: “{' '.join(move.words.split())}”"
            if move.now is None:
                said.append(f"{where} was not found and stands under “lost” now.")
            elif move.was is None:
                said.append(f"{where} was given its place, {move.now}.")
            else:
                said.append(f"{where} moved from {move.was} to {move.now}.")
        moved = sum(move.now is not None for move in drift.moves)
        lost = len(drift.moves) - moved
        said.append(f"{drift.path}: written; {moved} marks placed, {lost} lost.")
    return tuple(said)
