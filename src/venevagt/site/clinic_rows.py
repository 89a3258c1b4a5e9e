"""What the clinician's page asks behind each door, in which order, and by which key."""

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase

from msgspec import Struct

from venevagt.care.score_form import Form, findings_of, form_of
from venevagt.knowledge.doors import COPY_KEY, Door
from venevagt.knowledge.model import Model
from venevagt.logic.expression import names

_DIGITS = "123456789"

NOTHING = ""
"""Stands among the doors for: nothing is suspected."""


class Row(Struct, frozen=True):
    """One finding. `forms`: those that ask about it, none where it is always shown; `main`: the first score does.

    `key`: empty where there were no more keys.
    """

    finding: str
    key: str
    forms: tuple[str, ...]
    main: bool


def door_keys(model: Model) -> Mapping[str, str]:
    """The doors in the order of the page, each with its key: the suspicions, that there is none, the others."""
    doors = model.clinical.doors.values()
    suspicions = [door.id for door in doors if door.suspicion]
    others = [door.id for door in doors if not door.suspicion]
    return dict(zip((*suspicions, NOTHING, *others), _DIGITS + _letters(model), strict=False))


def versions_of(model: Model, door: Door) -> list[tuple[str, ...]]:
    """The scores behind a door, each as the versions to choose from by name@version; the first by itself."""
    known = dict(model.clinical.choices())
    return [known[name] for name in door.scores]


def rows(model: Model, door: Door) -> list[Row]:
    """The findings of these scores: first those of the main score, last the numbers from which others follow."""
    users: dict[str, list[str]] = {}
    versions = versions_of(model, door)
    for name in (form for score in versions for form in score):
        for finding in _asked(model, form_of(model, name)):
            users.setdefault(finding, []).append(name)
    first = [name for name, forms in users.items() if name != door.says and not set(forms).isdisjoint(versions[0])]
    last = [one.id for one in model.clinical.findings.values() if one.after_examination] if door.suspicion else []
    order = dict.fromkeys((*_toggles_first(model, first), *last, *users))
    order.pop(door.says, None)
    keys = _keys(model, order)
    return [Row(name, keys.get(name, ""), () if name in last else tuple(users[name]), name in first) for name in order]


def _asked(model: Model, form: Form) -> Iterable[str]:
    """What the items or factors ask, then for whom the score is, then the numbers from which an answer follows."""
    items = [name for item in form.items.values() for name in findings_of(item)]
    whom = names(form.condition) if form.condition is not None else ()
    found = dict.fromkeys((*items, *form.ranges, *form.classes, *whom))
    more: Iterable[str] = found
    while more := [number for name in more for number in _behind(model, name) if number not in found]:
        found |= dict.fromkeys(more)
    return found


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
    fixed = {one.finding: key for key, one in model.clinical.keys.items()}
    keys = dict(zip(toggles, _DIGITS, strict=False)) | fixed
    return keys | dict(zip((name for name in order if name not in keys), _letters(model), strict=False))


def _letters(model: Model) -> str:
    """The letters that no finding has behind every door, without the one that copies."""
    return "".join(letter for letter in ascii_lowercase if letter != COPY_KEY and letter not in model.clinical.keys)
