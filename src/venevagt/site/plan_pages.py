"""A page that makes a plan on the device, and its scripts."""

from collections.abc import Iterator, Mapping
from datetime import date

from venevagt.care.plan_words import line_words, plan_words
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import PlanKnowledge, PlanLine, PlanQuestion
from venevagt.site.addresses import TITLES, own_pages, slug
from venevagt.site.part_scripts import part_file, part_script
from venevagt.site.plan_data import plan_module
from venevagt.site.sheets import Sheet

_PART = "plan"
_ANY_DAY = date.max
"""For words that have to be right on each day: a number that can expire is not shown."""


def plan_scripts(model: Model) -> Mapping[str, str]:
    """One script for each language, for all kinds of plan."""
    return {
        name: text
        for language in model.about.languages
        for name, text in part_script(model, language, _PART, plan_module(model, language)).items()
    }


def plan_sheet(model: Model, language: str, plan: PlanKnowledge, article: str) -> Sheet:
    """The page of one kind of plan; `article`: where to read more."""
    words = plan_words(model, language, plan)
    entries: list[PlanLine | PlanQuestion] = [*plan.lines.values(), *plan.questions.values()]
    named = {source for entry in entries for source in entry.sources}
    reviews = [entry.review.checked_on for entry in entries if entry.review is not None]
    return Sheet(
        names=own_pages(model, plan.name),
        template="plan.html",
        title=model.texts[language].site[TITLES[plan.name]],
        context={
            "lead": words["page_lead"],
            "kind": plan.name,
            "words": words,
            "article": slug(article),
            "always": list(_always(model, language, plan)),
        },
        description=words["page_lead"],
        reviewed=min(reviews),
        citations=tuple(source.citation for name, source in model.sources.items() if name in named),
        scripts=(part_file(_PART, language),),
    )


def _always(model: Model, language: str, plan: PlanKnowledge) -> Iterator[tuple[str, list[str]]]:
    """What stands for everybody, by part: it needs no answer, so it needs no script."""
    words = plan_words(model, language, plan)
    for part in plan.parts:
        names = [one.id for one in plan.lines.values() if one.part == part and not one.when]
        if names:
            yield words[f"part_{part}"], [line_words(model, language, plan, name, _ANY_DAY) for name in names]
