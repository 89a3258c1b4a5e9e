"""A score in one of its versions, ready to be counted: all items, the conditions in them, their classes."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from venevagt.knowledge.clinical import Band, ClinicalFinding, Factor, Item, Performance, Score, Version
from venevagt.knowledge.model import Finding, Model
from venevagt.logic.domain import Domain, domains
from venevagt.logic.expression import Expression, Value, Vocabulary, names
from venevagt.logic.nearest import nearest

Known = Mapping[str, Value]
"""Finding -> what is known of it, in the unit of the knowledge; what is not known is absent."""


class UnknownScore(ValueError):
    """No score of that name or version: says which there are."""


class Form(Struct, frozen=True):
    """One version of a score.

    `condition`: for whom. `classes`: what its conditions tell apart of each finding. `ranges`: from where to
    where numbers go whose own value counts.
    """

    score: Score
    version: str
    condition: Expression | None
    items: Mapping[str, Item]
    factors: tuple[Factor, ...]
    bands: Mapping[str, Band]
    performance: tuple[Performance, ...]
    sources: tuple[str, ...]
    classes: Mapping[str, Domain]
    ranges: Mapping[str, tuple[float, float]]

    def bands_of(self, low: float, high: float) -> Iterator[str]:
        """The bands that results from `low` to `high` can be in."""
        starts = [band.at_least for band in self.bands.values()]
        for name, (start, end) in zip(self.bands, pairwise([*starts, None]), strict=True):
            if (start is None or high >= start) and (end is None or low < end):
                yield name


def form_of(model: Model, name: str) -> Form:
    """The form of a score by its name, or of another version by name@version.

    Raises UnknownScore with the nearest name, or with the versions there are.
    """
    wanted, _, version = name.partition("@")
    score = model.clinical.scores.get(wanted)
    if score is None:
        near = nearest(wanted, model.clinical.scores)
        hint = f", did you mean {near!r}?" if near else "; `venevagt score list` shows them all"
        raise UnknownScore(f"unknown score {wanted[:60]!r}{hint}")
    if version and version != score.version and version not in score.versions:
        there = ", ".join(f"{wanted}@{one}" for one in (score.version, *score.versions))
        raise UnknownScore(f"unknown version {version[:60]!r} of {wanted}, expected one of: {there}")
    return _made(_Same(model), wanted, version or score.version)


class _Same:
    """A model as a key: the same object is the same model."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.model is self.model

    def __hash__(self) -> int:
        return id(self.model)


@lru_cache(maxsize=200)
def _made(same: _Same, name: str, version: str) -> Form:
    model = same.model
    score = model.clinical.scores[name]
    other = score.versions.get(version, Version())
    items = dict(_inlined(model, {k: item for k, item in score.items.items() if k not in other.without} | other.items))
    conditions = [*_conditions(items), *(f.condition for f in score.factors if f.condition is not None)]
    counted = {item.value for item in items.values()} | {factor.value for factor in score.factors}
    numbers = {key: one for key, one in _every_finding(model).items() if key in counted}
    return Form(
        score=score,
        version=version,
        condition=other.condition or score.condition,
        items=items,
        factors=score.factors,
        bands=other.bands or score.bands,
        performance=other.performance or (() if other.bands else score.performance),
        sources=tuple(dict.fromkeys((*score.sources, *other.sources))),
        classes=domains(conditions, vocabulary(model)),
        ranges={key: (one.low, one.high) for key, one in numbers.items()},
    )


def _inlined(model: Model, items: Mapping[str, Item]) -> Iterator[tuple[str, Item]]:
    """The items, with those of another score in place of the item that names it."""
    for name, item in items.items():
        if item.score:
            yield from model.clinical.scores[item.score].items.items()
        else:
            yield name, item


def _conditions(items: Mapping[str, Item]) -> Iterator[Expression]:
    for item in items.values():
        yield from (c for c in (item.condition, *(level.condition for level in item.levels)) if c is not None)


def vocabulary(model: Model) -> Vocabulary:
    """All findings that a clinician's condition can speak of."""
    return {name: finding.variable for name, finding in _every_finding(model).items()}


def _every_finding(model: Model) -> Mapping[str, Finding | ClinicalFinding]:
    return {**model.findings, **model.clinical.findings}


def findings_of(item: Item) -> tuple[str, ...]:
    """The findings that an item looks at, each once."""
    conditions = (item.condition, *(level.condition for level in item.levels))
    found = [name for condition in conditions if condition is not None for name in names(condition)]
    return tuple(dict.fromkeys([*found, *([item.value] if item.value else [])]))


def prefix_of(form: Form) -> str:
    """The start of the names of a score's columns; another version has its own."""
    return form.score.id if form.version == form.score.version else f"{form.score.id}_{form.version}"
