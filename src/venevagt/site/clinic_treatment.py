"""What is known of treating a confirmed clot, as data for the clinician's page; `clinic/treatment.js` reads it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from venevagt.care.score_form import Form, form_of
from venevagt.knowledge.model import Model
from venevagt.knowledge.treatment import CONFIRMED, Topic, Treatment, look_at, stopped_by
from venevagt.logic.expression import Expression, Not

SITE = "clot_site"
"""The finding by which somebody says that a clot is confirmed, at whatever the page began with."""

_TOPICS: tuple[Topic, ...] = get_args(Topic)

Encode = Callable[[Expression | None], Any]
"""A condition as the page's scripts read it."""


def treatment_data(model: Model, language: str, forms: Sequence[Form], encode: Encode) -> Mapping[str, Any]:
    """All entries, topic by topic. `forms`: the scores in the order in which the page numbers them."""
    entries = dict(sorted(model.clinical.treatment.items(), key=lambda item: _TOPICS.index(item[1].topic)))
    place = {(form.score.id, form.version): at for at, form in enumerate(forms)}
    texts = model.texts[language].treatment
    return {
        "confirmed": CONFIRMED,
        "site": SITE,
        "topics": [topic for topic in _TOPICS if any(entry.topic == topic for entry in entries.values())],
        "entries": [_entry(model, entry, entries, place, texts[name], encode) for name, entry in entries.items()],
        "looks": {item: texts[item] for item in sorted(look_at(entries.values()))},
    }


def treatment_sources(model: Model) -> Iterator[str]:
    """The sources that the panel can name."""
    for entry in model.clinical.treatment.values():
        yield from entry.sources


def _entry(
    model: Model,
    entry: Treatment,
    entries: Mapping[str, Treatment],
    place: Mapping[tuple[str, str], int],
    text: str,
    encode: Encode,
) -> Mapping[str, Any]:
    forms = {name: form_of(model, name) for name in entry.score}
    exception = [Not(entry.exception)] if entry.exception is not None else []
    return {
        "id": entry.id,
        "text": text,
        "topic": entry.topic,
        "strength": entry.strength,
        "conditions": [encode(condition) for condition in (entry.condition, *exception)],
        "scores": [(place[forms[name].score.id, forms[name].version], bands) for name, bands in entry.score.items()],
        "unknown": entry.while_unknown,
        "stopped_by": [other.id for other in stopped_by(entries, entry.id)],
        "controls": [(control.day, control.every, control.look_at) for control in entry.controls],
        "sources": entry.sources,
    }
