"""A copy of the knowledge with something changed, for tests of what is noticed."""

import shutil
from pathlib import Path

KNOWLEDGE = Path(__file__).parent.parent.parent / "knowledge"


def copy_with(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the knowledge into `folder` and replace text: (file, old, new); the old must be there."""
    copy = folder / "knowledge"
    shutil.copytree(KNOWLEDGE, copy)
    for file, old, new in changes:
        path = copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy
