"""The clinician's scripts in Node: many requests in one process."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.care.helpers import MODEL

from venevagt.site.clinic_bundle import clinic_scripts

DRIVER = Path(__file__).parent / "clinic.mjs"


@cache
def _kept() -> "tempfile.TemporaryDirectory[str]":
    """A folder with the files in Danish, for as long as the tests run."""
    folder = tempfile.TemporaryDirectory()
    (Path(folder.name) / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for name, text in clinic_scripts(MODEL, "da").items():
        file = Path(folder.name) / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    return folder


def ask(requests: Iterable[Mapping[str, Any]]) -> list[Any]:
    """What the scripts answer to each request; clinic.mjs says what can be asked."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = ["node", str(DRIVER), _kept().name]
    found = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=170)
    assert found.returncode == 0, found.stderr[-2000:]
    return [json.loads(line) for line in found.stdout.splitlines()]
