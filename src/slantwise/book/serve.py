"""Show a built site on this machine: one address, no other host, Ctrl-C ends it."""

import functools
import http.server
import os
import sys
import webbrowser
from pathlib import Path
from typing import Any

from slantwise.errors import ContentError

HOST = "127.0.0.1"
DEFAULT_PORT = 8410
_TRIES = 20


class _Handler(http.server.SimpleHTTPRequestHandler):
    # A rebuilt page must show at the next reload.
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: a line for each picture would hide the address."""


class _Server(http.server.ThreadingHTTPServer):
    # On Windows the option would let two servers share one port.
    allow_reuse_address = os.name != "nt"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a reader close the tab in the middle of a page: that is no error."""


def open_server(site: Path, port: int | None = None) -> http.server.ThreadingHTTPServer:
    """Bind a server for the site: to ``port``, or to the first free one from the default on."""
    handler = functools.partial(_Handler, directory=str(site))
    ports = [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + _TRIES)
    for number in ports:
        try:
            return _Server((HOST, number), handler)
        except OSError:
            continue
    problem = f"port {ports[0]} is taken" if port is not None else "no port is free"
    raise ContentError(HOST, problem, "Name another one with --port.")


def serve(site: Path, *, port: int | None = None, open_browser: bool = True) -> None:
    """Serve the site until Ctrl-C."""
    with open_server(site, port) as server:
        address = f"http://{HOST}:{server.server_port}/"
        sys.stdout.write(f"Read it at {address}  (Ctrl-C ends)\n")
        sys.stdout.flush()
        if open_browser:
            show(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.stdout.write("\n")


def show(address: str) -> None:
    """Open an address in the reader's browser, where there is a screen for it."""
    if _has_screen():
        webbrowser.open(address)


def _has_screen() -> bool:
    """Say whether a window can open: a text browser would take over the terminal."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
