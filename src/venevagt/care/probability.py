"""The probability of a clot, in parts that can be looked at: start, factors, bounds, and what a test would change.

It is arithmetic on published figures, and no diagnosis. docs/probability.md says what it can and cannot do.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from venevagt.care.log_odds import Belief, Ratio, plain, probability, ratio, ratio_of, spread, updated
from venevagt.care.probability_result import Bounds, Factor, Limits, NotApplied, ProbabilityResult, Start
from venevagt.care.probability_start import NoStart, Share, band_of, own_start, ratio_of_band, score_start
from venevagt.care.score_form import Known
from venevagt.care.value_of_test import action_at, surely, value_of
from venevagt.knowledge.model import Model
from venevagt.knowledge.probability import DiagnosticTest, LikelihoodRatio
from venevagt.logic.expression import evaluate


class Evidence(Struct, frozen=True):
    """A factor before it is counted."""

    name: str
    ratio: Ratio
    sources: tuple[str, ...]
    kind: str = "finding"
    result: str = ""
    measures: str = ""
    group: str = ""
    in_scores: tuple[str, ...] = ()

    @property
    def strength(self) -> float:
        """How much it changes, whichever way."""
        return abs(self.ratio.log)


def assess_probability(
    model: Model,
    outcome: str,
    known: Known,
    pretest: Share | None = None,
    score: str | None = None,
    rule_out: float | None = None,
    treat: float | None = None,
) -> ProbabilityResult:
    """How likely the outcome is from what is known.

    It starts from the band of `score` (or of the outcome's own one), or from `pretest`; from both, by the likelihood
    ratio of the band. What that score weighs is not counted once more. `rule_out`, `treat`: limits, 0 to 1, in place
    of the published ones. Raises NoStart and UnknownScore.
    """
    limits = _limits(model, outcome, rule_out, treat)
    believed, start, first = _start(model, outcome, known, pretest, score)
    weighed = first.in_scores[0] if first is not None else start.score
    found = [*_findings(model, outcome, known), *_done(model, outcome, known)]
    counted, left_out = _each_once(found, weighed)
    evidence = [*([first] if first is not None else []), *counted]
    after = updated(believed, [own.ratio for own in evidence])
    ends = _ends(believed, evidence)
    doubtful = tuple(_doubtful(model, outcome, known))
    result = spread(after)
    return ProbabilityResult(
        outcome=outcome,
        start=start,
        factors=tuple(_factors(believed, evidence)),
        not_applied=tuple(left_out),
        probability=result,
        without_interval=tuple(own.name for own in evidence if own.ratio.interval is None),
        bounds=_bounds(believed, evidence, ends),
        limits=limits,
        action=action_at(result.mean, limits),
        sure=surely(after, ends, limits) and not any(own.name in doubtful for own in evidence),
        doubtful=doubtful,
        tests=tuple(
            value_of(test, after, ends, limits, doubtful=test.id in doubtful)
            for test in open_tests(model, outcome, known)
            if weighed not in test.in_scores
        ),
    )


def _limits(model: Model, outcome: str, rule_out: float | None, treat: float | None) -> Limits:
    own = model.clinical.probability.starting_points[outcome]
    published = None if own.treat is None else own.treat / 100
    low = own.rule_out / 100 if rule_out is None else rule_out
    high = published if treat is None else treat
    if high is not None and low >= high:
        raise NoStart(f"excluded below {low:g} and treated from {high:g}: expected the second to be higher")
    return Limits(low, high, own.sources if rule_out is None else ())


def _start(
    model: Model, outcome: str, known: Known, pretest: Share | None, score: str | None
) -> tuple[Belief, Start, Evidence | None]:
    """The belief to start from, what it comes from, and the score's likelihood ratio where that counts too."""
    if pretest is None:
        name = score or model.clinical.probability.starting_points[outcome].score
        return *score_start(band_of(model, name, known), outcome), None
    believed, start = own_start(model, outcome, known, pretest)
    if score is None:
        return believed, start, None
    band = band_of(model, score, known)
    entry = ratio_of_band(model, band, outcome)
    return believed, start, ratio_evidence(entry, kind="score", in_scores=(band.form.score.id,))


def ratio_evidence(entry: LikelihoodRatio, *, kind: str = "finding", in_scores: tuple[str, ...] = ()) -> Evidence:
    """A likelihood ratio of the knowledge as a factor."""
    own = ratio(entry.value, entry.low, entry.high)
    scores = in_scores or entry.in_scores
    return Evidence(entry.id, own, entry.sources, kind, "", entry.measures, entry.group, scores)


def test_evidence(test: DiagnosticTest, result: str) -> Evidence:
    """A test's result as a factor."""
    own = ratio_of(test, result)
    return Evidence(test.id, own, test.sources, "test", result, test.measures, "", test.in_scores)


def _findings(model: Model, outcome: str, known: Known) -> Iterable[Evidence]:
    for entry in model.clinical.probability.likelihood_ratios.values():
        if entry.outcome == outcome and entry.condition is not None and evaluate(entry.condition, known):
            yield ratio_evidence(entry)


def _result(test: DiagnosticTest, known: Known) -> str:
    for result, condition in (("positive", test.yes_condition), ("negative", test.no_condition)):
        if condition is not None and evaluate(condition, known):
            return result
    return ""


def _done(model: Model, outcome: str, known: Known) -> Iterable[Evidence]:
    for test in model.clinical.probability.tests.values():
        result = _result(test, known) if test.outcome == outcome else ""
        if result:
            yield test_evidence(test, result)


def open_tests(model: Model, outcome: str, known: Known) -> Iterable[DiagnosticTest]:
    """The tests of an outcome that have no result, and that measure nothing which has been measured."""
    tests = [test for test in model.clinical.probability.tests.values() if test.outcome == outcome]
    measured = {test.measures for test in tests if test.measures and _result(test, known)}
    return [test for test in tests if not _result(test, known) and test.measures not in measured]


def _doubtful(model: Model, outcome: str, known: Known) -> Iterable[str]:
    for test in model.clinical.probability.tests.values():
        if test.outcome == outcome and test.condition is not None and evaluate(test.condition, known):
            yield test.id


def _each_once(found: Iterable[Evidence], weighed: str) -> tuple[list[Evidence], list[NotApplied]]:
    """What counts, and what does not: the score weighs it already, or something stronger measures the same."""
    counted: list[Evidence] = []
    left_out: list[NotApplied] = []
    strongest: dict[str, Evidence] = {}
    kept = []
    for own in found:
        if weighed and weighed in own.in_scores:
            left_out.append(_left_out(own, "in_score", weighed))
            continue
        kept.append(own)
        if own.measures and own.strength > strongest.get(own.measures, _NOTHING).strength:
            strongest[own.measures] = own
    for own in kept:
        best = strongest.get(own.measures, own)
        if best is own:
            counted.append(own)
        else:
            left_out.append(_left_out(own, "same_thing", best.name))
    return counted, left_out


_NOTHING = Evidence("", Ratio(1), ())


def _left_out(own: Evidence, reason: str, instead: str) -> NotApplied:
    return NotApplied(
        own.name,
        "test" if own.kind == "test" else "finding",
        own.result,
        "in_score" if reason == "in_score" else "same_thing",
        instead,
    )


def _factors(start: Belief, evidence: Sequence[Evidence]) -> Iterable[Factor]:
    before = probability(start.centre)
    for place, own in enumerate(evidence, 1):
        after = probability(updated(start, [earlier.ratio for earlier in evidence[:place]]).centre)
        low, high = own.ratio.interval or (None, None)
        yield Factor(
            factor=own.name,
            kind="test" if own.kind == "test" else "score" if own.kind == "score" else "finding",
            result=own.result,
            value=plain(own.ratio.value),
            low=None if low is None else plain(low),
            high=None if high is None else plain(high),
            log_odds=plain(own.ratio.log),
            before=plain(before),
            after=plain(after),
            points=plain(100 * (after - before)),
            group=own.group,
            sources=own.sources,
        )
        before = after


def _ends(start: Belief, evidence: Sequence[Evidence]) -> tuple[Belief, Belief]:
    """The lowest and the highest belief when factors that point the same way may all say the same."""
    up, down = ([own for own in evidence if (own.ratio.log > 0) is rises] for rises in (True, False))
    return (
        updated(start, [own.ratio for own in (*_strongest(up), *down)]),
        updated(start, [own.ratio for own in (*up, *_strongest(down))]),
    )


def _bounds(start: Belief, evidence: Sequence[Evidence], ends: tuple[Belief, Belief]) -> Bounds:
    """How low and how high it can get when the factors of a group overlap, and when all may."""
    names = dict.fromkeys(own.group for own in evidence if own.group)
    groups = [[own for own in evidence if own.group == name] for name in names]
    groups = [group for group in groups if len(group) > 1]
    alone = [own for own in evidence if not any(own in group for group in groups)]
    in_groups = []
    for pick in (min, max):
        chosen = [pick((group, _strongest(group)), key=_total) for group in groups]
        end = updated(start, [own.ratio for part in (alone, *chosen) for own in part])
        in_groups.append(plain(probability(end.centre)))
    lowest, highest = ends
    together = tuple(tuple(own.name for own in group) for group in groups)
    return Bounds(together, (in_groups[0], in_groups[1]), spread(lowest), spread(highest))


def _strongest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The one that changes most; none of none."""
    return sorted(evidence, key=lambda own: own.strength)[-1:]


def _total(evidence: Iterable[Evidence]) -> float:
    return sum(own.ratio.log for own in evidence)
