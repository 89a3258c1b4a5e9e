"""Every small change of the screens, of the findings' own fields, of the sources, and of what an article leads to."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any, get_args

import msgspec
from tests.mutation.shape import Mutant, with_article, with_entry

from venevagt.knowledge.model import Finding, Model
from venevagt.knowledge.shape import Kind


def screens(model: Model) -> Iterator[Mutant]:
    """Screens in another order or of another shape, questions dropped, moved or in another order."""
    for first, second in combinations(model.screens, 2):
        order = [{first: second, second: first}.get(name, name) for name in model.screens]
        swapped = msgspec.structs.replace(model, screens={name: model.screens[name] for name in order})
        yield Mutant("screens", f"{first} and {second} swapped", swapped)
    for name, screen in model.screens.items():
        other = "question" if screen.shape == "tick_list" else "tick_list"
        yield Mutant("screens", f"{name}: shape {other}", with_entry(model, "screens", name, shape=other))
        for finding in screen.findings:
            rest = tuple(own for own in screen.findings if own != finding)
            without = with_entry(model, "screens", name, findings=rest)
            yield Mutant("screens", f"{name}: without {finding}", without)
            for to in model.screens:
                if to != name:
                    moved = with_entry(without, "screens", to, findings=(*model.screens[to].findings, finding))
                    yield Mutant("screens", f"{finding} on {to}", moved)
        for before, after in pairwise(screen.findings):
            swapped_findings = tuple({before: after, after: before}.get(own, own) for own in screen.findings)
            changed = with_entry(model, "screens", name, findings=swapped_findings)
            yield Mutant("screens", f"{name}: {after} before {before}", changed)


def see_also(model: Model) -> Iterator[Mutant]:
    """What an article leads to, dropped or in another order."""
    for language, texts in model.texts.items():
        for name, article in texts.articles.items():
            others = article.see_also
            for other in others:
                rest = tuple(own for own in others if own != other)
                words = f"{name} in {language}: does not lead to {other}"
                yield Mutant("see also", words, with_article(model, language, name, see_also=rest))
            for before, after in pairwise(others):
                order = tuple({before: after, after: before}.get(own, own) for own in others)
                words = f"{name} in {language}: {after} before {before}"
                yield Mutant("see also", words, with_article(model, language, name, see_also=order))


def findings(model: Model) -> Iterator[Mutant]:
    """Kind, type, range, options and what stands in for a measurement."""
    for name, finding in model.findings.items():
        for words, fields in _changes(finding):
            yield Mutant("findings", f"{name}: {words}", with_entry(model, "findings", name, **fields))


def _changes(finding: Finding) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((f"kind {kind}", {"kind": kind}) for kind in get_args(Kind) if kind != finding.kind)
    if finding.decides_nothing:
        yield "decides something", {"decides_nothing": ""}
    else:
        yield "decides nothing", {"decides_nothing": "no use"}
    if finding.type == "number":
        for field in ("low", "high"):
            value = getattr(finding, field)
            yield from ((f"{field} {new:g}", {field: new}) for new in (value - 1, value + 1))
        yield "another unit", {"unit": "days"}
        stand_in = 0.0 if finding.not_measured is None else finding.not_measured + 1
        yield f"not_measured {stand_in:g}", {"not_measured": stand_in}
        if finding.not_measured is not None:
            yield "must be measured", {"not_measured": None}
    for option in finding.options:
        yield f"without {option}", {"options": tuple(own for own in finding.options if own != option)}


def sources(model: Model) -> Iterator[Mutant]:
    """Two citations that have changed places, and a source said to have been read that has not."""
    for first, second in combinations(model.sources.values(), 2):
        changed = with_entry(model, "sources", first.id, citation=second.citation)
        changed = with_entry(changed, "sources", second.id, citation=first.citation)
        yield Mutant("sources", f"citations of {first.id} and {second.id} swapped", changed)
    for name, source in model.sources.items():
        status = "read" if source.status == "secondary" else "secondary"
        yield Mutant("sources", f"{name}: {status}", with_entry(model, "sources", name, status=status))
