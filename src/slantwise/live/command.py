"""What ``slantwise class live`` does: open or go on with a session, tell where it is, serve."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from slantwise.live import kept
from slantwise.live.app import application
from slantwise.live.course import course
from slantwise.live.guard import own_names
from slantwise.live.place import Place, network_addresses, qr_terminal
from slantwise.live.room import Room, open_room
from slantwise.live.serve import bind, run
from slantwise.strings import say


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    port: int | None = None
    network: bool = False
    book: Path | None = None
    exercises: Sequence[str] = ()
    new: bool = False


def live(options: Options, root: Path, show: Callable[[str], None]) -> int:
    """Serve a session until Ctrl-C; ``show`` opens the teacher's page.

    Raises ContentError where it cannot be: a port that is taken, an exercise there is not.
    """
    offered = course(root, options.exercises)
    if options.new:
        kept.forget(root)
    store = kept.open_store(root)
    try:
        resumed = kept.noted(store, "port")
        room = open_room(store, offered, kept.noted(store, "code") or "")
        held = bind(options.port, int(resumed or 0) or None, network=options.network)
    except BaseException:
        store.close()
        raise
    place = Place(held.getsockname()[1], options.network)
    kept.note(store, "port", str(place.port))
    teach = f"{place.own}teach#{room.add_teacher()}"
    with suppress(KeyboardInterrupt):  # before the server takes care of that itself
        _tell(room, place, teach, resumed=resumed is not None)
        show(teach)
        run(application(room, place, options.book, own_names()), room.polls, held)
    return _leave(room)


def _tell(room: Room, place: Place, teach: str, *, resumed: bool) -> None:
    """Say where everybody finds what, and who can reach it."""
    console = Console(file=sys.stdout, soft_wrap=True, highlight=False, markup=False)
    if resumed and room.session.phase == "ended":
        console.print(say("live.resumed.ended"))
    elif resumed:
        console.print(say("live.resumed", n=len(room.pupils)))
    console.print(say("live.teacher", address=teach))
    for address in place.addresses():
        console.print(say("live.pupils", address=f"{address}join"))
    console.print(say("live.code", code=room.code.replace("-", " ")))
    console.print(say("live.network" if place.network else "live.local"))
    if place.network and not network_addresses():
        console.print(say("live.no_network"))
    if console.is_terminal and place.network:
        console.print(qr_terminal(f"{place.addresses()[0]}join#{room.code}"))
    console.print(say("live.stop"))
    sys.stdout.flush()


def _leave(room: Room) -> int:
    """Delete what is kept if the session was ended, or say that it is kept."""
    if room.session.phase == "ended":
        room.store.delete()
        sys.stdout.write(f"\n{say('live.left.deleted')}\n")
    else:
        room.store.close()
        sys.stdout.write(f"\n{say('live.left.kept')}\n")
    return 0


def forget(root: Path) -> int:
    """Delete what is kept of a session that was not ended."""
    sys.stdout.write(say("live.forgotten", n=kept.forget(root)) + "\n")
    return 0
