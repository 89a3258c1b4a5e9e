"""The plans as data for their pages: lines, questions, controls, conclusions, words.

`plan/lines.js` says how a line is written, `clinic/kleene.js` a condition.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from venevagt.care.plan_calendar import PRODUCT, ZONE
from venevagt.care.plan_words import plan_words, question_words
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import PlanKnowledge, PlanLine
from venevagt.logic.expression import names
from venevagt.site.clinic_data import encoded
from venevagt.site.compact import Code, module

_COMMON = ("yes", "no", "not_sure", "next", "back", "say", "while_waiting")


def plan_module(model: Model, language: str) -> str:
    """All that the plans' pages know, in one language, with the triage and its words."""
    plans = (model.recovery.followup.plan, model.recovery.prevention.plan)
    content = {
        "language": language,
        "knowledge": Code("knowledge"),
        "words": Code("words"),
        "zone": ZONE,
        "product": PRODUCT,
        "conclusions": list(_conclusions(model, plans)),
        "common": {name: model.texts[language].site[name] for name in _COMMON},
        "plans": {plan.name: _plan(model, language, plan) for plan in plans},
    }
    imports = (
        'import knowledge from "../script/knowledge.js";\n',
        f'import words from "../script/words.{language}.js";\n',
    )
    return "".join(imports) + module(content)


def _plan(model: Model, language: str, plan: PlanKnowledge) -> Mapping[str, Any]:
    words = plan_words(model, language, plan)
    asked = {name: model.clinical.findings.get(name) or model.findings[name] for name in plan.questions}
    controls = [
        (encoded(entry.condition), control.day, control.every, control.look_at, entry.sources)
        for entry in model.clinical.treatment.values()
        for control in entry.controls
    ]
    return {
        "parts": plan.parts,
        "lines": [_line(model, language, plan, line) for line in plan.lines.values()],
        "questions": [(one.id, encoded(one.condition), asked[one.id].options) for one in plan.questions.values()],
        "controls": controls if plan is model.recovery.followup.plan else [],
        "words": {
            **{name: text for name, text in words.items() if name not in plan.lines},
            **{f"ask_{name}": question_words(model, language, plan, name) for name in plan.questions},
        },
    }


def _line(model: Model, language: str, plan: PlanKnowledge, line: PlanLine) -> Any:
    text = model.texts[language].advice[line.advice] if line.advice else plan_words(model, language, plan)[line.id]
    doctor = int(line.decided_by == "doctor")
    condition, exception = encoded(line.condition), encoded(line.exception)
    return (line.id, line.part, condition, exception, line.days or 0, line.sources, doctor, text)


def _conclusions(model: Model, plans: tuple[PlanKnowledge, ...]) -> Iterator[Any]:
    """What follows from what, for all that the plans look at and what that follows from in turn."""
    waiting = [name for plan in plans for condition in plan.conditions() for name in names(condition)]
    waiting += [
        name
        for entry in model.clinical.treatment.values()
        if entry.controls and entry.condition is not None
        for name in names(entry.condition)
    ]
    wanted: set[str] = set()
    while waiting:
        name = waiting.pop()
        finding = model.clinical.findings.get(name)
        if name in wanted or finding is None:
            continue
        wanted.add(name)
        assert not finding.score, f"{name!r} is counted by a score, which the pages of the plans cannot"
        for condition in (finding.yes_condition, finding.no_condition):
            waiting += [] if condition is None else names(condition)
    for name, finding in model.clinical.findings.items():
        if name in wanted and (finding.yes_condition is not None or finding.no_condition is not None):
            yield (name, encoded(finding.yes_condition), encoded(finding.no_condition))
