"""What has to hold of the doors of the clinician's page: each leads to scores, and every score stands behind one."""

import re
from collections.abc import Iterable, Iterator, Mapping

from venevagt.knowledge.clinical import ClinicalFinding, Score
from venevagt.knowledge.doors import COPY_KEY, Door
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding, Model
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.logic.expression import names
from venevagt.logic.nearest import did_you_mean

_DOOR = "door_"
_VERSION = "version_"


def doors_fit(loaded: Loaded) -> Iterator[Problem]:
    """Doors, keys, their words, and what findings say of how they are asked."""
    for door in loaded.model.clinical.doors.values():
        yield from _door(loaded, door)
    yield from _every_score_has_one(loaded)
    yield from _keys(loaded)
    for finding in loaded.model.clinical.findings.values():
        yield from _asked(loaded, finding)
    for language in loaded.model.texts:
        yield from _words(loaded, language)


def _door(loaded: Loaded, door: Door) -> Iterator[Problem]:
    model = loaded.model
    known = dict(model.clinical.choices())
    if not door.scores:
        yield at(loaded, "doors", door.id, f"{door.id!r} leads to no score, expected at least one", path=("scores",))
    if len(set(door.scores)) < len(door.scores):
        yield at(loaded, "doors", door.id, f"{door.id!r} names a score twice, expected it once", path=("scores",))
    yield from unknown(loaded, "doors", door.id, ("scores",), door.scores, known, "score")
    if door.suspicion and not door.says:
        yield at(loaded, "doors", door.id, f"{door.id!r} is a suspicion, expected the finding that it says")
    if not door.says:
        return
    yield from _yes_no(loaded, door)
    for place, name in enumerate(door.scores):
        if name in known and door.says not in _for_whom(model, name):
            message = f"{name!r} does not ask for {door.says!r}, which this door says; expected a score that does"
            yield at(loaded, "doors", door.id, message, path=("scores", place))


def _yes_no(loaded: Loaded, door: Door) -> Iterator[Problem]:
    found = [name for name, one in _findings(loaded.model).items() if one.type == "yes_no"]
    if door.says not in found:
        message = f"unknown yes/no finding {door.says!r}"
        yield at(loaded, "doors", door.id, message, did_you_mean(door.says, found), ("says",))


def _for_whom(model: Model, name: str) -> tuple[str, ...]:
    """The findings that tell for whom a score is, or a version of it."""
    wanted, _, version = name.partition("@")
    score: Score = model.clinical.scores[wanted]
    condition = score.versions[version].condition if version else score.condition
    return names(condition) if condition is not None else ()


def _every_score_has_one(loaded: Loaded) -> Iterator[Problem]:
    behind = {name for door in loaded.model.clinical.doors.values() for name in door.scores}
    for name, _ in loaded.model.clinical.choices():
        if name not in behind:
            score, _, version = name.partition("@")
            message = f"no door of the clinician's page leads to {name!r}, expected one in clinical/doors.yaml"
            yield at(loaded, "scores", score, message, path=("versions", version) if version else ())


def _keys(loaded: Loaded) -> Iterator[Problem]:
    known = _findings(loaded.model)
    for name, key in loaded.model.clinical.keys.items():
        if not re.fullmatch(f"(?!{COPY_KEY})[a-z]", name):
            yield at(loaded, "keys", name, f"the key {name!r}, expected one letter a-z, but not {COPY_KEY}")
        if key.finding not in known:
            message = f"unknown finding {key.finding!r}"
            yield at(loaded, "keys", name, message, did_you_mean(key.finding, known), ("finding",))
    given = [key.finding for key in loaded.model.clinical.keys.values()]
    for name, key in loaded.model.clinical.keys.items():
        if given.count(key.finding) > 1:
            yield at(loaded, "keys", name, f"{key.finding!r} has two keys, expected one", path=("finding",))


def _asked(loaded: Loaded, finding: ClinicalFinding) -> Iterator[Problem]:
    if finding.judged and finding.type != "yes_no":
        message = f"{finding.id!r} is judged, expected a yes/no finding"
        yield at(loaded, "clinical_findings", finding.id, message, path=("judged",))
    if finding.absent and finding.absent not in finding.options:
        message = f"unknown option {finding.absent!r}"
        help_line = did_you_mean(finding.absent, finding.options)
        yield at(loaded, "clinical_findings", finding.id, message, help_line, ("absent",))


def _words(loaded: Loaded, language: str) -> Iterator[Problem]:
    """Each door has words, and each version that is not called by its year."""
    where = f"text/{language}/clinic"
    clinical = loaded.model.clinical
    words = loaded.model.texts[language].clinic
    versions = {name for score in clinical.scores.values() for name in (score.version, *score.versions)}
    yield from _exactly(loaded, where, words, _DOOR, clinical.doors)
    yield from _exactly(loaded, where, words, _VERSION, [name for name in versions if not name.isdigit()])


def _exactly(
    loaded: Loaded, where: str, words: Mapping[str, str], prefix: str, wanted: Iterable[str]
) -> Iterator[Problem]:
    """Of the words that begin so, exactly those for what is wanted; of what is broken nothing is said."""
    expected = {f"{prefix}{name}" for name in wanted}
    broken = {f"{prefix}{name}" for name in loaded.broken}
    document = loaded.documents.get(f"{where}.yaml")
    if document is None:
        return
    for name in sorted(expected - set(words)):
        yield document.at(0, 0, f"no words for {name!r}, expected an entry for it")
    for name in words:
        if name.startswith(prefix) and name not in expected | broken:
            yield at(loaded, where, name, f"words for {name!r}, which nothing uses", did_you_mean(name, expected))


def _findings(model: Model) -> Mapping[str, Finding | ClinicalFinding]:
    return {**model.findings, **model.clinical.findings}
