"""What a change of the knowledge does to the people of a cohort, as one typed structure: faces only lay it out."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from venevagt.cohort.assess import NO_RULE
from venevagt.cohort.compare import TwoVersions, Version
from venevagt.cohort.compare_count import CAUSES, Counted, Counts
from venevagt.cohort.compare_interval import Unfinished
from venevagt.knowledge.compare import Comparison, Difference, compare
from venevagt.knowledge.model import Model
from venevagt.knowledge.release import Unargued, unargued_since
from venevagt.knowledge.shape import URGENCIES, Urgency

PER = 100_000
"""Workload is told for so many people."""


class Moved(Struct, frozen=True):
    """Cases that one rule decides before and another after; `no_rule` where none speaks."""

    before: str
    after: str
    cases: int


class Flow(Struct, frozen=True):
    """The cases that go from one urgency to another.

    `argued`: how many of those who get less urgent an entry under `lowerings` argues for; `entries`: the entries
    for this pair of urgencies. `conditions`: sets of answers that tell the complete cases, each as small as it
    can be (finding -> its value); `more`: there are further ones.
    """

    before: Urgency
    after: Urgency
    cases: int
    per_100_000: float
    less_urgent: bool
    argued: int
    entries: tuple[str, ...]
    rules: tuple[Moved, ...]
    conditions: tuple[Mapping[str, str], ...]
    more: bool


class Work(Struct, frozen=True):
    """The cases of one urgency before and after, and of 100,000 people."""

    urgency: Urgency
    before: int
    after: int
    before_per_100_000: float
    after_per_100_000: float
    change_per_100_000: float


class Missed(Struct, frozen=True):
    """People of a simulated population with a blood clot who are sent to a less urgent place than `expected`.

    `before_nearly`, `after_nearly`: those of the missed whose urgency is just one step below it.
    """

    cause: str
    expected: Urgency
    people: int
    before: int
    after: int
    before_nearly: int
    after_nearly: int


class Gap(Struct, frozen=True):
    """A class of all possible cases that is less urgent now and that no lowering argues for, in this cohort or not.

    `unsure`: the finding, where it is only about those who are not sure of it; else empty.
    """

    unsure: str
    before: Urgency
    after: Urgency
    conditions: tuple[Mapping[str, str], ...]
    more: bool


class Cohort(Struct, frozen=True):
    """What was counted: `cases` on both sides; `wrong` and `refused` are left out of both; `told`: some of these."""

    name: str
    cases: int
    wrong: int
    refused: int
    told: tuple[str, ...]
    missing: tuple[str, ...]
    synthetic: bool


class CohortComparison(Struct, frozen=True):
    """The whole answer. `flows`: the less urgent first. `other_rule`: cases with the same urgency by another rule.

    `unsure`: what not being sure counts as, by finding, where that differs (before, after). `not_comparable`: why
    the smallest conditions and the gaps cannot be told, else empty. `unfinished`: only where it was asked for.
    """

    base: str
    base_version: str
    version: str
    sha256: str
    cohort: Cohort
    flows: tuple[Flow, ...]
    other_rule: int
    workload: tuple[Work, ...]
    missed: tuple[Missed, ...]
    unsure: Mapping[str, tuple[str, str]]
    gaps: tuple[Gap, ...]
    not_comparable: str
    unfinished: Unfinished | None = None

    @property
    def less_urgent(self) -> int:
        """How many people get less urgent."""
        return sum(flow.cases for flow in self.flows if flow.less_urgent)

    @property
    def safer(self) -> int:
        """How many people get more urgent."""
        return sum(flow.cases for flow in self.flows if not flow.less_urgent)

    @property
    def argued(self) -> bool:
        """Whether everybody and every class of cases that gets less urgent is argued for."""
        people = all(flow.argued == flow.cases for flow in self.flows if flow.less_urgent)
        return people and not self.gaps and not self.not_comparable


def report(
    base: str, before: Model, after: Model, versions: TwoVersions, counted: Counted, cohort: Cohort
) -> CohortComparison:
    """Put together what was counted with what differs over all possible cases."""
    found, gaps, not_comparable = _differences(before, after)
    told = {(one.before, one.after): one for one in (*found.less_urgent, *found.safer)} if found else {}
    flows = list(_flows(versions, counted, cohort.cases, told, after))
    moved = sum(flow.cases for flow in flows)
    return CohortComparison(
        base=base,
        base_version=before.about.version,
        version=after.about.version,
        sha256=after.sha256,
        cohort=cohort,
        flows=tuple(sorted(flows, key=_loudest_first)),
        other_rule=cohort.cases - _same_rule(versions, counted.pairs) - moved,
        workload=tuple(_workload(versions, counted.pairs, cohort.cases)),
        missed=tuple(_missed(counted)),
        unsure=found.unsure if found else {},
        gaps=tuple(_gap(one) for one in gaps),
        not_comparable=not_comparable,
    )


def _loudest_first(flow: Flow) -> tuple[bool, int, int]:
    before, after = URGENCIES.index(flow.before), URGENCIES.index(flow.after)
    return not flow.less_urgent, -max(before, after), min(before, after)


def _differences(before: Model, after: Model) -> tuple[Comparison | None, Sequence[Unargued], str]:
    try:
        found = compare(before, after)
        lowered = found.less_urgent or _stands_for(before) != _stands_for(after)
        return found, list(unargued_since(before, after)) if lowered else [], ""
    except ValueError as error:
        return None, [], str(error)


def _stands_for(model: Model) -> Mapping[str, tuple[str, float | None]]:
    return {name: (finding.unsure, finding.not_measured) for name, finding in model.findings.items()}


def _flows(
    versions: TwoVersions,
    counted: Counted,
    cases: int,
    told: Mapping[tuple[Urgency, Urgency], Difference],
    after: Model,
) -> Iterator[Flow]:
    pairs: dict[tuple[int, int], list[tuple[Moved, int]]] = {}
    for old, old_rank in enumerate(versions.before.ranks):
        for new, new_rank in enumerate(versions.after.ranks):
            number = int(counted.pairs[old, new])
            if number and old_rank != new_rank:
                moved = Moved(_rule(versions.before, old), _rule(versions.after, new), number)
                pairs.setdefault((old_rank, new_rank), []).append((moved, int(counted.argued[old, new])))
    for (old_rank, new_rank), rules in pairs.items():
        pair = URGENCIES[old_rank], URGENCIES[new_rank]
        difference = told.get(pair)
        number = sum(one.cases for one, _ in rules)
        yield Flow(
            before=pair[0],
            after=pair[1],
            cases=number,
            per_100_000=_of(number, cases),
            less_urgent=new_rank < old_rank,
            argued=sum(argued for _, argued in rules),
            entries=tuple(one.id for one in after.lowerings.values() if (one.was, one.now) == pair),
            rules=tuple(sorted((one for one, _ in rules), key=lambda one: -one.cases)),
            conditions=difference.conditions if difference else (),
            more=difference is not None and difference.more,
        )


def _rule(version: Version, place: int) -> str:
    return version.rules[place] if place < len(version.rules) else NO_RULE


def _of(number: int, cases: int) -> float:
    return PER * number / cases if cases else 0.0


def _same_rule(versions: TwoVersions, pairs: Counts) -> int:
    """The cases with the same urgency by the rule of the same name."""
    places = {_rule(versions.after, place): place for place in range(len(versions.after.ranks))}
    found = 0
    for old, rank in enumerate(versions.before.ranks):
        new = places.get(_rule(versions.before, old))
        if new is not None and versions.after.ranks[new] == rank:
            found += int(pairs[old, new])
    return found


def _workload(versions: TwoVersions, pairs: Counts, cases: int) -> Iterator[Work]:
    for place in reversed(range(len(URGENCIES))):
        before = sum(int(pairs[old].sum()) for old, rank in enumerate(versions.before.ranks) if rank == place)
        after = sum(int(pairs[:, new].sum()) for new, rank in enumerate(versions.after.ranks) if rank == place)
        yield Work(URGENCIES[place], before, after, _of(before, cases), _of(after, cases), _of(after - before, cases))


def _missed(counted: Counted) -> Iterator[Missed]:
    for number, (cause, expected) in enumerate(CAUSES.items()):
        people = int(counted.before[number].sum())
        limit = URGENCIES.index(expected)
        before, after = (int(counts[number, :limit].sum()) for counts in (counted.before, counted.after))
        nearly = (int(counts[number, limit - 1]) for counts in (counted.before, counted.after))
        if people:
            yield Missed(cause, expected, people, before, after, *nearly)


def _gap(one: Unargued) -> Gap:
    difference = one.difference
    return Gap(one.unsure, difference.before, difference.after, difference.conditions, difference.more)
