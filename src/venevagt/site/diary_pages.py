"""The page of the diary, and its script."""

from collections.abc import Iterator, Mapping
from typing import Any

from venevagt.care.diary import ANSWERS, field_label
from venevagt.knowledge.diary import LEGS, SETTINGS, DiaryField
from venevagt.knowledge.model import Model
from venevagt.site.diary_data import diary_module
from venevagt.site.part_scripts import part_file, part_script
from venevagt.site.sheets import Sheet, own_sheet

_PART = "diary"


def sheets(model: Model, language: str) -> Iterator[Sheet]:
    """The page: the form, and places that the script fills."""
    words = model.texts[language].diary
    shown = [_shown(model, language, field) for field in model.recovery.diary.fields.values()]
    yes_no = [(answer, words[answer]) for answer in ANSWERS]
    context = {
        "words": words,
        "flags": [own for own in shown if own["type"] == "yes_no" and own["says"]],
        "choices": [own for own in shown if own["type"] == "choice"],
        "measures": [own for own in shown if own["type"] == "number" and own["plot"]],
        "medicine": [own for own in shown if own["type"] == "number" and not own["plot"]],
        "yes_no": [own for own in shown if own["type"] == "yes_no" and not own["says"]],
        "texts": [own for own in shown if own["type"] == "text"],
        "settings": [
            ("leg", words["field_leg"], [(leg, words[f"leg_{leg}"]) for leg in LEGS]),
            *((name, _upper_first(field_label(model, language, name)), yes_no) for name in SETTINGS),
        ],
    }
    scripts = (part_file(_PART, language),)
    yield own_sheet(model, language, _PART, context, lead=words["page_lead"], scripts=scripts)


def diary_scripts(model: Model) -> Mapping[str, str]:
    """File name -> text of what a browser loads: one script for each language."""
    return {
        name: text
        for language in model.about.languages
        for name, text in part_script(model, language, _PART, diary_module(model, language)).items()
    }


def _shown(model: Model, language: str, field: DiaryField) -> dict[str, Any]:
    words = model.texts[language].diary
    named = [words[f"option_{field.id}_{one}"] for one in field.options] or [words[one] for one in field.answers]
    return {
        "id": field.id,
        "type": field.type,
        "says": field.says,
        "plot": field.plot,
        "unit": field.unit,
        "decimals": field.decimals,
        "label": _upper_first(field_label(model, language, field.id)),
        "hint": words.get(f"hint_{field.id}", ""),
        "options": list(zip(field.answers, named, strict=True)),
    }


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
