"""The site for a command that looks at it: in this process, on a free port, at a fixed hour."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import uvicorn

from venevagt.care.services import DENMARK
from venevagt.knowledge.compiled import get_model
from venevagt.server.app import create_app

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=DENMARK)


@contextmanager
def served() -> Iterator[str]:
    """The address, without a slash at the end. Raises RuntimeError when the server does not start."""
    app = create_app(get_model(), now=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
