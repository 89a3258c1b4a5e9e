"""The diary's scripts in Node: many requests in one process."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.care.helpers import MODEL

from venevagt.site.bundle import bundle, without_comments
from venevagt.site.diary_data import diary_module

DRIVER = Path(__file__).parent / "diary.mjs"


@cache
def _kept(language: str) -> "tempfile.TemporaryDirectory[str]":
    """A folder with the files in one language, for as long as the tests run."""
    folder = tempfile.TemporaryDirectory()
    found = {f"script/{name}": text for name, text in bundle(MODEL, language).items()}
    for file in (files("venevagt.site") / "diary").iterdir():
        if file.name.endswith(".js"):
            found[f"diary/{file.name}"] = without_comments(file.read_text(encoding="utf-8"))
    found |= {"diary/data.js": diary_module(MODEL, language), "package.json": '{"type": "module"}'}
    for name, text in found.items():
        path = Path(folder.name) / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


def ask(requests: Iterable[Mapping[str, Any]], language: str = "da") -> list[Any]:
    """What the scripts answer to each request; diary.mjs says what can be asked."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = ["node", str(DRIVER), _kept(language).name]
    found = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=170)
    assert found.returncode == 0, found.stderr[-2000:]
    return [json.loads(line) for line in found.stdout.splitlines()]
