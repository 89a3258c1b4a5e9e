"""`venevagt serve`: the interview as a site and the API, on this machine."""

import os
import signal
import socket
from pathlib import Path

import click

from venevagt.cli.common import fail, knowledge_option, open_model
from venevagt.cli.listing import listing_option, open_listing, report_option
from venevagt.directory.store import Store
from venevagt.knowledge.model import Model

_STOP_SECONDS = 5


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free port.")
@listing_option
@report_option
@knowledge_option
def command(host: str, port: int, clinics: str, mail: str, directory: Path | None) -> None:
    """Serve the interview and the API; nothing that a person answers is kept or logged.

    \b
    Exit codes: 0 stopped with Ctrl-C or a TERM signal; 2 bad input (the port is in use,
    the knowledge is not sound, no such directory).
    """
    from venevagt.care.services import danish_now

    model = open_model(directory)
    store = _store(model, clinics) if clinics else None
    listing = open_listing(model, clinics, mail, danish_now().date())
    listening = _listen(host, port)
    import uvicorn

    from venevagt.server.app import create_app
    from venevagt.server.connection import protocol_options

    server = uvicorn.Server(
        uvicorn.Config(
            create_app(model, clinics=store, listing=listing),
            access_log=False,
            server_header=False,
            proxy_headers=False,
            log_level="warning",
            lifespan="off",
            **protocol_options(),
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
    )
    # uvicorn raises the signal that stopped it once more when it is done: that is no error here.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: None)
    click.echo(f"Venevagt is at {_address(listening)} (stop with Ctrl-C)")
    server.run(sockets=[listening])
    click.echo("Venevagt has stopped.")


def _store(model: Model, clinics: str) -> Store:
    from venevagt.directory.store import StoreError
    from venevagt.directory.stores import open_store

    try:
        return open_store(model.recovery.directory, clinics)
    except StoreError as error:
        fail(f"--directory: {error}")


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, or a clear message and the exit code for bad input.

    asyncio sends small answers without delay only where the protocol is named, so it is.
    """
    listening = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        listening = socket.socket(family, kind, protocol)
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError as error:
        if listening is not None:
            listening.close()
        fail(f"cannot listen on {host}, port {port}: {error.strerror or error}; choose another with --host or --port")
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
