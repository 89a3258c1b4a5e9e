"""What is said of a score: findings, items, results and figures in one language."""

from collections.abc import Iterator

from venevagt.care.score import ScoreResult
from venevagt.care.score_form import Form
from venevagt.care.words import filled
from venevagt.knowledge.model import Model


def finding_label(model: Model, language: str, name: str) -> str:
    """A finding's name, of the triage or of the clinician."""
    texts = model.texts[language]
    own = texts.clinical_findings.get(name)
    return own.label if own else texts.findings[name].label


def version_name(model: Model, language: str, version: str) -> str:
    """What a version is called: by words of its own, or as it is, which is mostly a year."""
    return model.texts[language].clinic.get(f"version_{version}", version)


def item_label(model: Model, language: str, score: str, item: str) -> str:
    """An item's name: its own, that in the score which this one is made of, or that of its finding."""
    texts = model.texts[language]
    own = model.clinical.scores[score]
    made_of = [part.score for part in own.items.values() if part.score]
    made_of += [part.score for version in own.versions.values() for part in version.items.values() if part.score]
    for name in (score, *made_of):
        if item in texts.scores[name].items:
            return texts.scores[name].items[item]
    return finding_label(model, language, item)


def number(value: float, language: str) -> str:
    """A number as it is written in the language, with one decimal at the most."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if language == "da" else text


def figures(model: Model, language: str, form: Form, result: ScoreResult) -> Iterator[str]:
    """What is published of the results that are possible."""
    yield from (line for band, line in figure_lines(model, language, form) if band in result.possible_bands)


def figure_lines(model: Model, language: str, form: Form) -> Iterator[tuple[str, str]]:
    """Each published figure in words, with its band."""
    texts = model.texts[language]
    for figure in form.performance:
        percent = number(figure.percent, language)
        if figure.low is not None and figure.high is not None:
            percent += f" ({number(figure.low, language)}-{number(figure.high, language)})"
        line = filled(
            texts.clinic["published"],
            percent=percent,
            band=texts.scores[form.score.id].bands[figure.band],
            outcome=texts.clinic[f"outcome_{figure.outcome}"],
            source=figure.source,
        )
        yield figure.band, line
