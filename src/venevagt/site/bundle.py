"""All files that a page in one language needs: the scripts, the knowledge, the words."""

from collections.abc import Mapping
from importlib.resources import files

from venevagt.knowledge.model import Model
from venevagt.site.generated import knowledge_module, words_module


def bundle(model: Model, language: str) -> dict[str, str]:
    """File name -> text. The files stand in one folder; `venevagt.js` is what a page imports."""
    return {
        **scripts(),
        "knowledge.js": knowledge_module(model),
        f"words.{language}.js": words_module(model, language),
    }


def scripts() -> Mapping[str, str]:
    """The scripts that are written by hand, without what only a reader of the source needs."""
    folder = files("venevagt.site") / "script"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".js")), key=lambda file: file.name)
    return {file.name: without_comments(file.read_text(encoding="utf-8")) for file in found}


def without_comments(script: str) -> str:
    """The script without indentation, empty lines, and comments that stand on lines of their own.

    No text in these scripts runs over several lines, so a line's start says what the line is.
    """
    kept = []
    inside = False
    for line in map(str.strip, script.splitlines()):
        inside = inside or line.startswith("/*")
        if line and not inside and not line.startswith("//"):
            kept.append(line)
        inside = inside and not line.endswith("*/")
    return "\n".join(kept) + "\n"
