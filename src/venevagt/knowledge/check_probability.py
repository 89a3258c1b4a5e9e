"""What has to hold of likelihood ratios, tests, starting points and calibrations."""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import get_args

from venevagt.knowledge.clinical import Band, Performance, Score, Version
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.probability import Calibration, DiagnosticTest, LikelihoodRatio, Outcome, Percent
from venevagt.knowledge.problems import Problem
from venevagt.logic.domain import domains
from venevagt.logic.expression import Expression, VariableType, evaluate, names
from venevagt.logic.nearest import did_you_mean


def probability_fits(loaded: Loaded) -> Iterator[Problem]:
    """Figures are possible, names are known, and nothing is counted twice."""
    probability = loaded.model.clinical.probability
    for name, ratio in probability.likelihood_ratios.items():
        yield from _ratio(loaded, name, ratio)
        yield from _overlaps(loaded, "likelihood_ratios", name, ratio, [ratio.condition])
    yield from _groups(loaded)
    for name, test in probability.tests.items():
        yield from _test(loaded, name, test)
        yield from _overlaps(loaded, "tests", name, test, [test.yes_condition, test.no_condition])
    yield from _starting_points(loaded)
    for name, calibration in probability.calibrations.items():
        yield from _calibration(loaded, name, calibration)


def _ratio(loaded: Loaded, name: str, ratio: LikelihoodRatio) -> Iterator[Problem]:
    section = "likelihood_ratios"
    if bool(ratio.when) == bool(ratio.score) or bool(ratio.score) != bool(ratio.band):
        yield at(loaded, section, name, f"{name!r}, expected 'when', or 'score' and 'band'")
    if ratio.score:
        yield from _band(loaded, section, name, ratio.score, ratio.band)
    if not (math.isfinite(ratio.value) and ratio.value > 0) or ratio.value == 1:
        message = f"the likelihood ratio {ratio.value:g}, expected a number above 0 that is not 1"
        yield at(loaded, section, name, message, path=("value",))
    yield from _interval(loaded, section, name, (), ratio.value, ratio.low, ratio.high, math.inf)


def _interval(
    loaded: Loaded,
    section: str,
    name: str,
    path: tuple[str, ...],
    value: float,
    low: float | None,
    high: float | None,
    end: float,
) -> Iterator[Problem]:
    """A problem where an interval is half there, does not contain its value, or reaches 0 or `end`."""
    if (low is None) != (high is None):
        message = "half of an interval, expected low and high, or neither"
        yield at(loaded, section, name, message, path=(*path, "high" if low is None else "low"))
    elif low is not None and high is not None and not 0 < low <= value <= high < end:
        message = f"{low:g} to {high:g} around {value:g}, expected low <= {value:g} <= high, above 0" + (
            "" if end == math.inf else f" and below {end:g}"
        )
        yield at(loaded, section, name, message, path=(*path, "low"))


def _percent(loaded: Loaded, section: str, name: str, key: str, share: Percent) -> Iterator[Problem]:
    if not 0 < share.percent < 100:
        message = f"found {share.percent:g}, expected a percentage above 0 and below 100"
        yield at(loaded, section, name, message, path=(key, "percent"))
        return
    yield from _interval(loaded, section, name, (key,), share.percent, share.low, share.high, 100)
    if (share.count is None) != (share.people is None):
        yield at(loaded, section, name, "half of a count, expected count and people, or neither", path=(key,))
    elif share.count is not None and share.people is not None:
        counted = 100 * share.count / max(1, share.people)
        if not 0 < share.count < share.people or abs(counted - share.percent) > 1:
            message = f"{share.count} of {share.people} is not {share.percent:g} %, expected what the source counted"
            yield at(loaded, section, name, message, path=(key, "count"))


def _overlaps(
    loaded: Loaded,
    section: str,
    name: str,
    entry: LikelihoodRatio | DiagnosticTest,
    conditions: Iterable[Expression | None],
) -> Iterator[Problem]:
    """A problem where a score weighs the same finding, and the entry does not say so."""
    scores = loaded.model.clinical.scores
    yield from unknown(loaded, section, name, ("in_scores",), entry.in_scores, scores, "score")
    own = {finding for condition in conditions if condition is not None for finding in names(condition)}
    for score in scores.values():
        shared = own & _findings(loaded, score)
        if score.purpose == entry.outcome and shared and score.id not in entry.in_scores:
            message = f"{score.id!r} weighs {', '.join(sorted(shared))} too, expected it in in_scores"
            yield at(loaded, section, name, message, f"in_scores: [..., {score.id}]")


def _findings(loaded: Loaded, score: Score) -> set[str]:
    """The findings that a score looks at, and those from which they follow."""
    scores = loaded.model.clinical.scores
    items = [*score.items.values(), *(item for version in score.versions.values() for item in version.items.values())]
    items += [item for own in items if own.score in scores for item in scores[own.score].items.values()]
    conditions = [item.condition for item in items] + [level.condition for item in items for level in item.levels]
    found = {name for condition in conditions if condition is not None for name in names(condition)}
    for name in [*found]:
        finding = loaded.model.clinical.findings.get(name)
        follows = (finding.yes_condition, finding.no_condition) if finding else ()
        found |= {other for condition in follows if condition is not None for other in names(condition)}
    return found


