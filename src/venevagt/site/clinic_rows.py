"""What the clinician's page asks for each purpose, in which order, and by which key."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from venevagt.care.score_form import Form, findings_of, form_of
from venevagt.knowledge.model import Model
from venevagt.logic.expression import names

GATES: Mapping[str, str] = {
    "dvt_suspected": "wells_dvt",
    "pe_suspected": "wells_pe",
    "arm_dvt_suspected": "constans",
    "pe_confirmed": "pesi",
}
"""What is asked first -> the score that comes first then. The other scores are those that ask the same."""

GATE_ORDER = ("dvt_suspected", "pe_suspected", "", "arm_dvt_suspected", "pe_confirmed")
"""As they stand on the page, each with its digit; the empty one: nothing is suspected."""

NEVER_BY_THE_REST = ("alternative_diagnosis_as_likely", "arm_alternative_diagnosis_as_likely", "pe_most_likely")
"""A judgement of the whole: it is forgotten most often, so nothing but its own answer answers it."""

TEST = "d_dimer"
"""What is measured after the examination, never before it."""
_SUSPECTED = ("dvt_suspected", "pe_suspected", "arm_dvt_suspected")
_FIXED_KEYS = {"age": "a", TEST: "d"}
_DIGITS = "123456789"
_LETTERS = "befghijklmnopqrstuvwxyz"
"""Without c, which copies."""


class Row(Struct, frozen=True):
    """One finding. `scores`: those that ask about it, none where it is always shown; `main`: the first score does."""

    finding: str
    key: str
    scores: tuple[str, ...]
    main: bool


def scores_of(model: Model, gate: str, main: str) -> list[str]:
    """The scores, by name@version, that are for such patients: the main one first."""
    first = f"{main}@{model.clinical.scores[main].version}"
    others = [name for name in _own_forms(model) if name != first and gate in _condition(form_of(model, name))]
    return [first, *others]


def rows(model: Model, gate: str, main: str) -> list[Row]:
    """The findings of these scores: first those of the main score, last the numbers from which others follow."""
    users: dict[str, list[str]] = {}
    scores = scores_of(model, gate, main)
    for score in scores:
        for finding in _asked(model, form_of(model, score)):
            users.setdefault(finding, []).append(score)
    first = [name for name in _asked(model, form_of(model, scores[0])) if name != gate]
    tests = [TEST] if gate in _SUSPECTED else []
    order = dict.fromkeys((*_toggles_first(model, first), *tests, *users))
    order.pop(gate, None)
    keys = _keys(model, order)
    always = {*tests}
    return [
        Row(name, keys.get(name, ""), () if name in always else tuple(users[name]), name in first) for name in order
    ]


def _own_forms(model: Model) -> Iterator[str]:
    """Each score's own version, and those for patients of their own."""
    for name, score in model.clinical.scores.items():
        yield f"{name}@{score.version}"
        yield from (f"{name}@{version}" for version, one in score.versions.items() if one.condition is not None)


def _condition(form: Form) -> tuple[str, ...]:
    return names(form.condition) if form.condition is not None else ()


def _asked(model: Model, form: Form) -> Iterable[str]:
    """What the items ask, then for whom the score is, then the numbers from which an answer follows."""
    items = [name for item in form.items.values() for name in findings_of(item)]
    asked = dict.fromkeys((*items, *_condition(form)))
    return dict.fromkeys((*asked, *(number for name in asked for number in _behind(model, name))))


def _behind(model: Model, name: str) -> Iterator[str]:
    """The numbers from which a finding follows."""
    finding = model.clinical.findings.get(name)
    if finding is None:
        return
    if finding.score:
        form = form_of(model, finding.score)
        yield from (*form.ranges, *form.classes)
    for condition in (finding.yes_condition, finding.no_condition):
        if condition is not None:
            yield from (other for other in names(condition) if _type(model, other) == "number")


def _type(model: Model, name: str) -> str:
    return (model.findings.get(name) or model.clinical.findings[name]).type


def _toggles_first(model: Model, found: Iterable[str]) -> list[str]:
    return sorted(found, key=lambda name: _type(model, name) == "number")


def _keys(model: Model, order: Iterable[str]) -> dict[str, str]:
    """A key for each finding, as long as there are keys: digits for what is said with yes or no."""
    toggles = [name for name in order if _type(model, name) != "number"]
    keys = dict(zip(toggles, _DIGITS, strict=False)) | _FIXED_KEYS
    return keys | dict(zip((name for name in order if name not in keys), _LETTERS, strict=False))
