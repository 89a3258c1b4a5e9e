"""How likely a clot is, as data for the clinician's page: where to start, likelihood ratios, tests, limits.

`clinic/probability.js` says how it is written. Percentages are 0 to 100; what a source does not give is null.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from venevagt.care.log_odds import Z
from venevagt.care.score_form import Form, form_of
from venevagt.knowledge.model import Model
from venevagt.knowledge.probability import DiagnosticTest, LikelihoodRatio, Percent, StartingPoint
from venevagt.logic.expression import Expression
from venevagt.site.compact import number

Encode = Callable[[Expression | None], Any]
"""A condition as the page's scripts read it."""


def probability_data(model: Model, language: str, forms: Sequence[Form], encode: Encode) -> Mapping[str, Any]:
    """Everything of each outcome. `forms`: the scores in the order in which the page numbers them."""
    points = model.clinical.probability.starting_points.values()
    return {"z": Z, "outcomes": [_outcome(model, language, point, forms, encode) for point in points]}


def probability_sources(model: Model) -> Iterator[str]:
    """The sources that the panel can name."""
    parts = model.clinical.probability
    for point in parts.starting_points.values():
        yield from point.sources
        yield from (figure[-1] for figure in _shares(point.id, [form_of(model, name) for name in _versions(model)]))
    yield from (source for ratio in parts.likelihood_ratios.values() for source in ratio.sources)
    yield from (source for test in parts.tests.values() for source in test.sources)


def _versions(model: Model) -> Iterator[str]:
    for name, score in model.clinical.scores.items():
        yield from (f"{name}@{version}" for version in (score.version, *score.versions))


def _outcome(
    model: Model, language: str, point: StartingPoint, forms: Sequence[Form], encode: Encode
) -> Mapping[str, Any]:
    parts, texts = model.clinical.probability, model.texts[language]
    start = form_of(model, point.score)
    ratios = [entry for entry in parts.likelihood_ratios.values() if entry.outcome == point.id]
    return {
        "id": point.id,
        "name": texts.clinic[f"outcome_{point.id}"],
        "condition": encode(point.condition),
        "rule_out": _plain(point.rule_out),
        "treat": _plain(point.treat),
        "sources": point.sources,
        "start": _place(forms, start),
        "shares": [*_shares(point.id, forms)],
        "ratios": [_ratio(model, entry, texts.likelihood_ratios[entry.id], forms, encode) for entry in ratios],
        "tests": [_test(model, language, test, encode) for test in parts.tests.values() if test.outcome == point.id],
    }


def _place(forms: Sequence[Form], wanted: Form) -> int:
    names = [(form.score.id, form.version) for form in forms]
    return names.index((wanted.score.id, wanted.version))


def _shares(outcome: str, forms: Sequence[Form]) -> Iterator[tuple[Any, ...]]:
    """The published share of each band; of two of one band the first."""
    found: dict[tuple[int, str], tuple[Any, ...]] = {}
    for place, form in enumerate(forms):
        for own in form.performance:
            if own.outcome == outcome:
                numbers = (_plain(own.percent), _plain(own.low), _plain(own.high))
                found.setdefault((place, own.band), (place, own.band, *numbers, own.source))
    yield from found.values()


def _ratio(model: Model, entry: LikelihoodRatio, name: str, forms: Sequence[Form], encode: Encode) -> Mapping[str, Any]:
    told = {
        "id": entry.id,
        "name": name,
        "condition": encode(entry.condition),
        "value": _plain(entry.value),
        "low": _plain(entry.low),
        "high": _plain(entry.high),
        "measures": entry.measures,
        "group": entry.group,
        "in_scores": entry.in_scores,
        "sources": entry.sources,
    }
    return told | ({"form": _place(forms, form_of(model, entry.score)), "band": entry.band} if entry.score else {})


def _test(model: Model, language: str, test: DiagnosticTest, encode: Encode) -> Mapping[str, Any]:
    text = model.texts[language].tests[test.id]
    return {
        "id": test.id,
        "name": text.name,
        "names": (text.positive, text.negative),
        "conditions": (encode(test.yes_condition), encode(test.no_condition)),
        "doubtful": encode(test.condition),
        "doubt": text.doubtful,
        "sensitivity": _percent(test.sensitivity),
        "specificity": _percent(test.specificity),
        "measures": test.measures,
        "in_scores": test.in_scores,
        "sources": test.sources,
    }


def _percent(share: Percent) -> tuple[Any, ...]:
    return (_plain(share.percent), _plain(share.low), _plain(share.high), share.count, share.people)


def _plain(value: float | None) -> float | None:
    return None if value is None else number(float(value))
