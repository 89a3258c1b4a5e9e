"""The service worker of one build: it keeps exactly the files of the build, and lets through no other request."""

import hashlib
import json
from collections.abc import Collection, Mapping

from venevagt.site.addresses import Addresses
from venevagt.site.assets import worker_source

_MARK = "const BUILD = {};"
"""The line of browser/worker.js that the build fills in."""


def worker(files: Mapping[str, bytes], addresses: Addresses, sha256: str, passed: Collection[str] = ()) -> bytes:
    """The worker for these files; `sha256` is the knowledge's.

    `passed`: folders whose own page is kept, but not the many below it: those need a network.
    """
    kept = {
        _address(name, addresses): hashlib.sha256(content).hexdigest()
        for name, content in sorted(files.items())
        if not any(name.startswith(folder) and name != f"{folder}index.html" for folder in passed)
    }
    build = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
    filled_in = {
        "cache": f"venevagt-{sha256[:12]}-{build[:12]}",
        "missing": _address("404.html", addresses),
        "passed": [addresses.file(folder) for folder in sorted(passed)],
        "files": kept,
    }
    source = worker_source()
    assert source.count(_MARK) == 1, "browser/worker.js has no place for the build"
    return source.replace(_MARK, f"const BUILD = {json.dumps(filled_in, indent=1)};").encode()


def _address(name: str, addresses: Addresses) -> str:
    """How a browser asks for a file: a page by its folder."""
    page = name == "index.html" or name.endswith("/index.html")
    return addresses.file(name.removesuffix("index.html") if page else name)
