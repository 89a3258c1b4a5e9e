"""`python -m maintenance.population`: the tables of docs/synthetic-population.md, from knowledge/population/."""

from collections.abc import Iterator

from maintenance.locks import ROOT
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.load_population import load_population
from venevagt.knowledge.population import Ages, Population, Residents

DOCUMENT = ROOT / "docs" / "synthetic-population.md"
START, END = "<!-- made by python -m maintenance.population -->", "<!-- to here -->"


def tables() -> str:
    """Every published figure by its source, and how many are assumed."""
    population = load_population(ROOT / "knowledge")
    assert population is not None
    return "\n".join([*_published(population), "", *_ratios(population), "", *_assumed(population)])


def _published(population: Population) -> Iterator[str]:
    sources = get_model().sources
    rows: dict[str, list[str]] = {}
    for section, name, path, figure in population.figures():
        for source in figure.sources:
            shown = ", ".join([name, *path]).replace("published, ", "with ")
            how = getattr(figure, "derived", "")
            rows.setdefault(source, []).append(f"| {source} | {section}: {shown} | {_value(figure)} | {how} |")
    yield "| source | figure | value | how it follows |"
    yield "|---|---|---|---|"
    ordered = sorted(rows, key=lambda source: int(source[1:]))
    for source in ordered:
        yield from rows[source]
    yield ""
    for source in ordered:
        yield f"- {source}: {sources[source].citation}"


def _value(figure: object) -> str:
    if isinstance(figure, Residents):
        return f"{figure.people:,} people"
    if isinstance(figure, Ages):
        return f"mean {figure.mean:g}, sd {figure.sd:g} years"
    return f"{getattr(figure, 'percent'):g} %"  # noqa: B009


def _ratios(population: Population) -> Iterator[str]:
    ratios = get_model().clinical.probability.likelihood_ratios
    yield "| likelihood ratio | source | value | people with | against |"
    yield "|---|---|---|---|---|"
    for one in population.comparisons.values():
        ratio = ratios[one.id]
        with_it = one.trait if one.answer == "yes" else f"no {one.trait}"
        sources = ", ".join(ratio.sources)
        yield f"| `{one.id}`: {with_it} | {sources} | {ratio.value:g} | {one.cause} | {one.against} |"


def _assumed(population: Population) -> Iterator[str]:
    traits = sum(len(trait.assumed) for trait in population.traits.values())
    others = sum(bool(getattr(figure, "because", "")) for _, _, _, figure in population.figures())
    published = sum(bool(figure.sources) for _, _, _, figure in population.figures())
    answering = len(population.answering)
    yield f"Of {published + traits + others + answering} figures {published} have a source. {traits} figures of traits,"
    yield f"{others} of causes and groups and {answering} of answering are assumed, and a clinician still has to look"
    yield "at them."


def renewed(text: str) -> str:
    """The document with its tables made anew. Raises ValueError where the marks are missing."""
    before, first, rest = text.partition(START)
    _, second, after = rest.partition(END)
    if not (first and second):
        raise ValueError(f"{DOCUMENT.name} has no tables, expected {START} and {END}")
    return f"{before}{START}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
