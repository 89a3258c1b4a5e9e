"""What the diary's scripts know: the fields, what they say, and the words of one language."""

from typing import Any

from venevagt.care.diary import ANSWERS, field_label
from venevagt.care.diary_case import STILL_NOW_DAYS
from venevagt.care.diary_files import FORMAT, MOST_BYTES, VERSION
from venevagt.knowledge.diary import LEGS, SETTINGS, DiaryField, DiarySign
from venevagt.knowledge.model import Model
from venevagt.site.compact import Code, function, module, number

_IN_THE_TERMINAL = ("terminal_", "ask_", "page_", "no_script", "for_whom", "to_questions", "field_", "option_", "hint_")
"""How words begin that the scripts do not need, or have with their field."""


def diary_module(model: Model, language: str) -> str:
    """`diary/data.js`, with the words of the triage in the same language."""
    diary, texts = model.recovery.diary, model.texts[language]
    content = {
        "language": language,
        "mark": texts.interface["decimal_mark"],
        "fields": [_field(model, language, field) for field in diary.fields.values()],
        "signs": [_sign(model, sign) for sign in diary.signs.values()],
        "settings": SETTINGS,
        "answers": ANSWERS,
        "legs": LEGS,
        "labels": {
            name: field_label(model, language, name)
            for name in ("day", "leg", "seen_on", "calf_difference", *SETTINGS, *diary.fields)
        },
        "still_now": STILL_NOW_DAYS,
        "format": FORMAT,
        "version": VERSION,
        "most_bytes": MOST_BYTES,
        "texts": {name: text for name, text in texts.diary.items() if not name.startswith(_IN_THE_TERMINAL)},
        "words": Code("words"),
    }
    return f'import words from "../script/words.{language}.js";\n{module(content)}'


def _field(model: Model, language: str, field: DiaryField) -> dict[str, Any]:
    words = model.texts[language].diary
    options = [words[f"option_{field.id}_{one}"] for one in field.options] or [words[one] for one in field.answers]
    return {
        "id": field.id,
        "type": field.type,
        "unit": field.unit,
        "low": number(float(field.low)),
        "high": number(float(field.high)),
        "likely": [number(float(limit)) for limit in field.likely],
        "decimals": field.decimals,
        "answers": field.answers,
        "options": options,
        "longest": field.longest,
        "plot": field.plot,
        "says": field.says,
    }


def _sign(model: Model, sign: DiarySign) -> dict[str, Any]:
    return {
        "of": sign.of,
        "finding": sign.finding,
        "most": number(float(model.findings[sign.finding].high)),
        "measured": sign.answer == "measured",
        "at_least": sign.at_least,
        "grown_by": sign.grown_by,
        "within_days": sign.within_days,
        "unless": function(sign.exception),
    }
