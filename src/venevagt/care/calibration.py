"""The calculation beside what has been published: shares of the scores' bands, and results after further findings."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from venevagt.care.log_odds import Spread, percent_belief, spread, updated
from venevagt.care.probability import ratio_evidence, test_evidence
from venevagt.care.probability_start import figure_of
from venevagt.care.score_form import form_of
from venevagt.knowledge.clinical import Performance
from venevagt.knowledge.model import Model
from venevagt.knowledge.probability import Calibration, Percent

Agreement = Literal["inside", "overlap", "apart", "no_interval"]


class BandRow(Struct, frozen=True):
    """A band's published share in percent, and what the calculation makes of it when it starts there."""

    score: str
    version: str
    band: str
    outcome: str
    published: Percent
    calculated: Spread
    source: str


class ChainRow(Struct, frozen=True):
    """A published result in percent after a start and further factors, and what the calculation makes of it.

    `agreement`: the calculated median lies in the published interval (without one, the published number in the
    calculated interval); or only the intervals overlap; or they are apart; or neither has an interval.
    """

    calibration: str
    outcome: str
    pretest: float
    factors: tuple[str, ...]
    published: Percent
    calculated: Spread
    agreement: Agreement
    sources: tuple[str, ...]


def band_rows(model: Model) -> Iterator[BandRow]:
    """Each band of which the share with DVT or a pulmonary embolism is published."""
    outcomes = model.clinical.probability.starting_points
    for name, score in model.clinical.scores.items():
        for version in (score.version, *score.versions):
            form = form_of(model, f"{name}@{version}")
            for figure in form.performance:
                own = score.performance if version == score.version else score.versions[version].performance
                if figure.outcome in outcomes and figure in own:
                    yield _band_row(name, version, figure)


def _band_row(score: str, version: str, figure: Performance) -> BandRow:
    published = Percent(figure.percent, figure.low, figure.high)
    calculated = spread(percent_belief(published))
    return BandRow(score, version, figure.band, figure.outcome, published, calculated, figure.source)


def chain_rows(model: Model) -> Iterator[ChainRow]:
    """Each published result of the knowledge that comes after further findings or tests."""
    for calibration in model.clinical.probability.calibrations.values():
        yield _chain_row(model, calibration)


def _chain_row(model: Model, calibration: Calibration) -> ChainRow:
    probability = model.clinical.probability
    start = calibration.pretest or _published(model, calibration)
    evidence = [ratio_evidence(probability.likelihood_ratios[name]) for name in calibration.ratios]
    evidence += [test_evidence(probability.tests[name], result) for name, result in calibration.tests.items()]
    calculated = spread(updated(percent_belief(start), [own.ratio for own in evidence]))
    return ChainRow(
        calibration.id,
        calibration.outcome,
        start.percent,
        tuple(own.name for own in evidence),
        calibration.published,
        calculated,
        _agreement(calibration.published, calculated),
        calibration.sources,
    )


def _published(model: Model, calibration: Calibration) -> Percent:
    figure = figure_of(form_of(model, calibration.score), calibration.band, calibration.outcome)
    assert figure is not None, f"{calibration.id}: the check asks for a published share"
    return Percent(figure.percent, figure.low, figure.high)


def _agreement(published: Percent, calculated: Spread) -> Agreement:
    known = spread(percent_belief(published))
    if known.low == known.high and calculated.low == calculated.high:
        return "no_interval"
    outer, inner = (known, calculated) if known.low < known.high else (calculated, known)
    if outer.low <= inner.median <= outer.high:
        return "inside"
    return "overlap" if known.low <= calculated.high and calculated.low <= known.high else "apart"
