"""What is said of a work-up: results, tests and what is to be done now, in one language."""

from collections.abc import Iterator

from venevagt.care.pathway_form import Route
from venevagt.care.score_words import finding_label, number
from venevagt.care.words import filled
from venevagt.care.work_up import Next, Passed, WorkUp
from venevagt.knowledge.articles import FIELD
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Step


def result_words(model: Model, language: str, step: Step, result: str) -> str:
    """What one result of a step is called."""
    texts = model.texts[language]
    if step.score:
        return texts.scores[step.score.partition("@")[0]].bands[result]
    own = texts.clinical_findings.get(step.test)
    return own.options[result] if own and result in own.options else texts.clinic[f"way_{result}"]


def option_words(model: Model, language: str, name: str, option: str) -> str:
    """What an option of a finding is called, of the triage or of the clinician."""
    texts = model.texts[language]
    own = texts.clinical_findings.get(name)
    return own.options[option] if own else texts.findings[name].options[option].label


def variant_words(model: Model, language: str, route: Route) -> str:
    """The variants of a way, in words."""
    texts = model.texts[language].pathways[route.pathway.id]
    return "; ".join(texts.variants[one] for one in route.variants)


def step_words(model: Model, language: str, route: Route, step: str) -> str:
    """What a step is or decides; where it names another pathway, by that one's name."""
    return "".join(words for words, _ in step_parts(model, language, route, step))


def step_parts(model: Model, language: str, route: Route, step: str) -> Iterator[tuple[str, str]]:
    """The words of a step in parts, each with the id of the pathway that it names, if it names one."""
    pathways = model.texts[language].pathways
    words = pathways[route.pathway.id].steps[step]
    for place, part in enumerate(FIELD.split(words)):
        yield (pathways[part].name, part) if place % 2 else (part, "")


def passed_words(model: Model, language: str, route: Route, passed: Passed) -> str:
    """A step that is behind the patient, with what it gave."""
    texts = model.texts[language]
    step = route.steps[passed.step]
    name = step_words(model, language, route, passed.step)
    if passed.kind == "action":
        return name
    given = texts.clinic["way_or"].join(result_words(model, language, step, one) for one in passed.results)
    if passed.points_from is not None and passed.points_to is not None:
        low, high = number(passed.points_from, language), number(passed.points_to, language)
        key = "way_points" if low == high else "way_points_between"
        given = filled(texts.clinic[key], points=low, low=low, high=high, band=given)
    if passed.limit is not None:
        limit = f"{number(passed.limit, language)} {model.clinical.findings[step.test].unit}"
        given = filled(texts.clinic["way_limit"], result=given, limit=limit)
    if passed.kind == "question":
        return f"{name.partition('?')[0]}? {given}"
    return f"{name.rstrip('.?')}: {given}"


def next_words(model: Model, language: str, route: Route, ahead: Next) -> Iterator[str]:
    """What to do now, line by line."""
    words = model.texts[language].clinic
    labels = [finding_label(model, language, name) for name in ahead.findings]
    step = route.steps.get(ahead.step)
    if step is not None:
        yield step_words(model, language, route, step.id)
    if step is None or step.test not in ahead.findings:
        yield filled(words["way_question"], findings="; ".join(labels))
        return
    yield filled(words["way_order"], test=labels[0])
    if ahead.elsewhere:
        yield words["way_elsewhere"]
    if ahead.within_hours is not None:
        key = "way_within" if ahead.within_hours else "way_at_once"
        yield filled(words[key], hours=number(ahead.within_hours, language))
    if ahead.hours is not None:
        yield filled(words["way_takes"], hours=number(ahead.hours, language))
    if ahead.take:
        yield filled(words["way_take"], tests="; ".join(finding_label(model, language, name) for name in ahead.take))
    if ahead.interim != "no":
        yield words[f"way_interim_{ahead.interim}"]
        if ahead.at_most_hours is not None:
            yield filled(words["way_at_most"], hours=number(ahead.at_most_hours, language))
    if ahead.days:
        first, last = ahead.days
        yield filled(words["way_day" if first == last else "way_days"], first=first, last=last)


def where_words(model: Model, language: str, route: Route, found: WorkUp) -> str:
    """Where a patient stands, in one line: the decision, or the step that is next."""
    texts = model.texts[language]
    if found.decision is not None:
        end = texts.clinic[f"way_end_{found.decision.end}"]
        return f"{texts.clinic['way_decision']} ({end}): {step_words(model, language, route, found.decision.step)}"
    if found.next is None:
        return filled(texts.clinic["not_for_this_patient"], whom=texts.pathways[route.pathway.id].whom)
    return f"{texts.clinic['way_now']}: {' '.join(next_words(model, language, route, found.next))}"
