"""Every small change of a telephone number, an hour, a date or a fact."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any

import msgspec
from tests.mutation.shape import Mutant, with_article, with_entry, without_entry

from venevagt.knowledge.model import Fact, Model, Service, Share
from venevagt.knowledge.shape import Review

REVIEWED = ("findings", "conditions", "rules", "advice", "services", "facts", "of_100")


def numbers(model: Model) -> Iterator[Mutant]:
    """Services, facts and reviews, each changed in every way."""
    for name, service in model.services.items():
        for words, fields in _service(service):
            yield Mutant("numbers", f"{name}: {words}", with_entry(model, "services", name, **fields))
        yield Mutant("numbers", f"{name}: deleted", without_entry(model, "services", name))
    for name, fact in model.facts.items():
        for words, fields in _fact(fact):
            yield Mutant("numbers", f"{name}: {words}", with_entry(model, "facts", name, **fields))
    for name, share in model.of_100.items():
        for words, fields in _share(share):
            yield Mutant("numbers", f"{name}: {words}", with_entry(model, "of_100", name, **fields))
    yield from _swapped(model, "services", ("number", "region", "kind", "opens", "closes", "valid_from", "review"))
    yield from _swapped(model, "facts", ("value", "unit", "sources"))
    yield from _swapped(model, "of_100", ("low", "high", "sources"))
    for section in REVIEWED:
        for name, entry in getattr(model, section).items():
            for words, review in _reviews(entry.review):
                yield Mutant("numbers", f"{name}: {words}", with_entry(model, section, name, review=review))
    yield from _articles(model)


def _articles(model: Model) -> Iterator[Mutant]:
    """The articles' reviews."""
    for language, texts in model.texts.items():
        for name, article in texts.articles.items():
            for words, review in _reviews(article.review):
                mutated = with_article(model, language, name, review=review)
                yield Mutant("numbers", f"article {name} in {language}: {words}", mutated)


def digits_changed(text: str) -> Iterator[str]:
    """The text with one digit one higher, at every place."""
    for found in re.finditer(r"\d", text):
        yield f"{text[: found.start()]}{(int(found[0]) + 1) % 10}{text[found.end() :]}"


def _service(service: Service) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((f"number {number}", {"number": number}) for number in digits_changed(service.number))
    kinds = ("emergency", "own_gp", "out_of_hours")
    yield from ((f"kind {kind}", {"kind": kind}) for kind in kinds if kind != service.kind)
    for field in ("number", "region"):
        if getattr(service, field):
            yield f"no {field}", {field: ""}
    for field in ("opens", "closes"):
        hour = getattr(service, field)
        changed = () if hour is None else (hour - 1, hour + 1, None)
        yield from ((f"{field} {new}", {field: new}) for new in changed)
    if service.valid_from is not None:
        for days in (-365, -1, 1, 365):
            start = service.valid_from + timedelta(days)
            yield f"valid from {start}", {"valid_from": start}
        yield "no valid_from", {"valid_from": None}


def _fact(fact: Fact) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((f"value {value:g}", {"value": value}) for value in (fact.value - 1, fact.value + 1, fact.value * 10))
    yield "another unit", {"unit": "minutes" if fact.unit == "hours" else "hours"}
    for source in fact.sources:
        yield f"without {source}", {"sources": tuple(own for own in fact.sources if own != source)}


def _share(share: Share) -> Iterator[tuple[str, dict[str, Any]]]:
    for field in ("low", "high"):
        people = getattr(share, field)
        yield from ((f"{field} {new}", {field: new}) for new in (people - 1, people + 1, 100 - people))
    for source in share.sources:
        yield f"without {source}", {"sources": tuple(own for own in share.sources if own != source)}


def _swapped(model: Model, section: str, fields: tuple[str, ...]) -> Iterator[Mutant]:
    for first, second in combinations(getattr(model, section).values(), 2):
        for field in fields:
            one, two = getattr(first, field), getattr(second, field)
            if one != two:
                changed = with_entry(model, section, first.id, **{field: two})
                changed = with_entry(changed, section, second.id, **{field: one})
                yield Mutant("numbers", f"{field} of {first.id} and {second.id} swapped", changed)


def _reviews(review: Review | None) -> Iterator[tuple[str, Review | None]]:
    assert review is not None
    for days in (-365, -1, 1, 365):
        for field in ("checked_on", "valid_to"):
            day = getattr(review, field) + timedelta(days)
            yield f"{field} {day}", msgspec.structs.replace(review, **{field: day})
    yield "no review", None
