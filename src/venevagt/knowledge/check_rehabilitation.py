"""What has to hold of the rehabilitation: names exist, stages follow each other, and everything has its words."""

from collections.abc import Iterator
from itertools import pairwise

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.rehabilitation import Rehabilitation
from venevagt.logic.expression import Expression, evaluate, names
from venevagt.logic.nearest import did_you_mean

NEEDED = ("by", "given_on", "diagnosis", "treatment_started", "treatment", "up_to_stage", "watch", "call", "until")
"""What every clearance names: the program reads these by name."""


def rehabilitation_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    own = loaded.model.recovery.rehabilitation
    yield from _clearance(loaded, own)
    yield from _stop_signs(loaded, own)
    yield from _stages(loaded, own)
    yield from _exercises(loaded, own)
    yield from _measures(loaded, own)
    yield from _way_back(loaded, own)
    yield from _words(loaded, own)


def _clearance(loaded: Loaded, own: Rehabilitation) -> Iterator[Problem]:
    for name, field in own.clearance.items():
        yield from unknown(loaded, "clearance", name, ("says",), field.says, field.options, "option")
        for option, findings in field.says.items():
            path = ("says", option)
            yield from unknown(loaded, "clearance", name, path, findings, loaded.model.findings, "finding")
        if name not in NEEDED:
            help_line = did_you_mean(name, NEEDED)
            yield at(loaded, "clearance", name, f"{name!r}, which nothing reads, expected one of {NEEDED}", help_line)
        if bool(field.options) != (field.kind == "choice"):
            yield at(loaded, "clearance", name, "expected options for a choice, and for nothing else")
    if own.clearance and (missing := [name for name in NEEDED if name not in own.clearance]):
        first = next(iter(own.clearance))
        yield at(loaded, "clearance", first, f"no {', '.join(missing)} in the clearance, expected all of {NEEDED}")


def _stop_signs(loaded: Loaded, own: Rehabilitation) -> Iterator[Problem]:
    for name, sign in own.stop_signs.items():
        yield from unknown(loaded, "stop_signs", name, ("findings",), sign.findings, loaded.model.findings, "finding")
        said = own.clearance["treatment"].options if "treatment" in own.clearance else ()
        if sign.treatment and sign.treatment not in said:
            message = f"unknown treatment {sign.treatment!r}, expected one of {', '.join(said)}"
            yield at(loaded, "stop_signs", name, message, path=("treatment",))
        if name in loaded.model.findings or name in own.checks:
            yield at(loaded, "stop_signs", name, f"{name!r} is also a finding or a check, expected a name of its own")


def _stages(loaded: Loaded, own: Rehabilitation) -> Iterator[Problem]:
    """Each begins later than the one before, and only when something is known to go well."""
    for (_, before), (name, stage) in pairwise(own.stages.items()):
        if stage.from_day <= before.from_day:
            message = f"from day {stage.from_day}, expected a later day than that of {before.id!r} ({before.from_day})"
            yield at(loaded, "stages", name, message, path=("from_day",))
        if stage.condition is None or evaluate(stage.condition, {}) is not None:
            message = f"{name!r} opens without a check, expected 'when' with one of: {', '.join(own.checks)}"
            yield at(loaded, "stages", name, message)
    asked = {check for stage in own.stages.values() for check in _names(stage.condition)}
    asked |= {check for way in own.way_back.values() for check in _names(way.condition)}
    for name in own.checks:
        if name not in asked:
            yield at(loaded, "checks", name, f"nothing asks {name!r}, expected a stage or a way back that does")


def _names(condition: Expression | None) -> tuple[str, ...]:
    return () if condition is None else names(condition)


def _exercises(loaded: Loaded, own: Rehabilitation) -> Iterator[Problem]:
    for name, exercise in own.exercises.items():
        yield from unknown(loaded, "exercises", name, ("stage",), (exercise.stage,), own.stages, "stage")


def _measures(loaded: Loaded, own: Rehabilitation) -> Iterator[Problem]:
    for name, measure in own.measures.items():
        if measure.finding:
            findings = loaded.model.findings
            yield from unknown(loaded, "measures", name, ("finding",), (measure.finding,), findings, "finding")
        if measure.score:
            scores = loaded.model.clinical.scores
            yield from unknown(loaded, "measures", name, ("score",), (measure.score,), scores, "score")
        if measure.licence == bool(measure.unit):
            yield at(loaded, "measures", name, "expected a unit, or licence: true for what is only named")
        if measure.unit and measure.low >= measure.high:
            yield at(loaded, "measures", name, f"from {measure.low:g} to {measure.high:g}, expected low below high")


def _way_back(loaded: Loaded, own: Rehabilitation) -> Iterator[Problem]:
    for name, way in own.way_back.items():
        if way.doctor == bool(way.stage):
            yield at(loaded, "return", name, "expected a stage, or doctor: true where only a doctor says when")
        elif way.stage:
            yield from unknown(loaded, "return", name, ("stage",), (way.stage,), own.stages, "stage")
        elif way.when:
            yield at(loaded, "return", name, "expected no condition where only a doctor says when", path=("when",))


def words_of(own: Rehabilitation) -> Iterator[tuple[str, str, str]]:
    """Every word that an entry needs: the section, the entry's id, and the key of the word."""
    parts = {
        "clearance": (own.clearance, ("field_{}", "field_{}_help")),
        "stop_signs": (own.stop_signs, ("stop_{}", "stopped_{}")),
        "checks": (own.checks, ("check_{}",)),
        "stages": (own.stages, ("stage_{}", "stage_{}_about")),
        "exercises": (
            own.exercises,
            tuple(f"exercise_{{}}_{part}" for part in ("name", "how", "dose", "feel", "stop")),
        ),
        "measures": (own.measures, ("measure_{}", "measure_{}_how")),
        "return": (own.way_back, ("back_{}", "back_{}_about")),
    }
    for section, (entries, keys) in parts.items():
        yield from ((section, name, key.format(name)) for name in entries for key in keys)
    for name, field in own.clearance.items():
        yield from (("clearance", name, f"option_{option}") for option in field.options)


def _words(loaded: Loaded, own: Rehabilitation) -> Iterator[Problem]:
    for section, name, key in words_of(own):
        for language, texts in loaded.model.texts.items():
            if key not in texts.rehabilitation:
                yield at(
                    loaded, section, name, f"no words {key!r} in text/{language}/rehabilitation.yaml, expected some"
                )
