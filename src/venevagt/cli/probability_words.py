"""Probabilities, ratios and the names of factors, in one language."""

import math
from collections.abc import Mapping
from decimal import Decimal

from venevagt.care.log_odds import Spread
from venevagt.care.probability_result import Factor, NotApplied
from venevagt.care.words import filled
from venevagt.knowledge.model import Model
from venevagt.knowledge.probability import Percent


def two_digits(value: float, language: str) -> str:
    """A number to two digits; from 10 on whole."""
    text = (
        f"{value:.0f}" if abs(value) >= 9.95 else f"{value:.1f}" if abs(value) >= 0.995 else _without_exponent(value, 2)
    )
    return _in(language, text.removesuffix(".0"))


def percent(probability: float, language: str) -> str:
    """A probability in percent, without the sign."""
    value = 100 * probability
    # Near 100 the digits of what is missing are shown: nothing short of certain is written as 100.
    places = max(1, -math.floor(math.log10(100 - value))) if 99 < value < 100 else None
    return two_digits(value, language) if places is None else _in(language, f"{value:.{places}f}".rstrip("0"))


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
    return _in(language, f"{value:g}")


def ratio(words: Mapping[str, str], language: str, factor: Factor) -> str:
    """A likelihood ratio with its interval, or with the words that there is none."""
    if factor.low is None or factor.high is None:
        return filled(words["probability_ratio_alone"], value=digits(factor.value, language))
    ends = {"low": digits(factor.low, language), "high": digits(factor.high, language)}
    return filled(words["probability_ratio_interval"], value=digits(factor.value, language), **ends)


def digits(value: float, language: str, *, sign: bool = False) -> str:
    """A number to three digits, without an exponent."""
    plus = "+" if sign and value >= 0 else ""
    return _in(language, plus + _without_exponent(value, 3))


def _without_exponent(value: float, count: int) -> str:
    return format(Decimal(f"{value:.{count}g}"), "f")


def _in(language: str, text: str) -> str:
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
