"""What has to hold of a plan: known names, words for all of it, and 112 in it whatever is known."""

from collections.abc import Iterable, Iterator, Mapping

from venevagt.knowledge.check_rules import undecided
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.plans import EMERGENCY_PART, PlanKnowledge, PlanLine, PlanQuestion
from venevagt.knowledge.problems import Problem
from venevagt.logic.nearest import did_you_mean


def plan_fits(loaded: Loaded, plan: PlanKnowledge, more_words: Iterable[str] = ()) -> Iterator[Problem]:
    """Everything about the questions and the lines; `more_words`: other ids that need words in each language."""
    for question in plan.questions.values():
        yield from _question(loaded, f"{plan.name}_questions", question)
    for line in plan.lines.values():
        yield from _line(loaded, plan, line)
    if not any(line.part == EMERGENCY_PART and not line.when and not line.unless for line in plan.lines.values()):
        message = f"no line of part {EMERGENCY_PART!r} that always stands, expected one: when to call 112"
        for name in plan.lines:
            yield at(loaded, plan.name, name, message)
            break
    yield from _words(loaded, plan, {*more_words, *_ids(loaded, plan)})


def findings_of(loaded: Loaded) -> Mapping[str, Finding | ClinicalFinding]:
    """What conditions stand over: the findings of the triage and of the clinician."""
    return {**loaded.model.findings, **loaded.model.clinical.findings}


def _question(loaded: Loaded, section: str, question: PlanQuestion) -> Iterator[Problem]:
    known = findings_of(loaded)
    if question.id not in known:
        message = f"{question.id!r} is no finding, expected one to ask for"
        yield at(loaded, section, question.id, message, did_you_mean(question.id, known))
    elif known[question.id].type == "number":
        yield at(loaded, section, question.id, f"{question.id!r} is a number, expected yes/no or a choice")
    for message in undecided(question.condition, known):
        yield at(loaded, section, question.id, message, path=("when",))


def _line(loaded: Loaded, plan: PlanKnowledge, line: PlanLine) -> Iterator[Problem]:
    if line.part not in plan.parts:
        message = f"found part {line.part!r}, expected one of: {', '.join(plan.parts)}"
        yield at(loaded, plan.name, line.id, message, did_you_mean(line.part, plan.parts), ("part",))
    if line.days is not None and not 0 <= line.days[0] <= line.days[1]:
        yield at(
            loaded, plan.name, line.id, f"days {list(line.days)}, expected [first, last] from 0 on", path=("days",)
        )
    if line.advice:
        known = loaded.model.texts[loaded.model.about.languages[0]].advice
        yield from unknown(loaded, plan.name, line.id, ("advice",), [line.advice], known, "line of advice")
    for field, condition in (("when", line.condition), ("unless", line.exception)):
        for message in undecided(condition, findings_of(loaded)):
            yield at(loaded, plan.name, line.id, message, path=(field,))


def _ids(loaded: Loaded, plan: PlanKnowledge) -> Iterator[str]:
    """The words that the lines and questions need: a line's own id; a question's, and one for each option."""
    known = findings_of(loaded)
    texts = {name for one in loaded.model.texts.values() for name in getattr(one, plan.name)}
    yield from (f"part_{part}" for part in plan.parts)
    yield from (line.id for line in plan.lines.values() if not line.advice)
    for name in plan.questions:
        # A question of the triage has words already; the plan may ask it in its own.
        if name not in loaded.model.findings or f"ask_{name}" in texts:
            yield f"ask_{name}"
        if name in known:
            yield from (f"ask_{name}_{option}" for option in known[name].options)


def _words(loaded: Loaded, plan: PlanKnowledge, wanted: set[str]) -> Iterator[Problem]:
    """Words for each of these in each language, and none for a line or question that is not there."""
    for language, texts in loaded.model.texts.items():
        where = f"text/{language}/{plan.name}"
        found = getattr(texts, plan.name)
        document = loaded.documents.get(f"{where}.yaml")
        for name in sorted(wanted - set(found)):
            if document is not None:
                yield document.at(0, 0, f"no words for {name!r}, expected some")
        for name in sorted(set(found) - wanted):
            if not name.startswith("page_"):
                message = f"words for {name!r}, which nothing shows, expected none (or page_... for words of the faces)"
                yield at(loaded, where, name, message, did_you_mean(name, wanted))
