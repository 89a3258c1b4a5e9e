"""The report on a cohort: tables of counts in which small groups are hidden. What is shown is decided here, once."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from msgspec import Struct

from venevagt.care.engine import Engine
from venevagt.cohort.assess import NO_RULE
from venevagt.cohort.report_count import Counted, Table
from venevagt.cohort.report_funnel import Ended
from venevagt.cohort.report_groups import AGES, periods
from venevagt.cohort.report_hidden import BESIDE, SMALL, Marks, group_marks, hidden_together, table_marks

NOT_KNOWN = "not_known"
SMALLEST = 3
"""The least `at_least` that hides anything: of "fewer than 2" everybody knows that it is 1."""
BESIDE_SHOWN = ".."
By = Literal["", "day", "week", "month"]


class TooFew(ValueError):
    """A cohort that is itself a small group."""


class Cell(Struct, frozen=True, omit_defaults=True):
    """A count, or what stands in its place. `share`: of 100 of its row. `rate`: per 100,000 of the population."""

    persons: int | None = None
    hidden: str = ""
    share: float | None = None
    rate: float | None = None


class Row(Struct, frozen=True):
    """A group: `share` of `total` is its share of the whole cohort."""

    id: str
    total: Cell
    cells: tuple[Cell, ...]


class Grouping(Struct, frozen=True):
    """A table: a row for each group, a column for each urgency or none. `all` is the row of its sums."""

    id: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    all: Row


class Stage(Struct, frozen=True):
    """An end of the interview: after a number of screens (`done_1`), or before a screen (`stopped_pain`).

    `so_far`: who was done by then; of those that are done only. `questions`: how many were answered on average.
    """

    id: str
    total: Cell
    so_far: Cell | None
    questions: float | None


class Report(Struct, frozen=True):
    """Everything that a face shows. `counted` are the rows without a wrong cell; `bad` the others, by column."""

    name: str
    synthetic: bool
    assessed: bool
    version: str
    sha256: str
    assessed_with: str
    at_least: int
    rows: int
    counted: int
    bad: Mapping[str, int]
    missing: tuple[str, ...]
    regions_without_people: tuple[str, ...]
    by: str
    groupings: tuple[Grouping, ...]
    funnel: tuple[Stage, ...]


class About(Struct, frozen=True):
    """What the file says of itself. `assessed_with`: the knowledge it was assessed with before, if it says so."""

    name: str
    synthetic: bool
    assessed: bool
    missing: tuple[str, ...]
    assessed_with: str = ""


def make_report(
    engine: Engine,
    counted: Counted,
    about: About,
    *,
    at_least: int,
    by: By = "",
    people: Mapping[str, int] | None = None,
) -> Report:
    """The report on what was counted.

    `at_least`: groups with fewer persons are hidden; 1 hides none. `people`: the population of each region.
    Raises TooFew when the whole cohort is smaller than that.
    """
    total = int(counted.urgency.sum())
    if total < at_least:
        raise TooFew(
            f"{total} persons to count, expected at least {at_least}: a smaller cohort is a small group itself"
        )
    maker = _Maker(engine, counted, at_least, people or {})
    kind, days = _by_period(counted.day, by)
    regions = {name or NOT_KNOWN: counts for name, counts in sorted(counted.region.items(), key=_last)}
    sexes = (*engine.model.findings["sex"].options, NOT_KNOWN)
    groupings = [
        maker.urgencies(),
        maker.table("age", dict(zip((*AGES, NOT_KNOWN), counted.age, strict=True))),
        maker.table("sex", dict(zip(sexes, counted.sex, strict=True))),
        maker.table("region", regions),
        maker.table("date", days),
    ]
    if counted.rule.size:
        groupings.append(maker.rules())
    if counted.sure.size:
        sure = maker.table("final", dict(zip(("final", "not_final"), counted.sure, strict=True)))
        groupings.append(sure)
        if counted.between.any():
            groupings.append(maker.between(sure.rows[1].total))
    return Report(
        name=about.name,
        synthetic=about.synthetic or counted.synthetic > 0,
        assessed=about.assessed,
        version=engine.model.about.version,
        sha256=engine.model.sha256,
        assessed_with=about.assessed_with,
        at_least=at_least,
        rows=counted.rows,
        counted=total,
        bad=counted.bad,
        missing=about.missing,
        regions_without_people=tuple(name for name in regions if people and name not in (*people, NOT_KNOWN)),
        by=kind,
        groupings=tuple(groupings),
        funnel=maker.funnel(),
    )


class _Maker:
    """Makes the tables of one report; all of them hide the same urgencies."""

    def __init__(self, engine: Engine, counted: Counted, at_least: int, people: Mapping[str, int]) -> None:
        self.counted, self.at_least, self.people = counted, at_least, people
        self.names = engine.model.about.urgencies
        self.whole = int(counted.urgency.sum())
        self.together = hidden_together(counted.urgency.tolist(), at_least)
        self.marks = group_marks(counted.urgency.tolist(), at_least)
        self.rule_ids = (*(rule.id for rule in engine.rules), NO_RULE)
        self.rule_urgency = [*(rule.urgency for rule in engine.rules), self.names[engine.default_rank]]
        self.screens = tuple(engine.model.screens)

    def cell(self, count: Any, mark: int, whole: int | None, people: int = 0) -> Cell:
        if mark == SMALL:
            return Cell(hidden=f"<{self.at_least}")
        if mark == BESIDE:
            return Cell(hidden=BESIDE_SHOWN)
        share = round(100 * int(count) / whole, 2) if whole else None
        return Cell(int(count), share=share, rate=round(100_000 * int(count) / people, 1) if people else None)

    def partition(self, id_: str, names: Sequence[str], counts: Sequence[int], marks: Sequence[int]) -> Grouping:
        rows = [
            Row(name, self.cell(count, mark, self.whole), ())
            for name, count, mark in zip(names, counts, marks, strict=True)
        ]
        return Grouping(id_, (), tuple(rows), Row("all", self.cell(sum(counts), 0, self.whole), ()))

    def urgencies(self) -> Grouping:
        return self.partition("urgency", self.names, self.counted.urgency.tolist(), self.marks.tolist())

    def table(self, id_: str, groups: Mapping[str, Table]) -> Grouping:
        counts = np.array(list(groups.values()), np.int64).reshape(len(groups), len(self.names))
        marks = table_marks(counts, self.at_least, self.together)
        rows = []
        for place, name in enumerate(groups):
            people = self.people.get(name, 0) if id_ == "region" else 0
            shown = int(counts[place].sum()) if not marks.totals[place] else None
            cells = zip(counts[place], marks.cells[place], strict=True)
            total = self.cell(counts[place].sum(), marks.totals[place], self.whole, people)
            rows.append(Row(name, total, tuple(self.cell(count, mark, shown, people) for count, mark in cells)))
        sums = zip(self.counted.urgency, self.marks, strict=True)
        everybody = Row(
            "all",
            self.cell(self.whole, 0, self.whole),
            tuple(self.cell(count, mark, self.whole) for count, mark in sums),
        )
        return Grouping(id_, self.names, tuple(rows), everybody)

    def rules(self) -> Grouping:
        """The rules of one urgency add up to it: each urgency is a partition of its own."""
        counts = self.counted.rule.tolist()
        marks = [0] * len(counts)
        for place, name in enumerate(self.names):
            own = [rule for rule, urgency in enumerate(self.rule_urgency) if urgency == name]
            hidden = group_marks([counts[rule] for rule in own], self.at_least).tolist()
            for rule, mark in zip(own, hidden, strict=True):
                marks[rule] = mark if place not in self.together else BESIDE
        return self.partition("rule", self.rule_ids, counts, marks)

    def between(self, open_ones: Cell) -> Grouping:
        """From the lowest to the highest urgency, of those whose answer is not final."""
        pairs = [(low, high) for high in range(len(self.names)) for low in range(high)]
        counts = [int(self.counted.between[pair]) for pair in pairs]
        marks = group_marks(counts, self.at_least).tolist() if not open_ones.hidden else [BESIDE] * len(pairs)
        whole = sum(counts)
        rows = [
            Row(f"{self.names[low]}-{self.names[high]}", self.cell(count, mark, whole), ())
            for (low, high), count, mark in zip(pairs, counts, marks, strict=True)
        ]
        return Grouping("between", (), tuple(rows), Row("all", open_ones, ()))

    def funnel(self) -> tuple[Stage, ...]:
        """The ends of the interview, first by the number of screens, then those that stopped, in the screens' order."""
        if not self.counted.interviews:
            return ()
        groups: dict[str, list[tuple[Ended, int]]] = {f"done_{n}": [] for n in range(1, len(self.screens) + 1)}
        groups |= {f"stopped_{screen}": [] for screen in self.screens}
        for ended, count in self.counted.interviews.items():
            groups[f"stopped_{ended.stopped_at}" if ended.stopped_at else f"done_{ended.screens}"].append(
                (ended, count)
            )
        counts = [sum(count for _, count in group) for group in groups.values()]
        marks, together = self._stage_marks(counts)
        stages = []
        for place, (name, ends) in enumerate(groups.items()):
            total = self.cell(counts[place], marks[place], self.whole)
            # A sum over some of the groups that are hidden together would give the others away.
            safe = not any(0 < len(group & set(range(place + 1))) < len(group) for group in together)
            so_far = self.cell(sum(counts[: place + 1]), 0 if safe else BESIDE, self.whole)
            asked = sum(ended.questions * count for ended, count in ends)
            average = round(asked / counts[place], 1) if counts[place] and not marks[place] else None
            stages.append(Stage(name, total, so_far if name.startswith("done") else None, average))
        return tuple(stages)

    def _stage_marks(self, counts: Sequence[int]) -> tuple[Marks, Sequence[set[int]]]:
        """The marks, and which stages are hidden together.

        Who is done and who stopped are hidden apart, where it can be told how many are which.
        """
        screens = len(self.screens)
        totals = [sum(counts[:screens]), sum(counts[screens:])]
        parts = [counts] if hidden_together(totals, self.at_least) else [counts[:screens], counts[screens:]]
        marks = np.concatenate([group_marks(part, self.at_least) for part in parts])
        hidden = set(np.flatnonzero(marks).tolist())
        if len(parts) == 1:
            return marks, [hidden]
        return marks, [{place for place in hidden if place < screens}, {place for place in hidden if place >= screens}]


def _by_period(days: Mapping[int | None, Table], by: By) -> tuple[str, Mapping[str, Table]]:
    """Counts by period in their order, "not known" last; within some years a period without anybody is there too."""
    known = {day: counts for day, counts in days.items() if day is not None}
    span = range(min(known), max(known) + 1) if known else ()
    kind, starts = periods(span if len(span) <= _MOST_FILLED else known, by)
    nobody = np.zeros_like(next(iter(days.values())))
    letters = len("2026-01") if kind == "month" else len("2026-01-31")
    found: dict[str, Table] = {start.isoformat()[:letters]: nobody for start in sorted(starts.values())}
    for day, counts in known.items():
        name = starts[day].isoformat()[:letters]
        found[name] = found[name] + counts
    if None in days:
        found[NOT_KNOWN] = days[None]
    return kind, found


_MOST_FILLED = 3_700
"""Days: about ten years. A lone wrong date far away shall not make thousands of empty rows."""


def _last(entry: tuple[str | None, object]) -> tuple[bool, str]:
    """Names in their order, what is not known behind them."""
    return entry[0] is None, entry[0] or ""
