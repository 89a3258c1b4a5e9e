"""The diagnostic pathways as pages that are walked by links alone: a list, and each pathway in each of its variants."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct

from venevagt.care.pathway_form import Route, every_route, route_of
from venevagt.care.pathway_graph import drawing_words, pathway_graph
from venevagt.care.pathway_svg import page_drawing
from venevagt.care.score_form import form_of
from venevagt.care.score_words import number, version_name
from venevagt.care.words import filled
from venevagt.care.work_up import asked_of_anyone, differences
from venevagt.care.work_up_words import next_words, result_words, step_parts, step_words, variant_words
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Step, StepKind
from venevagt.site.addresses import slug
from venevagt.site.clinic_data import shown_unit
from venevagt.site.sheets import Sheet

STEP = "step-"
"""Before a step's name: the place of it on its page."""


class Way(Struct, frozen=True):
    """One answer or result, and the step that it leads to."""

    answer: str
    anchor: str
    number: int
    name: str


class StepShown(Struct, frozen=True):
    """One step in words.

    `parts`: its name in parts, each with the address of the pathway that it names, if any. `lines`: what is
    asked or ordered, how soon, and what is done meanwhile. `counted`: the clinician's page
    counts a score here. `ending`: what is decided; `pathway`: where it goes on, as (name, name in the address).
    `differs`: it is not so in the pathway's own variant.
    """

    anchor: str
    number: int
    parts: tuple[tuple[str, str], ...]
    kind: StepKind
    lines: tuple[str, ...]
    counted: bool
    ways: tuple[Way, ...]
    end: str
    ending: str
    pathway: tuple[str, str] | None
    sources: tuple[str, ...]
    differs: bool


class VariantShown(Struct, frozen=True):
    """One variant: its words, its name in the address, and what differs from the pathway's own."""

    words: str
    name: str
    here: bool
    changed: tuple[str, ...]


def list_address(model: Model, language: str) -> str:
    """The list's name in the address."""
    return model.texts[language].clinic["page_way_address"]


def route_name(model: Model, language: str, route: Route) -> str:
    """The name in the address of a pathway in one variant; its own variant has none of its own."""
    own = route.variant == route.pathway.variant
    parts = (list_address(model, language), slug(route.pathway.id), *(() if own else (slug(route.variant),)))
    return "/".join(parts)


def work_up_pages(model: Model, language: str) -> Iterator[Sheet]:
    """The list, and every pathway in each of its variants."""
    words = model.texts[language].clinic
    yield Sheet(
        clinical=True,
        names={code: list_address(model, code) for code in model.about.languages},
        template="work_up_list.html",
        title=words["page_way_title"],
        context={"clinic": words, "pathways": list(_listed(model, language))},
        description=words["page_way_for"],
        reviewed=model.about.released,
        citations=(),
    )
    for route in every_route(model):
        yield _page(model, language, route)


def _listed(model: Model, language: str) -> Iterator[tuple[str, str, str]]:
    """Each pathway: its name in the address, its name, and for whom it is; first those that none hands over to."""
    later = {step.pathway for route in every_route(model) for step in route.steps.values()}
    for key in sorted(model.clinical.pathways, key=lambda name: (name in later, name)):
        text = model.texts[language].pathways[key]
        yield route_name(model, language, route_of(model, key)), text.name, text.whom


def _page(model: Model, language: str, route: Route) -> Sheet:
    texts = model.texts[language]
    text, review = texts.pathways[route.pathway.id], route.pathway.review
    named = (*route.pathway.sources, *(source for step in route.steps.values() for source in step.sources))
    sources = [(source, model.sources[source].citation) for source in dict.fromkeys(named)]
    checked_on = review.checked_on if review else model.about.released
    context = {
        "clinic": texts.clinic,
        "list_name": list_address(model, language),
        "variant": variant_words(model, language, route),
        "whom": text.whom,
        "note": text.note,
        "drawing": drawn(model, language, route),
        "steps": steps_shown(model, language, route),
        "variants": list(_variants(model, language, route)),
        "sources": sources,
        "checked_on": checked_on,
    }
    return Sheet(
        clinical=True,
        names={code: route_name(model, code, route) for code in model.about.languages},
        template="work_up.html",
        title=page_title(model, language, route),
        context=context,
        description=f"{text.name}. {filled(texts.clinic['made_for'], whom=text.whom)} {texts.clinic['page_way_for']}",
        reviewed=checked_on,
        citations=tuple(citation for _, citation in sources),
        above=tuple(_above(model, language, route)),
        scripts=("work-up.js",),
    )


