"""The scripts that find a physiotherapist in Node: many requests in one process."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.care.helpers import MODEL

from venevagt.site.bundle import bundle
from venevagt.site.directory_data import directory_module

DRIVER = Path(__file__).parent / "directory.mjs"


@cache
def _kept() -> "tempfile.TemporaryDirectory[str]":
    """A folder with the files in Danish, for as long as the tests run."""
    folder = tempfile.TemporaryDirectory()
    room = Path(folder.name)
    (room / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    texts = {f"script/{name}": text for name, text in bundle(MODEL, "da").items()}
    for part in ("directory", "device"):
        own = (file for file in (files("venevagt.site") / part).iterdir() if file.name.endswith(".js"))
        texts |= {f"{part}/{file.name}": file.read_text(encoding="utf-8") for file in own}
    texts["directory/data.js"] = directory_module(MODEL, "da")
    for name, text in texts.items():
        file = room / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    return folder


def ask(requests: Iterable[Mapping[str, Any]]) -> list[Any]:
    """What the scripts answer to each request; directory.mjs says what can be asked."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = ["node", str(DRIVER), _kept().name]
    found = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=170)
    assert found.returncode == 0, found.stderr[-2000:]
    return [json.loads(line) for line in found.stdout.splitlines()]
