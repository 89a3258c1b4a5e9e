"""A plan in words: its lines and its days."""

from collections.abc import Mapping
from datetime import date

from venevagt.care.services import emergency_number
from venevagt.care.words import filled, shown_facts
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import PlanKnowledge


def plan_words(model: Model, language: str, plan: PlanKnowledge) -> Mapping[str, str]:
    """All words of one kind of plan."""
    found: Mapping[str, str] = getattr(model.texts[language], plan.name)
    return found


def line_words(model: Model, language: str, plan: PlanKnowledge, name: str, on: date) -> str:
    """A line of a plan as a person reads it on a day: its own words, or those of the advice that it names."""
    line = plan.lines[name]
    texts = model.texts[language]
    words = texts.advice[line.advice] if line.advice else plan_words(model, language, plan)[name]
    return filled(words, number=emergency_number(model), **shown_facts(model, language, on))


def question_words(model: Model, language: str, plan: PlanKnowledge, name: str) -> str:
    """A question in the plan's own words, else in those of the triage."""
    own = plan_words(model, language, plan).get(f"ask_{name}")
    return own or model.texts[language].findings[name].question


def day_words(words: Mapping[str, str], day: date) -> str:
    """A date written out: "24. november 2026"."""
    month = words["page_months"].split()[day.month - 1]
    return filled(words["page_day"], day=day.day, month=month, year=day.year)
