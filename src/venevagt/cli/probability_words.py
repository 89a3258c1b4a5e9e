"""Probabilities, ratios and the names of factors, in one language."""

from collections.abc import Mapping

from venevagt.care.log_odds import Spread
from venevagt.care.probability_result import Factor, NotApplied
from venevagt.care.words import filled
from venevagt.knowledge.model import Model
from venevagt.knowledge.probability import Percent


def two_digits(value: float, language: str) -> str:
    """A number to two digits; from 10 on whole."""
    text = f"{value:.0f}" if abs(value) >= 9.95 else f"{value:.1f}" if abs(value) >= 0.995 else f"{value:.2g}"
    text = text.removesuffix(".0")
    return text.replace(".", ",") if language == "da" else text


def percent(probability: float, language: str) -> str:
    """A probability in percent, without the sign."""
    value = 100 * probability
    if value > 99:
        return f"{value:.1f}".replace(".", "," if language == "da" else ".")
    return two_digits(value, language)


def with_interval(words: Mapping[str, str], language: str, found: Spread) -> str:
    """The median with its interval, or with the words that there is none."""
    if found.low == found.high:
        return filled(words["probability_no_interval"], percent=percent(found.median, language))
    shown = {key: percent(getattr(found, key), language) for key in ("low", "high")}
    return filled(words["probability_interval"], percent=percent(found.median, language), **shown)


def published(words: Mapping[str, str], language: str, share: Percent) -> str:
    """A published share as it stands in the source."""
    shown = {"percent": _as_typed(share.percent, language)}
    if share.low is None and share.count is not None:
        return filled(words["probability_counted"], **shown, count=share.count, people=share.people)
    if share.low is None or share.high is None:
        return filled(words["probability_no_interval"], **shown)
    ends = {"low": _as_typed(share.low, language), "high": _as_typed(share.high, language)}
    return filled(words["probability_interval"], **shown, **ends)


def _as_typed(value: float, language: str) -> str:
    return f"{value:g}".replace(".", "," if language == "da" else ".")


def ratio(words: Mapping[str, str], language: str, factor: Factor) -> str:
    """A likelihood ratio with its interval, or with the words that there is none."""
    if factor.low is None or factor.high is None:
        return filled(words["probability_ratio_alone"], value=digits(factor.value, language))
    ends = {"low": digits(factor.low, language), "high": digits(factor.high, language)}
    return filled(words["probability_ratio_interval"], value=digits(factor.value, language), **ends)


def digits(value: float, language: str, *, sign: bool = False) -> str:
    """A number to three digits, without an exponent."""
    text = f"{value:+.3g}" if sign else f"{value:.3g}"
    text = text if "e" not in text else f"{float(text):+f}".rstrip("0").rstrip(".").lstrip("" if sign else "+")
    return text.replace(".", ",") if language == "da" else text


def name_of(model: Model, language: str, factor: Factor | NotApplied) -> str:
    """What a factor is called: a finding, or the result of a test."""
    texts = model.texts[language]
    if factor.kind == "test":
        test = texts.tests[factor.factor]
        return test.positive if factor.result == "positive" else test.negative
    return texts.likelihood_ratios[factor.factor]


def names(model: Model, language: str, ids: tuple[str, ...]) -> str:
    """The names of factors by their ids."""
    texts = model.texts[language]
    return "; ".join(texts.likelihood_ratios.get(own) or texts.tests[own].name for own in ids)
