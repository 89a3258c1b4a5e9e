"""The sites that `benchmarks.phone` visits, each on a free port of this machine until the end of its block."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from venevagt.care.services import danish_now
from venevagt.knowledge.compiled import get_model
from venevagt.site.addresses import Addresses
from venevagt.site.build import site_files
from venevagt.site.folder import write_site


@contextmanager
def own_server() -> Iterator[str]:
    """`venevagt serve`; its address, without a slash at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", "from venevagt.cli.main import run; run()", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split(" (")[0].removeprefix("Venevagt is at ").rstrip("/")
        finally:
            process.terminate()


@contextmanager
def built_site() -> Iterator[str]:
    """A build of today on a host that compresses; its address. Raises RuntimeError when the host does not start."""
    model, today = get_model(), danish_now().date()
    with tempfile.TemporaryDirectory() as folder:
        files = site_files(model, on=today, addresses=Addresses())
        write_site(Path(folder), files, knowledge=model.about.version, sha256=model.sha256, day=today)
        host = GZipMiddleware(StaticFiles(directory=folder, html=True))
        server = uvicorn.Server(uvicorn.Config(host, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                if not thread.is_alive():
                    raise RuntimeError("the host did not start")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
