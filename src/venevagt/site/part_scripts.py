"""The script of a part of the site: one file for each language, with the part's words and knowledge in it."""

from collections.abc import Mapping
from importlib.resources import files

from venevagt.knowledge.model import Model
from venevagt.site.bundle import bundle, without_comments
from venevagt.site.joined import joined, tight

_SHARED = ("device", "clinic")


def part_script(model: Model, language: str, part: str, data: str) -> Mapping[str, str]:
    """`PART.LANGUAGE.js`: what `PART/start.js` does, with all that it imports."""
    return {part_file(part, language): tight(joined(part_modules(model, language, part, data), f"{part}/start.js"))}


def part_modules(model: Model, language: str, part: str, data: str) -> dict[str, str]:
    """File name -> text of the modules that a part can import.

    The part's scripts find each other as `./NAME.js`, their knowledge and words (`data`, a module) as `./data.js`,
    what keeps things on the device as `../device/NAME.js`, the clinician's scripts as `../clinic/NAME.js`, and the
    triage as `../script/NAME.js`, with `../script/words.LANGUAGE.js` for its words.
    """
    found = {f"script/{name}": text for name, text in bundle(model, language).items()}
    for folder in (*_SHARED, part):
        own = (file for file in (files("venevagt.site") / folder).iterdir() if file.name.endswith(".js"))
        found |= {f"{folder}/{file.name}": without_comments(file.read_text(encoding="utf-8")) for file in own}
    found[f"{part}/data.js"] = data
    return found


def part_file(part: str, language: str) -> str:
    """The name of a part's script in the static folder."""
    return f"{part}.{language}.js"
