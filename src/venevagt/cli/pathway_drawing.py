"""A pathway as Mermaid text, with a patient's way through it marked."""

from collections.abc import Iterator

from venevagt.care.pathway_form import Route
from venevagt.care.work_up import WorkUp
from venevagt.care.work_up_words import result_words
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Step

_SHAPES = {
    "question": ("{", "}"),
    "score": ("{{", "}}"),
    "test": ("[", "]"),
    "action": ("(", ")"),
    "end": ("([", "])"),
}


def mermaid_pathway(model: Model, language: str, route: Route, found: WorkUp | None = None) -> str:
    """Every step with an arrow for each result; the way of a patient is thick, and where it stands is marked."""
    words = model.texts[language].pathways[route.pathway.id].steps
    numbers = {name: f"n{place}" for place, name in enumerate(route.steps)}
    passed = {one.step: one.results for one in found.passed} if found else {}
    lines = ["flowchart TD"]
    thick: list[int] = []
    arrows = 0
    for name, step in route.steps.items():
        opens, closes = _SHAPES[step.kind]
        lines.append(f"  {numbers[name]}{opens}{_quoted(words[name])}{closes}")
        for after, results in _joined(step):
            label = "" if step.kind == "action" else f"|{_quoted(_label(model, language, step, results))}|"
            lines.append(f"  {numbers[name]} -->{label} {numbers[after]}")
            if set(results) & set(passed.get(name, ())):
                thick.append(arrows)
            arrows += 1
    if found is not None:
        lines += _marks(numbers, [*passed], thick, _stands_at(found))
    return "\n".join(lines)


def _stands_at(found: WorkUp) -> str:
    if found.decision is not None:
        return found.decision.step
    return found.next.step if found.next is not None else ""


def _marks(numbers: dict[str, str], passed: list[str], thick: list[int], at: str) -> Iterator[str]:
    yield "  classDef passed stroke-width:3px"
    yield "  classDef here stroke-width:5px,stroke-dasharray:6 3"
    if passed:
        yield f"  class {','.join(numbers[name] for name in passed)} passed"
    if at in numbers:
        yield f"  class {numbers[at]} here"
    if thick:
        yield f"  linkStyle {','.join(map(str, thick))} stroke-width:4px"


def _joined(step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each step that follows, with the results that lead there."""
    for after in dict.fromkeys(step.ways.values()):
        yield after, tuple(result for result, target in step.ways.items() if target == after)


def _label(model: Model, language: str, step: Step, results: tuple[str, ...]) -> str:
    return model.texts[language].clinic["way_or"].join(result_words(model, language, step, one) for one in results)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "#quot;") + '"'
