"""The scripts of the site in Node: many requests in one process."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.care.helpers import MODEL

from venevagt.site.bundle import bundle

DRIVER = Path(__file__).parent / "driver.mjs"


@cache
def _kept() -> "tempfile.TemporaryDirectory[str]":
    """A folder with the files of all languages, for as long as the tests run."""
    folder = tempfile.TemporaryDirectory()
    (Path(folder.name) / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for language in MODEL.about.languages:
        for name, text in bundle(MODEL, language).items():
            file = Path(folder.name) / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return folder


def ask(requests: Iterable[Mapping[str, Any]]) -> list[Any]:
    """What the scripts answer to each request; driver.mjs says what can be asked."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = ["node", str(DRIVER), _kept().name]
    found = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=120)
    assert found.returncode == 0, found.stderr[-2000:]
    return [json.loads(line) for line in found.stdout.splitlines()]
