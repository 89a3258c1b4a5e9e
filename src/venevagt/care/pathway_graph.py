"""A pathway as boxes and arrows in words, with a patient's way through it: what every drawing of it shows."""

from collections.abc import Iterator

from msgspec import Struct

from venevagt.care.pathway_form import Route
from venevagt.care.words import filled
from venevagt.care.work_up import WorkUp
from venevagt.care.work_up_words import passed_words, result_words, step_words, variant_words, where_words
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Ending, Step, StepKind


class StepBox(Struct, frozen=True):
    """One step. `number`: its place in the pathway, from 1. `kind_words`: what it is, or how it ends."""

    id: str
    number: int
    kind: StepKind
    end: Ending
    kind_words: str
    words: str


class StepArrow(Struct, frozen=True):
    """From one step to another; `words`: the answers that lead there, none after an action."""

    source: str
    target: str
    words: str


class PathwayGraph(Struct, frozen=True):
    """Every step once, and every two steps that follow each other once."""

    boxes: tuple[StepBox, ...]
    arrows: tuple[StepArrow, ...]


class Marked(Struct, frozen=True):
    """A patient's way: the steps that are behind, the arrows taken as (source, target), and the step at hand."""

    passed: tuple[str, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    here: str = ""


class Words(Struct, frozen=True):
    """What a drawing says of itself: its title, its description, and what a step that is marked says."""

    title: str
    description: str
    done: str
    here: str


def pathway_graph(model: Model, language: str, route: Route) -> PathwayGraph:
    """The boxes in the order of the steps, and the arrows in the order of the answers."""
    return PathwayGraph(
        tuple(_box(model, language, route, step, number) for number, step in enumerate(route.steps.values(), 1)),
        tuple(
            StepArrow(name, after, _arrow_words(model, language, step, results))
            for name, step in route.steps.items()
            for after, results in _joined(step)
        ),
    )


def marked(route: Route, found: WorkUp) -> Marked:
    """The way that a patient has come, as a drawing shows it."""
    passed = {one.step: one.results for one in found.passed}
    taken = (
        (name, after)
        for name, results in passed.items()
        for after in dict.fromkeys(route.steps[name].ways[result] for result in results)
    )
    ahead = found.decision or found.next
    here = ahead.step if ahead is not None and ahead.step in route.steps else ""
    return Marked(tuple(passed), tuple(taken), here)


def drawing_words(model: Model, language: str, route: Route, found: WorkUp | None = None) -> Words:
    """What a drawing says of itself, and of the way that is marked in it."""
    texts = model.texts[language].clinic
    name = model.texts[language].pathways[route.pathway.id].name
    said = [filled(texts["way_drawing"], count=len(route.steps))]
    if found is not None:
        behind = "; ".join(passed_words(model, language, route, one) for one in found.passed)
        said += [f"{texts['way_passed']}: {behind}."] if behind else []
        said.append(where_words(model, language, route, found))
    title = f"{name}. {filled(texts['way_variant'], variant=variant_words(model, language, route))}"
    return Words(title, " ".join(said), texts["way_done"], texts["page_way_here"])


def _box(model: Model, language: str, route: Route, step: Step, number: int) -> StepBox:
    words = model.texts[language].clinic
    kind = f"{words['way_decision']}: {words[f'way_end_{step.end}']}" if step.end else words[f"way_kind_{step.kind}"]
    return StepBox(step.id, number, step.kind, step.end, kind, step_words(model, language, route, step.id))


def _joined(step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each step that follows, with the results that lead there."""
    for after in dict.fromkeys(step.ways.values()):
        yield after, tuple(result for result, target in step.ways.items() if target == after)


def _arrow_words(model: Model, language: str, step: Step, results: tuple[str, ...]) -> str:
    if step.kind == "action":
        return ""
    return model.texts[language].clinic["way_or"].join(result_words(model, language, step, one) for one in results)
