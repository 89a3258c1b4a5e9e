"""What follows from other findings, in an order for many cases at once; `clinical_case` does the same for one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from venevagt.care.score_form import Form, form_of
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Model
from venevagt.logic.expression import names


def rests_on(model: Model, finding: ClinicalFinding) -> tuple[str, ...]:
    """The findings that a conclusion looks at."""
    conditions = (finding.yes_condition, finding.no_condition)
    own = [name for condition in conditions if condition is not None for name in names(condition)]
    if finding.score:
        form = form_of(model, finding.score)
        own += [*form.classes, *form.ranges]
    return tuple(dict.fromkeys(own))


def needed(model: Model, forms: Iterable[Form]) -> tuple[str, ...]:
    """The findings that scores look at, and those from which these may follow."""
    waiting: list[str] = []
    for form in forms:
        waiting += [*form.classes, *form.ranges, *(names(form.condition) if form.condition else ())]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += rests_on(model, model.clinical.findings[name]) if name in model.clinical.findings else ()
    return tuple(found)


def waves(model: Model, names_needed: Iterable[str]) -> Iterator[Mapping[str, ClinicalFinding]]:
    """The findings that can be concluded at once; then those that can follow from these, and so on."""
    derived = {
        name: finding
        for name in names_needed
        if (finding := model.clinical.findings.get(name)) is not None and rests_on(model, finding)
    }
    before = {name: [other for other in rests_on(model, one) if other in derived] for name, one in derived.items()}
    lengths = {name: _longest(name, before, frozenset()) for name in derived}
    for wave in range(1, max(lengths.values(), default=0) + 1):
        yield {name: finding for name, finding in derived.items() if lengths[name] >= wave}


def _longest(name: str, before: Mapping[str, Sequence[str]], seen: frozenset[str]) -> int:
    """How many conclusions at the most lead to this one, itself counted, none of them twice."""
    seen |= {name}
    return 1 + max((_longest(other, before, seen) for other in before[name] if other not in seen), default=0)
