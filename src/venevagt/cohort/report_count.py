"""Counts a cohort in one pass: only the counts of groups are kept, however many rows there are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.care.engine import Engine
from venevagt.cohort.assess import NO_RULE, UNSURE, CohortAssessor
from venevagt.cohort.planes import packed
from venevagt.cohort.report_funnel import Ended, Funnel
from venevagt.cohort.report_groups import AGES, Codes, Names, by_age, by_choice, by_day, coded_as
from venevagt.cohort.source import BadSource, Taken

Table = NDArray[np.int64]
ANSWERS = ("urgency", "lowest", "highest", "final", "rule")
SYNTHETIC = "synthetic"
ABOUT = ("age", "sex", "region", "date")


class Counted(Struct, frozen=True):
    """How many persons are in which group. Each table has a column for each urgency, the mildest first.

    `age`, `sex`: a row for each group, the last is "not known"; so the key None of `region` and `day`.
    `rule`: persons by the rule that decides, the last is no rule. `sure`: rows final, not final; empty without the
    column. `between`: from lowest to highest, of those whose answer is not final. `bad`: rows with a wrong cell, by
    column. `interviews` is empty where no findings are there. `synthetic`: rows that say that they are made up.
    """

    rows: int
    synthetic: int
    bad: Mapping[str, int]
    urgency: Table
    age: Table
    sex: Table
    region: Mapping[str | None, Table]
    day: Mapping[int | None, Table]
    rule: Table
    sure: Table
    between: Table
    interviews: Mapping[Ended, int]


class CohortCounter:
    """Counts batches of findings, or of cases that have been assessed already.

    `missing`: the columns that the answer could have needed and that are not there.
    """

    def __init__(self, engine: Engine, names: Iterable[str]) -> None:
        self.engine = engine
        there = set(names)
        self.assessed = "urgency" in there
        self._assess = None if self.assessed else CohortAssessor(engine)
        findings = [domain.name for domain in engine.decision.order]
        asked = [name for name in findings if name in there and name != "age"]
        self._funnel = Funnel(engine) if asked else None
        self._answers = tuple(name for name in ANSWERS if name in there) if self.assessed else ANSWERS
        wanted = [*(ANSWERS if self.assessed else findings), *ABOUT]
        self.missing = tuple(dict.fromkeys(name for name in wanted if name not in there))
        read = [
            *findings,
            *(name + UNSURE for name in findings),
            *ABOUT,
            SYNTHETIC,
            *(self._answers if self.assessed else ()),
        ]
        self.columns = tuple(dict.fromkeys(name for name in read if name in there))
        self._urgencies = engine.model.about.urgencies
        self._rules = (*(rule.id for rule in engine.rules), NO_RULE)
        self._ages, self._sexes = len(AGES) + 1, len(engine.model.findings["sex"].options) + 1
        self._regions = Names("region")
        self._rows = self._synthetic = 0
        self._bad: Counter[str] = Counter()
        self._tables: dict[str, Table] = {}
        self._days: dict[int | None, Table] = {}
        self._interviews: Counter[Ended] = Counter()

    def add(self, taken: Taken) -> None:
        """Count a batch. Raises BadSource for a column that cannot be read."""
        batch, rows = taken.batch, taken.batch.num_rows
        self._rows += rows + len(taken.refused)
        self._bad.update({"row": len(taken.refused)} if taken.refused else {})
        if SYNTHETIC in batch.schema.names and pa.types.is_boolean(batch.column(SYNTHETIC).type):
            self._synthetic += batch.column(SYNTHETIC).true_count
        wrong: dict[int, str] = {}
        try:
            answers = self._answered(batch, wrong)
            groups = self._groups(batch, wrong)
        except TypeError as error:
            raise BadSource(str(error)) from None
        self._bad.update(reason.split(":")[0] for reason in wrong.values())
        good = np.ones(rows, bool)
        good[list(wrong)] = False
        self._count(answers, groups, good)
        if self._funnel is not None:
            self._interviews.update(self._funnel(batch, packed(good)))

    def _answered(self, batch: pa.RecordBatch, wrong: dict[int, str]) -> Mapping[str, Codes]:
        """The answers as places among the urgencies and the rules; `final` as 0 for final and 1 for not."""
        if self._assess is not None:
            found = self._assess(batch)
            wrong.update(found.wrong)
            batch = found.columns
        answers: dict[str, Codes] = {}
        for name in self._answers:
            column = batch.column(name)
            if name == "final":
                coded = column.dictionary_encode() if pa.types.is_boolean(column.type) else column
                answers[name] = coded_as(coded, ("true", "false"))
            else:
                answers[name] = coded_as(column, self._rules if name == "rule" else self._urgencies)
            unread = answers[name] < 0
            for row in np.flatnonzero(unread).tolist() if unread.any() else ():
                wrong.setdefault(row, f"{name}: expected an answer of these rules")
        return answers

    def _groups(self, batch: pa.RecordBatch, wrong: dict[int, str]) -> Mapping[str, Codes]:
        """The group of each row by age, sex, region and day."""
        rows = batch.num_rows
        columns = {name: batch.column(name) if name in batch.schema.names else pa.nulls(rows) for name in ABOUT}
        age, sex = by_age(self.engine, columns["age"]), by_choice(self.engine, "sex", columns["sex"])
        day, known, unread = by_day(columns["date"])
        for name, found in (("age", age.wrong), ("sex", sex.wrong), ("date", unread)):
            for row, reason in found.items():
                wrong.setdefault(row, f"{name}: {reason}")
        region = self._regions(columns["region"])
        return {"age": age.codes, "sex": sex.codes, "region": region + 1, "day": np.where(known, day, _NO_DAY)}

    def _count(self, answers: Mapping[str, Codes], groups: Mapping[str, Codes], good: NDArray[np.bool_]) -> None:
        if not good.all():
            answers = {name: codes[good] for name, codes in answers.items()}
            groups = {name: codes[good] for name, codes in groups.items()}
        urgency, size = answers["urgency"], len(self._urgencies)
        self._add("urgency", urgency, size)
        self._add("age", groups["age"] * size + urgency, self._ages * size)
        self._add("sex", groups["sex"] * size + urgency, self._sexes * size)
        self._add("region", groups["region"] * size + urgency, (len(self._regions.known) + 1) * size)
        self._count_days(groups["day"], urgency)
        if "rule" in answers:
            self._add("rule", answers["rule"], len(self._rules))
        if "final" in answers:
            self._add("sure", answers["final"] * size + urgency, 2 * size)
        if {"final", "lowest", "highest"} <= answers.keys():
            open_ones = answers["final"] == 1
            self._add("between", (answers["lowest"] * size + answers["highest"])[open_ones], size * size)

    def _add(self, table: str, codes: Codes, size: int) -> None:
        found = np.bincount(codes, minlength=size)
        before = self._tables.get(table, np.zeros(0, np.int64))
        found[: len(before)] += before
        self._tables[table] = found

    def _count_days(self, days: Codes, urgency: Codes) -> None:
        """Few different days, next to each other as a rule; a table over their span would be large otherwise."""
        different, place = _different(days)
        size = len(self._urgencies)
        found = np.bincount(place * size + urgency, minlength=len(different) * size).reshape(-1, size)
        for day, counts in zip(different.tolist(), found, strict=True):
            if not counts.any():
                continue
            key = None if day == _NO_DAY else day
            self._days[key] = self._days[key] + counts if key in self._days else counts

    def counted(self) -> Counted:
        """What has been counted so far."""
        size = len(self._urgencies)
        by_region = self._table("region", len(self._regions.known) + 1)
        names: Sequence[str | None] = [None, *self._regions.known]
        return Counted(
            self._rows,
            self._synthetic,
            dict(self._bad),
            self._tables.get("urgency", np.zeros(size, np.int64)),
            self._table("age", self._ages),
            self._table("sex", self._sexes),
            dict(zip(names, by_region, strict=True)),
            dict(self._days),
            self._tables.get("rule", np.zeros(0, np.int64)),
            self._table("sure", 2 if "final" in self._answers else 0),
            self._table("between", size),
            dict(self._interviews),
        )

    def _table(self, name: str, rows: int) -> Table:
        size = len(self._urgencies)
        found = np.zeros(rows * size, np.int64)
        counts = self._tables.get(name, found)
        found[: len(counts)] = counts
        return found.reshape(rows, size)


_NO_DAY = -(1 << 40)


def _different(days: Codes) -> tuple[Codes, Codes]:
    """The different days, and for each row the place of its own among them."""
    known = days != _NO_DAY
    if not known.any():
        return np.array([_NO_DAY] if len(days) else [], np.int64), np.zeros(len(days), np.int64)
    first, last = int(days[known].min()), int(days[known].max())
    return np.array([_NO_DAY, *range(first, last + 1)]), np.where(known, days - first + 1, 0)
