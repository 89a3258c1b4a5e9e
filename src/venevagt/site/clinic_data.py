"""The scores as data for the clinician's page: forms, findings, conclusions, what each purpose asks, words.

`clinic/count.js` says how a form is written, `clinic/kleene.js` a condition.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from venevagt.care.engine import engine_for
from venevagt.care.quantities import units
from venevagt.care.score_form import Form, form_of
from venevagt.care.score_words import figure_lines, finding_label, item_label, version_name
from venevagt.knowledge.clinical import ClinicalFinding, Item
from venevagt.knowledge.doors import Door
from venevagt.knowledge.model import Finding, Model
from venevagt.logic.expression import And, AtLeast, Compare, Expression, Not, OneOf, Or, Value, Variable
from venevagt.site.clinic_panels import panel_fields
from venevagt.site.clinic_rows import rows, versions_of
from venevagt.site.clinic_words import shown_words
from venevagt.site.compact import module, number
from venevagt.site.generated import ordered_findings

_SHOWN_UNITS = {
    "10*9/L": "10⁹/L",
    "mm[Hg]": "mmHg",
    "Cel": "°C",
    "kg/m2": "kg/m²",
    "wk": "",
    "ug/": "µg/",
    "umol/": "µmol/",
    "{": " ",
    "}": "",
}


def clinic_module(model: Model, language: str, scripts: Iterable[str]) -> str:
    """All that the clinician's page knows, in one language, with the words that its scripts show."""
    texts = model.texts[language]
    forms = [form_of(model, name) for name in all_forms(model)]
    return module(
        {
            "version": model.about.version,
            "sha256": model.sha256,
            "language": language,
            "mark": texts.interface["decimal_mark"],
            "triage": [finding.id for finding in ordered_findings(engine_for(model))],
            "findings": dict(_findings(model, language)),
            "conclusions": list(_conclusions(model)),
            "forms": [_form(model, language, form) for form in forms],
            "last": [one.id for one in model.clinical.findings.values() if one.after_examination],
            "gates": [_gate(model, door, forms) for door in model.clinical.doors.values()],
            **panel_fields(model, language, forms, encoded),
            "words": {
                **{name: texts.clinic[name] for name in shown_words(texts.clinic, scripts)},
                **{name: texts.site[name] for name in ("yes", "no", "copied", "marked")},
            },
        }
    )


def all_forms(model: Model) -> Iterator[str]:
    """Every score in every version: a score's own version first."""
    for name, score in model.clinical.scores.items():
        yield from (f"{name}@{version}" for version in (score.version, *score.versions))


def encoded(condition: Expression | None) -> Any:
    """A condition as `clinic/kleene.js` reads it; 0 where there is none."""
    match condition:
        case None:
            return 0
        case Variable(name):
            return name
        case Compare(name, operator, limit):
            return (name, operator, _plain(limit))
        case OneOf(name, options):
            return (name, "in", options)
        case Not(item):
            return ("not", encoded(item))
        case And(items):
            return (len(items), [encoded(item) for item in items])
        case Or(items):
            return (1, [encoded(item) for item in items])
        case AtLeast(count, items):
            return (count, [encoded(item) for item in items])


def shown_unit(unit: str) -> str:
    """A unit of UCUM as a clinician writes it; nothing for weeks, which the label names."""
    for code, shown in _SHOWN_UNITS.items():
        unit = unit.replace(code, shown)
    return unit


def _form(model: Model, language: str, form: Form) -> Mapping[str, Any]:
    text = model.texts[language].scores[form.score.id]
    return {
        "score": form.score.id,
        "version": form.version,
        "called": version_name(model, language, form.version),
        "differs": text.versions.get(form.version, ""),
        "name": text.name,
        "whom": text.whom,
        "note": text.note,
        "unit": shown_unit(form.score.unit),
        "condition": encoded(form.condition),
        "items": [_item(name, item) for name, item in form.items.items()],
        "labels": [item_label(model, language, form.score.id, name) for name in form.items],
        "factors": [
            (one.value, _plain(one.minus_from), one.power, encoded(one.condition), _plain(one.factor))
            for one in form.factors
        ],
        "bands": [(name, _plain(band.at_least), text.bands[name]) for name, band in form.bands.items()],
        "published": list(figure_lines(model, language, form)),
        "sources": form.sources,
        "classes": {name: [_plain(value) for value in one.representatives] for name, one in form.classes.items()},
        "ranges": {name: [_plain(low), _plain(high)] for name, (low, high) in form.ranges.items()},
    }


def _item(name: str, item: Item) -> Any:
    """An item with all its levels, of which the first that holds counts."""
    single = [(encoded(item.condition), _plain(item.points))] if item.condition is not None else []
    return (name, [*single, *((encoded(level.condition), _plain(level.points)) for level in item.levels)], item.value)


def _plain(value: Value) -> Value:
    """A number without the `.0` of a whole one; what is no number as it is."""
    return number(value) if isinstance(value, float) else value


def _findings(model: Model, language: str) -> Iterator[tuple[str, Any]]:
    texts = model.texts[language]
    every: Mapping[str, Finding | ClinicalFinding] = {**model.findings, **model.clinical.findings}
    for name, finding in every.items():
        told: dict[str, Any] = {"label": finding_label(model, language, name)}
        if isinstance(finding, ClinicalFinding):
            own = texts.clinical_findings[name]
            if own.help:
                told["help"] = own.help
            if finding.absent:
                told["absent"] = finding.absent
            labels = own.options
        else:
            labels = {option: text.label for option, text in texts.findings[name].options.items()}
        if finding.type == "choice":
            told |= {"type": "choice", "options": finding.options, "labels": [labels[one] for one in finding.options]}
        if finding.type == "number":
            told |= {"type": "number", "low": _plain(finding.low), "high": _plain(finding.high)}
            told |= _units(finding, texts.findings[name].unit if isinstance(finding, Finding) else "")
        yield name, told


def _units(finding: Finding | ClinicalFinding, unit: str) -> Mapping[str, Any]:
    """The units to choose from, the own one first; `ask`: none of them is taken for granted."""
    if isinstance(finding, Finding):
        return {"units": [("", 1, unit)]}
    found = [(name, _plain(factor), shown_unit(name)) for name, factor in units(finding).items()]
    return {"units": found, "ask": int(finding.unit_required)}


def _conclusions(model: Model) -> Iterator[Any]:
    for name, one in model.clinical.findings.items():
        if one.yes_condition is not None or one.no_condition is not None or one.score:
            yield (name, encoded(one.yes_condition), encoded(one.no_condition), one.score)


def _gate(model: Model, door: Door, forms: Iterable[Form]) -> Mapping[str, Any]:
    """What stands behind a door; forms by their place among all of them."""
    place = {f"{form.score.id}@{form.version}": at for at, form in enumerate(forms)}
    asked = rows(model, door)
    judged = [name for name, finding in model.clinical.findings.items() if finding.judged]
    return {
        "id": door.id,
        "finding": door.says,
        "suspicion": int(door.suspicion),
        "scores": [[place[name] for name in versions] for versions in versions_of(model, door)],
        "rows": [(row.finding, row.key, [place[name] for name in row.forms], int(row.main)) for row in asked],
        "never": [name for name in judged if any(row.finding == name for row in asked)],
    }
