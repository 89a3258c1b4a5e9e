"""What the page that finds a physiotherapist knows: the ways through its door, facts, regions and words."""

from collections.abc import Mapping
from typing import Any

from venevagt.care.clinic_words import RECORD
from venevagt.care.door import closing
from venevagt.knowledge.decision import rank
from venevagt.knowledge.directory import DoorRule
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Expression, Or, names
from venevagt.logic.targets.javascript import formula
from venevagt.logic.targets.true_false import is_false, is_true
from venevagt.site.addresses import own_pages
from venevagt.site.clinic_kinds import known_kinds
from venevagt.site.compact import Code, module
from venevagt.site.part_scripts import part_script

PART = "directory"
_WORDS = "triage"


def directory_scripts(model: Model) -> dict[str, str]:
    """File name -> text of what a browser loads: one script for each language."""
    return {
        name: text
        for language in model.about.languages
        for name, text in part_script(model, language, PART, directory_module(model, language)).items()
    }


def clinic_folders(model: Model) -> tuple[str, ...]:
    """The folders of the search, with the clinics' own pages in them."""
    return tuple(f"{code}/{name}/" for code, name in own_pages(model, PART).items())


def directory_module(model: Model, language: str) -> str:
    """All of it, as a module, with the words of the triage."""
    directory = model.recovery.directory
    content = {
        _WORDS: Code(_WORDS),
        "language": language,
        "page": f"{own_pages(model, PART)[language]}/",
        "words": model.texts[language].directory,
        "ways": [_way(model, way) for way in directory.door.values()],
        "kinds": {
            name: {"type": kind.type, "asked": kind.asked, "days": kind.unknown_after_days, "fulfils": kind.fulfils}
            for name, kind in known_kinds(model).items()
        },
        "old_after": directory.facts[RECORD].unknown_after_days,
        "regions": [
            {
                "id": region.id,
                "areas": region.areas,
                "from": str(region.valid_from or ""),
                "to": str(region.valid_to or ""),
                "name": model.texts[language].directory[f"region_{region.id}"],
            }
            for region in directory.regions.values()
        ],
    }
    return f'import {_WORDS} from "../script/words.{language}.js";\n{module(content)}'


def _way(model: Model, way: DoorRule) -> Mapping[str, Any]:
    """A way as directory/door.js reads it."""
    condition = closing(model, way)
    assert isinstance(condition, Or)
    return {
        "at_most": rank(model, way.at_most),
        "needs_clearance": way.needs_clearance,
        "speaks": bool(way.concerns),
        "closing": [_part(item) for item in condition.items],
    }


def _part(condition: Expression) -> tuple[Code, Code, tuple[str, ...]]:
    holds, fails = (formula(one(condition)).replace(" ", "") for one in (is_true, is_false))
    return Code(f"c=>{holds}"), Code(f"c=>{fails}"), names(condition)
