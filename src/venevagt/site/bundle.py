"""All files that a page in one language needs: the scripts, the knowledge, the words."""

import re
from collections.abc import Mapping
from importlib.resources import files

from venevagt.knowledge.model import Model
from venevagt.site.generated import knowledge_module, words_module
from venevagt.site.joined import joined, tight

START = "page/start.js"
"""The script that a page of the interview loads."""


def bundle(model: Model, language: str) -> dict[str, str]:
    """File name -> text. `page/start.js` is what a page loads; `venevagt.js` is what decides, alone."""
    return {
        **scripts(),
        "knowledge.js": knowledge_module(model),
        f"words.{language}.js": words_module(model, language),
    }


def page_files(model: Model) -> dict[str, str]:
    """File name -> text of what a browser loads: one script with the knowledge, and each language's words."""
    files = {name: text for language in model.about.languages for name, text in bundle(model, language).items()}
    words = {name: files[name] for name in (f"words.{language}.js" for language in model.about.languages)}
    return {START: tight(joined(files, START)), **words}


def scripts() -> Mapping[str, str]:
    """The scripts that are written by hand, without what only a reader of the source needs."""
    folder = files("venevagt.site") / "script"
    found = {
        f"{prefix}{file.name}": without_comments(file.read_text(encoding="utf-8"))
        for prefix, place in (("", folder), ("page/", folder / "page"))
        for file in place.iterdir()
        if file.name.endswith(".js")
    }
    return dict(sorted(found.items()))


_BEHIND = re.compile(r" // [^\"'`]*$")


def without_comments(script: str) -> str:
    """The script without indentation, empty lines and comments.

    No text in these scripts runs over several lines, so a line's start says what the line is; and no quote
    stands in a comment behind code, so such a comment is no part of a text.
    """
    kept = []
    inside = False
    for line in map(str.strip, script.splitlines()):
        inside = inside or line.startswith("/*")
        if line and not inside and not line.startswith("//"):
            kept.append(_BEHIND.sub("", line))
        inside = inside and not line.endswith("*/")
    return "\n".join(kept) + "\n"