def _groups(loaded: Loaded) -> Iterator[Problem]:
    """A problem for a group, or a thing measured, that stands alone: most likely a slip of the pen."""
    ratios = loaded.model.clinical.probability.likelihood_ratios
    for key in ("group", "measures"):
        words = [(ratio.outcome, getattr(ratio, key)) for ratio in ratios.values()]
        for name, ratio in ratios.items():
            word = getattr(ratio, key)
            if word and words.count((ratio.outcome, word)) == 1:
                others = [other for outcome, other in words if outcome == ratio.outcome and other not in ("", word)]
                message = f"nothing else of {ratio.outcome} has {key} {word!r}, expected another, or none"
                yield at(loaded, "likelihood_ratios", name, message, did_you_mean(word, others), (key,))


def _test(loaded: Loaded, name: str, test: DiagnosticTest) -> Iterator[Problem]:
    yield from _percent(loaded, "tests", name, "sensitivity", test.sensitivity)
    yield from _percent(loaded, "tests", name, "specificity", test.specificity)
    if test.sensitivity.percent + test.specificity.percent <= 100:
        message = "sensitivity and specificity are 100 together or less: such a test says nothing; expected more"
        yield at(loaded, "tests", name, message, path=("specificity",))
    for language, texts in loaded.model.texts.items():
        text = texts.tests.get(name)
        if text is not None and bool(text.doubtful) != bool(test.doubtful):
            message = f"{name!r}, expected 'doubtful' where the test has it, and only there"
            yield at(loaded, f"text/{language}/tests", name, message)
    positive, negative = test.yes_condition, test.no_condition
    if positive is None or negative is None:
        return
    vocabulary: dict[str, VariableType] = {key: own.variable for key, own in loaded.model.findings.items()}
    vocabulary |= {key: own.variable for key, own in loaded.model.clinical.findings.items()}
    classes = domains([positive, negative], vocabulary)
    for values in product(*(own.representatives for own in classes.values())):
        case = dict(zip(classes, values, strict=True))
        if evaluate(positive, case) and evaluate(negative, case):
            message = f"{name!r} can be positive and negative at once, expected one of them at the most"
            yield at(loaded, "tests", name, message, path=("negative",))
            return


def _starting_points(loaded: Loaded) -> Iterator[Problem]:
    section = "starting_points"
    points = loaded.model.clinical.probability.starting_points
    for name, point in points.items():
        if name not in get_args(Outcome):
            yield at(loaded, section, name, f"unknown outcome {name!r}", did_you_mean(name, get_args(Outcome)))
        if not 0 < point.rule_out < (100 if point.treat is None else point.treat) <= 100:
            message = f"excluded below {point.rule_out:g}, treated from {point.treat}: expected 0 < rule_out < treat"
            yield at(loaded, section, name, message, path=("rule_out",))
        bands, figures = _version(loaded, point.score)
        told = {figure.band for figure in figures if figure.outcome == name}
        if not bands or told != set(bands):
            message = f"{point.score!r}, expected a score whose every band has a published percentage of {name}"
            yield at(loaded, section, name, message, path=("score",))


def _version(loaded: Loaded, name: str) -> tuple[Mapping[str, Band], tuple[Performance, ...]]:
    """The bands and the published figures of a score (name or name@version); nothing for one that is not there."""
    wanted, _, key = name.partition("@")
    score = loaded.model.clinical.scores.get(wanted)
    if score is None or (key and key != score.version and key not in score.versions):
        return {}, ()
    version = score.versions.get(key, Version())
    return version.bands or score.bands, version.performance or (() if version.bands else score.performance)


def _band(loaded: Loaded, section: str, name: str, score: str, band: str) -> Iterator[Problem]:
    bands, _ = _version(loaded, score)
    if not bands:
        near = did_you_mean(score, loaded.model.clinical.scores)
        yield at(loaded, section, name, f"unknown score {score!r}", near, ("score",))
    elif band not in bands:
        message = f"unknown band {band!r} of {score}"
        yield at(loaded, section, name, message, did_you_mean(band, bands), ("band",) if band else ())


def _calibration(loaded: Loaded, name: str, calibration: Calibration) -> Iterator[Problem]:
    section, probability = "calibrations", loaded.model.clinical.probability
    if (calibration.pretest is None) != bool(calibration.score):
        yield at(loaded, section, name, f"{name!r}, expected 'score' and 'band', or 'pretest'")
    if calibration.score:
        yield from _band(loaded, section, name, calibration.score, calibration.band)
        _, figures = _version(loaded, calibration.score)
        if not any(f.band == calibration.band and f.outcome == calibration.outcome for f in figures):
            message = (
                f"no published percentage of {calibration.outcome} in {calibration.band!r}, expected one to start at"
            )
            yield at(loaded, section, name, message, path=("score",))
    if calibration.pretest is not None:
        yield from _percent(loaded, section, name, "pretest", calibration.pretest)
    yield from _percent(loaded, section, name, "published", calibration.published)
    if not (calibration.ratios or calibration.tests):
        yield at(loaded, section, name, f"{name!r}, expected 'ratios' or 'tests': else there is nothing to compare")
    for key, known in (("ratios", probability.likelihood_ratios), ("tests", probability.tests)):
        fitting = [other for other, entry in known.items() if entry.outcome == calibration.outcome]
        wanted = [*getattr(calibration, key)]
        for place, one in enumerate(wanted):
            if one not in fitting:
                message = f"unknown {key[:-1]} {one!r} of {calibration.outcome}"
                inside = (key, place if key == "ratios" else one)
                yield at(loaded, section, name, message, did_you_mean(one, fitting), inside)
