"""The plan after the diagnosis, laid out for paper."""

from collections.abc import Iterator
from datetime import date

from venevagt.care.followup import DatedControl, FollowUpPlan
from venevagt.care.plan_words import day_words, line_words, plan_words, question_words
from venevagt.care.words import filled
from venevagt.cli.followup_text import CONTROLS_AFTER, line_in_words
from venevagt.cli.plan_pdf import Group, Part, Printed
from venevagt.knowledge.followup import PARTS
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import EMERGENCY_PART


def printed(model: Model, language: str, found: FollowUpPlan, on: date) -> Printed:
    """Everything that the terminal prints too, 112 first."""
    words = plan_words(model, language, model.recovery.followup.plan)
    site = model.texts[language].site
    return Printed(
        language=language,
        title=words["page_plan"],
        from_=filled(words["page_from"], day=day_words(words, found.start)),
        advises=words["page_advises"],
        foot=f"{site['name']} · {filled(site['knowledge'], version=model.about.version, sha=model.sha256[:12])}",
        parts=tuple(_parts(model, language, found, on)),
        sources_title=words["page_sources"],
        sources=tuple(f"{name} {source.citation}" for name, source in model.sources.items() if name in found.sources),
    )


def _parts(model: Model, language: str, found: FollowUpPlan, on: date) -> Iterator[Part]:
    words = plan_words(model, language, model.recovery.followup.plan)
    for part in PARTS:
        lines = tuple(line_in_words(model, language, line, on) for line in found.lines if line.part == part)
        if lines:
            alarm = part in (EMERGENCY_PART, "now")
            yield Part(words[f"part_{part}"], (Group(lines=lines),), alarm=alarm)
        if part == CONTROLS_AFTER:
            groups = tuple(_control(model, language, control, on) for control in found.controls)
            yield Part(words["page_controls"], groups)
    if found.ask:
        lines = tuple(question_words(model, language, model.recovery.followup.plan, name) for name in found.ask)
        yield Part(words["page_unknown"], (Group(says=(words["page_unknown_hint"],), lines=lines),))


def _control(model: Model, language: str, control: DatedControl, on: date) -> Group:
    knowledge = model.recovery.followup.plan
    words = plan_words(model, language, knowledge)
    day = filled(words["page_around"], day=day_words(words, control.on))
    says = [filled(words["page_look"], items=", ".join(words[item] for item in control.look_at))]
    says += [words["page_every"]] if control.every else []
    says += [words["page_ask"]] if control.ask else []
    asked = tuple(line_words(model, language, knowledge, name, on) for name in control.ask)
    return Group(f"{words[control.id]}. {day}.", tuple(says), asked)
