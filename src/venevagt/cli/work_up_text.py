"""A work-up as the terminal prints it, and as it asks for it answer by answer."""

from collections.abc import Mapping, Sequence

import msgspec

from venevagt.care.cases import Answer, CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.pathway_form import Route
from venevagt.care.score_words import finding_label
from venevagt.care.words import filled
from venevagt.care.work_up import Next, WorkUp, differences, walk
from venevagt.care.work_up_words import next_words, option_words, passed_words, step_words, variant_words, where_words
from venevagt.cli.common import BAD_INPUT, STOPPED
from venevagt.cli.page import GoBack, Page, Prompt, Quit, Unusable, number_in_range, place_in_list
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Step


def show_list(model: Model, language: str) -> None:
    """Every pathway with its variants."""
    page = Page(model, language)
    for name, pathway in model.clinical.pathways.items():
        text = model.texts[language].pathways[name]
        page.heading(f"{name}: {text.name}")
        page.rows(("-", f"{one}: {text.variants[one]}") for one in (pathway.variant, *pathway.variants))


def show_work_up(model: Model, language: str, route: Route, found: WorkUp) -> None:
    """The way so far, what is next or decided, and the sources."""
    page = Page(model, language)
    words, text = model.texts[language].clinic, model.texts[language].pathways[route.pathway.id]
    page.heading(text.name)
    page.line(filled(words["way_variant"], variant=variant_words(model, language, route)))
    if route.setup.name:
        page.line(filled(words["way_setup"], place=route.setup.name))
    if found.applies is False:
        page.line(filled(words["not_for_this_patient"], whom=text.whom), "alarm")
    if found.passed:
        page.heading(words["way_passed"])
        page.rows(("-", passed_words(model, language, route, one)) for one in found.passed)
    _show_next(page, model, language, route, found)
    if found.decision is not None:
        page.heading(f"{words['way_decision']}: {words[f'way_end_{found.decision.end}']}")
        said = step_words(model, language, route, found.decision.step)
        page.line(said, "alarm" if found.decision.end == "emergency" else "bold")
    if text.note:
        page.line()
        page.line(text.note)
    page.heading(words["sources"])
    page.rows([(source, model.sources[source].citation) for source in found.sources], one_line=True)
    page.line()
    page.line(words["advises"])


def _show_next(page: Page, model: Model, language: str, route: Route, found: WorkUp) -> None:
    if found.next is not None:
        first, *rest = next_words(model, language, route, found.next)
        page.heading(f"{model.texts[language].clinic['way_now']}: {first}")
        page.rows(("-", line) for line in rest)


def show_differences(model: Model, language: str, before: Route, after: Route) -> None:
    """The steps in which two variants differ, each as it is in both."""
    page = Page(model, language)
    words, text = model.texts[language].clinic, model.texts[language].pathways[before.pathway.id]
    found = list(differences(before, after))
    page.heading(f"{text.name}: {before.variant} / {after.variant}")
    if not found:
        page.line(words["way_same_steps"])
        return
    page.line(words["way_differs"], "bold")
    for name, first, second in found:
        page.line(f"{name}: {step_words(model, language, before, name)}")
        written = [_written(first), _written(second)]
        for route, own, other in zip((before, after), written, reversed(written), strict=True):
            parts = [f"{key} {value}" for key, value in own.items() if other.get(key) != value]
            where = ", ".join(parts) if own else words["way_step_absent"]
            page.rows([("-", filled(words["way_end_at"], variant=route.variant, where=where))])


def _written(step: Step | None) -> dict[str, str]:
    """The fields of a step that say something, much as the knowledge writes them."""
    if step is None:
        return {}
    fields = msgspec.to_builtins(step)
    assert isinstance(fields, dict)
    return {key: _shown(value) for key, value in fields.items() if value and key not in ("id", "condition")}


def _shown(value: object) -> str:
    match value:
        case dict():
            parts = (f"{key}: {_shown(one)}" for key, one in value.items() if one not in (None, 0, (), []))
            return f"{{{', '.join(parts)}}}"
        case list() | tuple():
            return f"[{', '.join(map(_shown, value))}]"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
    return str(value)


def show_ends(model: Model, language: str, routes: Sequence[Route], ends: Sequence[WorkUp]) -> None:
    """Where each variant leaves one patient."""
    page = Page(model, language)
    words = model.texts[language].clinic
    page.rows(
        ("-", filled(words["way_end_at"], variant=route.variant, where=where_words(model, language, route, found)))
        for route, found in zip(routes, ends, strict=True)
    )


def interview(model: Model, language: str, route: Route) -> int:
    """Ask what is next until there is a decision, or until nothing more is known; the exit code."""
    page = Page(model, language)
    asked: list[tuple[str, Answer | None]] = []
    while True:
        given = {name: answer for name, answer in asked if answer is not None}
        found = walk(model, route, read_clinical_case(model, given))
        known = {name for name, _ in asked}
        left = [name for name in found.next.findings if name not in known] if found.next is not None else []
        if found.next is None or not left:
            break
        try:
            asked.append((left[0], _asked(page, model, language, route, found.next, left[0], given)))
        except GoBack:
            asked = asked[:-1]
        except (KeyboardInterrupt, Quit):
            return STOPPED
        except EOFError:
            show_work_up(model, language, route, found)
            return BAD_INPUT
    show_work_up(model, language, route, found)
    if found.next is not None:
        page.line(model.texts[language].clinic["way_stopped"])
    return 0


def _asked(
    page: Page, model: Model, language: str, route: Route, ahead: Next, name: str, given: Mapping[str, Answer]
) -> Answer | None:
    """One answer, as a case has it; None where the clinician does not know."""
    page.line()
    page.rule()
    page.rows(("-", line) for line in next_words(model, language, route, ahead))
    finding = model.clinical.findings.get(name) or model.findings[name]
    options = finding.options
    if options:
        page.heading(finding_label(model, language, name))
        page.rows((str(place), option_words(model, language, name, one)) for place, one in enumerate(options, 1))

    def accept(typed: str) -> Answer | None:
        if page.means(typed, "unsure"):
            return None
        if options:
            return options[place_in_list(typed, len(options)) - 1]
        answer: Answer = next((key for key in ("yes", "no") if page.means(typed, key)), typed)
        if finding.type == "number" and name in model.findings:
            answer = number_in_range(typed, finding.low, finding.high)
        try:
            read_clinical_case(model, {**given, name: answer})
        except CaseError:
            raise Unusable from None
        return answer

    return page.ask(Prompt(f"{finding_label(model, language, name)}: {_how(page, model, language, name)}"), accept)


def _how(page: Page, model: Model, language: str, name: str) -> str:
    """How to answer a finding."""
    finding = model.clinical.findings.get(name) or model.findings[name]
    words = model.texts[language].clinic
    keys = {key: page.letter(key) for key in ("yes", "no", "unsure")}
    if finding.type == "choice":
        return filled(words["way_type_choice"], count=len(finding.options), unsure=keys["unsure"])
    if finding.type == "number":
        unit = model.texts[language].findings[name].unit if name in model.findings else finding.unit
        return filled(words["way_type_number"], unit=unit, unsure=keys["unsure"])
    return page.words("how_yes_no", **keys)
