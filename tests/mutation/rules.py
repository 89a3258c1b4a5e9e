"""Every small change of the rules, of what not sure counts as, and of the knowledge as a whole."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
from tests.mutation.conditions import changed_once
from tests.mutation.shape import Mutant, with_entry, without_entry

from venevagt.knowledge.decision import condition_of, rank
from venevagt.knowledge.model import Model
from venevagt.logic.expression import show


def rules(model: Model) -> Iterator[Mutant]:
    """Conditions, urgencies, concerns and sources of the rules, and rules deleted."""
    for name, rule in model.rules.items():
        for words, changed in changed_once(condition_of(rule)):
            yield Mutant(
                "rules", f"{name}: {words}", with_entry(model, "rules", name, condition=changed, when=show(changed))
            )
        place = rank(model, rule.urgency)
        for other in {place - 1, place + 1} & set(range(len(model.about.urgencies))):
            urgency = model.about.urgencies[other]
            yield Mutant("rules", f"{name}: as {urgency}", with_entry(model, "rules", name, urgency=urgency))
        for concern in model.about.concerns:
            if concern != rule.concern:
                yield Mutant("rules", f"{name}: concern {concern}", with_entry(model, "rules", name, concern=concern))
        for source in rule.sources:
            rest = tuple(own for own in rule.sources if own != source)
            yield Mutant("rules", f"{name}: without {source}", with_entry(model, "rules", name, sources=rest))
        yield Mutant("rules", f"{name}: deleted", without_entry(model, "rules", name))


def unsure(model: Model) -> Iterator[Mutant]:
    """What not sure counts as, turned round."""
    for name, finding in model.findings.items():
        answers = finding.options or (("yes", "no") if finding.type == "yes_no" else ())
        for other in (*answers, "must_be_answered", "not_asked"):
            if other != finding.unsure:
                changed = with_entry(model, "findings", name, unsure=other)
                yield Mutant("unsure", f"{name}: unsure counts as {other}", changed)


def whole(model: Model) -> Iterator[Mutant]:
    """knowledge.yaml: the default, the order of the urgencies, languages and articles, the concerns."""
    about = model.about
    changes: list[tuple[str, dict[str, object]]] = [
        (f"default {urgency}", {"default_urgency": urgency})
        for urgency in about.urgencies
        if urgency != about.default_urgency
    ]
    for field in ("urgencies", "languages", "articles"):
        items = getattr(about, field)
        for first, second in pairwise(items):
            swapped = tuple({first: second, second: first}.get(item, item) for item in items)
            changes.append((f"{field}: {first} and {second} swapped", {field: swapped}))
        changes += [(f"{field}: without {own}", {field: tuple(i for i in items if i != own)}) for own in items]
    changes += [
        (f"concerns: without {own}", {"concerns": tuple(c for c in about.concerns if c != own)})
        for own in about.concerns
    ]
    for words, fields in changes:
        yield Mutant("whole", words, msgspec.structs.replace(model, about=msgspec.structs.replace(about, **fields)))
