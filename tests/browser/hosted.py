"""A built site on a plain web host: files, 404.html, and not one special header."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from click.testing import CliRunner

from venevagt.cli.main import main

DAY = "2026-11-24"


class _Files(SimpleHTTPRequestHandler):
    """Serves a folder below a path, as hosts do, and writes down what it was asked."""

    def __init__(self, *connection: object, host: "Host") -> None:
        self.host = host
        super().__init__(*connection, directory=str(host.folder))  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        understood = super().parse_request()
        if understood:
            self.host.asked.append(f"{self.requestline}\n{self.headers}")
        return understood

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.host.base)
        return super().translate_path(f"/{path.removeprefix(self.host.base)}" if inside else "/nothing-here")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            return super().send_error(code, message, explain)
        content = (self.host.folder / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def log_message(self, format: str, *args: object) -> None:
        pass


class Host:
    """`base`: the path that the site lies under; `asked`: each request with its headers, as it came."""

    def __init__(self, folder: Path, base: str = "/") -> None:
        self.folder, self.base = folder, base
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, host=self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        """The address of the site, with a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_port}{self.base}"

    def build(self, *options: str) -> Self:
        """Write the site into the folder, as a person does who knows its address."""
        told = CliRunner().invoke(main, ["build", str(self.folder), "--url", self.url, *options])
        assert told.exit_code == 0, told.output
        return self

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """No connection comes through any more."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


@contextmanager
def hosted(folder: Path, base: str = "/", *, day: str = DAY) -> Iterator[Host]:
    """A host with a build of `day`, until the end of the block."""
    host = Host(folder, base).build("--date", day).start()
    try:
        yield host
    finally:
        host.stop()
