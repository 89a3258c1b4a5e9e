"""Numbers for laypeople, "of 100 people ...": as words in a sentence, and the words of the picture beside it."""

from datetime import date

from venevagt.care.words import filled
from venevagt.knowledge.model import PEOPLE, DrawingText, Model, ShareText


def in_a_sentence(model: Model, language: str, name: str, on: date) -> str:
    """The number on a day: "about 6 of 100", "1 to 2 of 100", or what stands there when it has expired."""
    share, words = model.of_100[name], model.texts[language].interface
    if expired(model, name, on):
        return model.texts[language].of_100[name].instead
    if share.low == share.high:
        return filled(words["of_people_about"], people=share.low, whole=PEOPLE)
    return filled(words["of_people_range"], low=share.low, high=share.high, whole=PEOPLE)


def expired(model: Model, name: str, on: date) -> bool:
    """Whether a number may not be shown on a day."""
    review = model.of_100[name].review
    return review is None or review.over(on)


def words_of_share(model: Model, language: str, name: str) -> DrawingText:
    """The words of the picture of one number."""
    share, text = model.of_100[name], model.texts[language].of_100[name]
    return words_of_people(model, language, share.low, share.high, PEOPLE, text)


def words_of_people(model: Model, language: str, low: int, high: int, whole: int, people: ShareText) -> DrawingText:
    """The words of a picture of `whole` persons, of whom `low` to `high` are counted."""
    text = model.texts[language].drawings[picture(low, high)]
    values: dict[str, object] = {"low": low, "high": high, "between": high - low, "whole": whole, "rest": whole - high}
    values |= {"who": people.who, "counted": people.counted, "others": people.others}
    return DrawingText(
        title=filled(text.title, **values),
        description=filled(text.description, **values),
        labels={label: filled(words, **values) for label, words in text.labels.items()},
    )


def picture(low: int, high: int) -> str:
    """The drawing for one number, or for a range."""
    return "icon_array" if low == high else "icon_range"
