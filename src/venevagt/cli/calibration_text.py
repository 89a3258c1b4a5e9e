"""The comparison with published results, as the terminal prints it."""

from collections.abc import Iterable

from venevagt.care.calibration import BandRow, ChainRow
from venevagt.care.words import filled
from venevagt.cli.page import Page
from venevagt.cli.probability_words import percent, published, two_digits, with_interval
from venevagt.knowledge.model import Model


def show_calibration(model: Model, language: str, bands: Iterable[BandRow], chains: Iterable[ChainRow]) -> None:
    """The shares of the groups, then what follows further findings, with what differs."""
    page = Page(model, language)
    texts = model.texts[language]
    words = texts.clinic
    page.heading(words["probability_calibration_bands"])
    page.line(words["probability_calibration_bands_note"])
    page.rows(("-", _band(model, language, row)) for row in bands)
    page.heading(words["probability_calibration_chains"])
    for row in chains:
        page.rows([("-", _chain(model, language, row))])
        page.rows([("", f"{_agreement(model, language, row)} {texts.calibrations[row.calibration].differs}")])
    page.line()
    page.line(words["advises"])


def _band(model: Model, language: str, row: BandRow) -> str:
    text, words = model.texts[language].scores[row.score], model.texts[language].clinic
    return filled(
        words["probability_calibration_band"],
        score=text.name,
        version=row.version,
        band=text.bands[row.band],
        outcome=words[f"outcome_{row.outcome}"],
        published=published(words, language, row.published),
        calculated=with_interval(words, language, row.calculated),
        source=row.source,
    )


def _chain(model: Model, language: str, row: ChainRow) -> str:
    words = model.texts[language].clinic
    return filled(
        words["probability_calibration_chain"],
        name=model.texts[language].calibrations[row.calibration].name,
        published=published(words, language, row.published),
        calculated=with_interval(words, language, row.calculated),
        pretest=percent(row.pretest / 100, language),
        sources=", ".join(row.sources),
    )


def _agreement(model: Model, language: str, row: ChainRow) -> str:
    words = model.texts[language].clinic
    points = two_digits(abs(100 * row.calculated.median - row.published.percent), language)
    return filled(words[f"probability_calibration_{row.agreement}"], points=points)
