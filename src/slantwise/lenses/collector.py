"""Python's garbage collector, which costs time where very many things are made to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from looking for cycles where none are made."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # What has been made counts as old from here on: there is nothing to find in it,
            # and the collector would look it all through as soon as it is let loose.
            gc.freeze()
            gc.unfreeze()
        if running:
            gc.enable()
