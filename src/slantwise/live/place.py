"""Where the server can be reached, and the picture that leads there."""

import io
import socket
from dataclasses import dataclass

import psutil
import segno

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Place:
    """A port, open to this machine alone or to its network."""

    port: int
    network: bool

    @property
    def own(self) -> str:
        """The address on this machine."""
        return f"http://{HOST}:{self.port}/"

    def addresses(self) -> list[str]:
        """Return every address at which pupils may come in, as it is at this moment."""
        if not self.network:
            return [self.own]
        found = [f"http://{address}:{self.port}/" for address in network_addresses()]
        return found or [self.own]


def network_addresses() -> list[str]:
    """Return this machine's addresses in its networks, those of cards that are up."""
    up = {name for name, card in psutil.net_if_stats().items() if card.isup}
    found = [
        str(address.address)
        for name, addresses in psutil.net_if_addrs().items()
        if name in up
        for address in addresses
        if address.family == socket.AF_INET and not address.address.startswith(("127.", "169.254."))
    ]
    return sorted(found, key=_likely)


def _likely(address: str) -> tuple[int, str]:
    """Sort home and school networks first, as most pupils are there."""
    starts = ("192.168.", "10.", "172.")
    return next((i for i, start in enumerate(starts) if address.startswith(start)), 9), address


def qr_svg(link: str) -> bytes:
    """Return a link as a QR code, in SVG without a style or a script."""
    held = io.BytesIO()
    segno.make(link, error="m").save(
        held, kind="svg", scale=8, xmldecl=False, light="#fff", svgclass=None, lineclass=None
    )
    return held.getvalue()


def qr_terminal(link: str) -> str:
    """Return a link as a QR code in letters."""
    held = io.StringIO()
    segno.make(link, error="m").terminal(out=held, compact=True)
    return held.getvalue()