def page_title(model: Model, language: str, route: Route) -> str:
    """The pathway's name, and of another variant what it is called: its words up to the colon."""
    text = model.texts[language].pathways[route.pathway.id]
    own = route.variant == route.pathway.variant
    return text.name if own else f"{text.name} ({text.variants[route.variant].partition(':')[0]})"


def _above(model: Model, language: str, route: Route) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The list, and before another variant the pathway in its own."""
    codes = model.about.languages
    yield model.texts[language].clinic["page_way_title"], {code: list_address(model, code) for code in codes}
    own = route_of(model, route.pathway.id)
    if own.variant != route.variant:
        yield page_title(model, language, own), {code: route_name(model, code, own) for code in codes}


def drawn(model: Model, language: str, route: Route) -> Markup:
    """The pathway as a drawing whose boxes lead to the steps."""
    graph = pathway_graph(model, language, route)
    return Markup(page_drawing(graph, drawing_words(model, language, route), f"#{STEP}"))  # noqa: S704


def found_pages(model: Model, language: str) -> Iterator[tuple[str, str, str]]:
    """What can be found of these pages: the name in the address, the title, and what it is about, of each."""
    words = model.texts[language].clinic
    yield list_address(model, language), words["page_way_title"], words["page_way_choose"]
    for route in every_route(model):
        whom = filled(words["made_for"], whom=model.texts[language].pathways[route.pathway.id].whom)
        about = whom if route.variant == route.pathway.variant else variant_words(model, language, route)
        yield route_name(model, language, route), page_title(model, language, route), about


def steps_shown(model: Model, language: str, route: Route) -> list[StepShown]:
    """Every step of a way, in its order."""
    numbers = {name: place for place, name in enumerate(route.steps, 1)}
    changed = set(_changed(model, route))
    return [_step(model, language, route, step, numbers, differs=step.id in changed) for step in route.steps.values()]


def _step(
    model: Model, language: str, route: Route, step: Step, numbers: Mapping[str, int], *, differs: bool
) -> StepShown:
    texts = model.texts[language]
    ways = (
        Way(
            result_words(model, language, step, result),
            f"{STEP}{after}",
            numbers[after],
            step_words(model, language, route, after),
        )
        for result, after in step.ways.items()
    )
    parts = (
        (words, route_name(model, language, route_of(model, named)) if named else "")
        for words, named in step_parts(model, language, route, step.id)
    )
    return StepShown(
        anchor=f"{STEP}{step.id}",
        number=numbers[step.id],
        parts=tuple(parts),
        kind=step.kind,
        lines=tuple(_lines(model, language, route, step)),
        counted=bool(step.score),
        ways=tuple(ways),
        end=step.end,
        ending=texts.clinic[f"way_end_{step.end}"] if step.end else "",
        pathway=_goes_on(model, language, step.pathway) if step.pathway else None,
        sources=step.sources,
        differs=differs,
    )


def _lines(model: Model, language: str, route: Route, step: Step) -> Iterator[str]:
    """What is asked or ordered, as if nothing were known of the patient."""
    texts = model.texts[language]
    if step.score:
        form = form_of(model, step.score)
        version = version_name(model, language, form.version)
        yield filled(texts.clinic["page_way_score"], score=texts.scores[form.score.id].name, version=version)
    asked = asked_of_anyone(model, route, step)
    if asked is not None:
        _, *lines = next_words(model, language, route, asked)
        yield from lines
    if step.limit is not None:
        key = "page_way_limit" if step.limit.by_age_from is None else "page_way_limit_by_age"
        yield filled(
            texts.clinic[key],
            limit=number(step.limit.fixed, language),
            unit=shown_unit(model.clinical.findings[step.test].unit),
            age=number(step.limit.by_age_from or 0, language),
            per_year=number(step.limit.per_year, language),
        )


def _goes_on(model: Model, language: str, pathway: str) -> tuple[str, str]:
    return model.texts[language].pathways[pathway].name, route_name(model, language, route_of(model, pathway))


def _changed(model: Model, route: Route) -> Iterator[str]:
    """The steps of a way that the pathway's own variant does not have, or has otherwise."""
    for name, _, after in differences(route_of(model, route.pathway.id), route):
        if after is not None:
            yield name


def _variants(model: Model, language: str, route: Route) -> Iterator[VariantShown]:
    pathway = route.pathway
    for one in (pathway.variant, *pathway.variants):
        other = route_of(model, pathway.id, one)
        changed = tuple(step_words(model, language, other, step).rstrip(".?:") for step in _changed(model, other))
        yield VariantShown(
            words=variant_words(model, language, other),
            name=route_name(model, language, other),
            here=other.variant == route.variant,
            changed=changed,
        )
