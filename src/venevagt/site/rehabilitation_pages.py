"""The page of the rehabilitation, the page on which a clinician signs a clearance, and their script."""

from collections.abc import Iterator, Mapping
from typing import Any

from venevagt.care.rehabilitation import red_flags
from venevagt.knowledge.model import Model
from venevagt.knowledge.rehabilitation import Rehabilitation
from venevagt.logic.expression import Expression, Not, names
from venevagt.site.addresses import own_pages
from venevagt.site.compact import Code, function, javascript
from venevagt.site.drawings import drawing
from venevagt.site.part_scripts import part_file, part_script
from venevagt.site.sheets import Sheet, own_sheet

PART = "rehabilitation"


def rehabilitation_sheets(model: Model, language: str) -> Iterator[Sheet]:
    """The person's page, and the clinician's."""
    texts, own = model.texts[language], model.recovery.rehabilitation
    context = {
        "words": texts.rehabilitation,
        "own": own,
        "asked_too": _asked_too(model),
        "drawings": {name: drawing(model, one.drawing, language) for name, one in own.exercises.items()},
        "sources": _sources(model, own),
        "make": own_clearance_page(model)[language],
    }
    sheet = own_sheet(
        model, language, PART, context, lead=texts.rehabilitation["page_lead"], scripts=(part_file(PART, language),)
    )
    yield sheet
    yield Sheet(
        names=own_clearance_page(model),
        template="clearance.html",
        title=texts.rehabilitation["make_title"],
        context={"words": texts.rehabilitation, "own": own, "lead": texts.rehabilitation["make_lead"]},
        description=texts.rehabilitation["make_lead"],
        reviewed=model.about.released,
        scripts=(part_file(PART, language),),
        clinical=True,
    )


def own_clearance_page(model: Model) -> dict[str, str]:
    """The name in the address of the clinician's page, under that of the page for clinicians, by language."""
    clinician = own_pages(model, "clinician")
    return {
        language: f"{clinician[language]}/{model.texts[language].rehabilitation['make_address']}"
        for language in model.about.languages
    }


def _asked_too(model: Model) -> list[str]:
    """What a way back asks of the triage's findings: a clearance says it, as long as the treatment goes on."""
    conditions = [one.condition for one in model.recovery.rehabilitation.way_back.values() if one.condition is not None]
    return [name for name in dict.fromkeys(name for one in conditions for name in names(one)) if name in model.findings]


def _sources(model: Model, own: Rehabilitation) -> list[tuple[str, str]]:
    named = {source for entries in own.sections().values() for entry in entries.values() for source in entry.sources}
    return [(name, source.citation) for name, source in model.sources.items() if name in named]


def rehabilitation_scripts(model: Model) -> Mapping[str, str]:
    """File name -> text: one script for each language."""
    return {
        name: text
        for language in model.about.languages
        for name, text in part_script(model, language, PART, data_module(model, language)).items()
    }


def data_module(model: Model, language: str) -> str:
    """What is known of the rehabilitation and its words, with the triage."""
    own = model.recovery.rehabilitation
    content = {
        "language": language,
        "knowledge": Code("knowledge"),
        "triage": Code("triage"),
        "words": model.texts[language].rehabilitation,
        "red_flags": red_flags(model),
        "clearance": [
            {"id": name, "kind": one.kind, "options": one.options, "says": one.says}
            for name, one in own.clearance.items()
        ],
        "stop_signs": [
            {"id": name, "stops_on": one.stops_on, "findings": one.findings, "treatment": one.treatment}
            for name, one in own.stop_signs.items()
        ],
        "checks": list(own.checks),
        "asked_too": _asked_too(model),
        "stages": [
            {"id": name, "from_day": one.from_day, **_condition(one.condition)} for name, one in own.stages.items()
        ],
        "exercises": [{"id": name, "stage": one.stage} for name, one in own.exercises.items()],
        "measures": [
            {
                "id": name,
                "unit": one.unit,
                "low": one.low,
                "high": one.high,
                "sides": one.sides,
                "finding": one.finding,
            }
            for name, one in own.measures.items()
            if not one.licence
        ],
        "way_back": [
            {"id": name, "stage": one.stage, "doctor": one.doctor, **_condition(one.condition)}
            for name, one in own.way_back.items()
        ],
    }
    return (
        'import knowledge from "../script/knowledge.js";\n'
        f'import triage from "../script/words.{language}.js";\n'
        f"export default {javascript(content)};\n"
    )


def _condition(condition: Expression | None) -> dict[str, Any]:
    """Functions that say whether it is TRUE, and whether it is FALSE, and what it asks."""
    if condition is None:
        return {"holds": 0, "fails": 0, "names": []}
    return {"holds": function(condition), "fails": function(Not(condition)), "names": names(condition)}
