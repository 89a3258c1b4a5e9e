"""Clinics in words: what a fact says, why a clinic stands where it stands, what to know of the record itself."""

from collections.abc import Iterator
from datetime import date, timedelta

from venevagt.care.clinic import Clinic, FactValue
from venevagt.care.find_clinic import Answer, Match, Wish
from venevagt.care.opening import reads_hours
from venevagt.care.score_words import number
from venevagt.care.words import filled
from venevagt.knowledge.model import Model

RECORD = "address"
"""The fact of the knowledge that stands for name and address: how long the record itself stays known."""


def wish_label(model: Model, language: str, wish: Wish) -> str:
    """`Languages: English`, `Weeks to wait: 8 at most`."""
    texts = model.texts[language].directory
    label = texts[f"fact_{wish.fact}"]
    asked = model.recovery.directory.facts[wish.fact].asked
    if asked == "one_of":
        return f"{label}: {texts[f'fact_{wish.fact}_{wish.option}']}"
    if asked == "at_most":
        return f"{label}: {filled(texts['find_at_most'], number=number(wish.number, language))}"
    if asked == "open_at" and wish.at is not None:
        return f"{label}: {wish.at:%Y-%m-%d %H:%M}"
    return label


def value_words(model: Model, language: str, fact_id: str, value: FactValue) -> str:
    """A fact's value as a person reads it."""
    texts = model.texts[language].directory
    if isinstance(value, bool):
        return texts["find_value_yes" if value else "find_value_no"]
    if isinstance(value, tuple):
        return ", ".join(texts[f"fact_{fact_id}_{option}"] for option in value)
    if isinstance(value, str):
        return texts.get(f"fact_{fact_id}_{value}", value) if _is_choice(model, fact_id) else value
    return number(value, language)


def _is_choice(model: Model, fact_id: str) -> bool:
    return model.recovery.directory.facts[fact_id].type == "choice"


def reasons(model: Model, match: Match, language: str, on: date) -> tuple[str, ...]:
    """Why a clinic stands where it stands: what fits, what does not, what is not known, how far, how fresh."""
    texts = model.texts[language].directory
    lines = [
        filled(texts[f"find_{answer}"], facts="; ".join(labels))
        for answer in _ORDER
        if (labels := [wish_label(model, language, wish) for wish, said in match.fits if said == answer])
    ]
    if not reads_hours() and any(wish.at is not None for wish, _ in match.fits):
        lines.append(texts["find_no_hours"])
    if match.km is not None:
        lines.append(filled(texts["find_km"], km=number(round(match.km, 1), language)))
    elif match.clinic.lat is None:
        lines.append(texts["find_no_way"])
    return (*lines, *record_lines(model, match.clinic, language, on))


_ORDER: tuple[Answer, ...] = ("yes", "unknown", "no")


def record_lines(model: Model, clinic: Clinic, language: str, on: date) -> Iterator[str]:
    """When name and address were checked, and what else to know of the record."""
    texts = model.texts[language].directory
    last = clinic.checked_on + timedelta(model.recovery.directory.facts[RECORD].unknown_after_days)
    yield filled(texts["find_checked" if on <= last else "find_old"], day=clinic.checked_on.isoformat())
    if clinic.fictitious:
        yield texts["find_fictitious"]
