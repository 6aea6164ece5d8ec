"""Long polls: who waits for news, and how they are woken."""

import asyncio
from contextlib import suppress

_OPEN = 3  # of one person, in as many tabs; the oldest is answered when one more comes


class Polls:
    """Everybody who waits, by name."""

    def __init__(self) -> None:
        self._open: dict[str, list[asyncio.Future[None]]] = {}
        self.closed = False

    async def wait(self, who: str, seconds: float) -> None:
        """Wait to be woken, but no longer than so many seconds."""
        if self.closed:
            return
        own = self._open.setdefault(who, [])
        while len(own) >= _OPEN:
            _answer(own.pop(0))
        future = asyncio.get_running_loop().create_future()
        own.append(future)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(future, seconds)
        finally:
            self._forget(who, future)

    def _forget(self, who: str, future: "asyncio.Future[None]") -> None:
        own = self._open.get(who, [])
        if future in own:
            own.remove(future)
        if not own:
            self._open.pop(who, None)

    def wake(self, who: str) -> None:
        """Answer one person's polls."""
        for future in self._open.get(who, ()):
            _answer(future)

    def wake_all(self) -> None:
        """Answer everybody's."""
        for who in self._open:
            self.wake(who)

    def close(self) -> None:
        """Answer everybody's, and let nobody wait any more: the server stops."""
        self.closed = True
        self.wake_all()


def _answer(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)
