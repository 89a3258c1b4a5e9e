"""The lowest and the highest urgency that open answers can still lead to, in SQL.

What `Engine.interval` does: every open answer at its mildest, or at its worst; an answer that pulls both ways
(`both_ways`) is tried value by value. A rule whose tests all fall the same way then is as known, or that.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from venevagt.care.engine import Engine
from venevagt.care.sql_text import SqlColumn
from venevagt.knowledge.decision import condition_of
from venevagt.knowledge.model import Rule
from venevagt.logic.expression import Expression, names
from venevagt.logic.targets.sql import to_sql_filled

End = Literal["lowest", "highest"]
_Write = Callable[[Expression], str]


class Interval:
    """The columns for one end, and the CASE over them. `write`: how a condition is written."""

    def __init__(self, engine: Engine, end: End, write: _Write) -> None:
        self.engine = engine
        self.end = end
        order = engine.decision
        base = order.mild if end == "lowest" else order.worst
        tried = [domain for domain in order.order if domain.name in order.both_ways]
        self._tried = frozenset(domain.name for domain in tried)
        self._completions = {
            "_".join(("", *map(str, chosen))): {**base, **dict(zip([one.name for one in tried], chosen, strict=True))}
            for chosen in itertools.product(*(domain.representatives for domain in tried))
        }
        self._write = write
        self._columns: dict[str, SqlColumn] = {}
        self._holding = {rule.id: self._of_rule(rule) for rule in engine.rules}

    @property
    def columns(self) -> tuple[SqlColumn, ...]:
        """What a rule comes to with the open answers filled in, where that cannot be said of the rule as a whole."""
        return tuple(self._columns.values())

    def _of_rule(self, rule: Rule) -> Sequence[str]:
        """For each completion the SQL that says whether the rule holds: all the same where none tells them apart."""
        condition = condition_of(rule)

        def write(part: Expression) -> str:
            return f'"rule_{rule.id}"' if part == condition else self._write(part)

        apart = bool(self._tried & set(names(condition)))
        found = []
        for suffix, filled in self._completions.items():
            sql = to_sql_filled(condition, filled, write)
            if not sql.startswith(f"COALESCE({write(condition)}, "):
                name = f"{self.end}_{rule.id}" + (suffix if apart else "")
                self._columns.setdefault(name, SqlColumn(name, sql))
                sql = f'"{name}"'
            found.append(sql)
        return found

    def case(self) -> str:
        """The urgency: the highest that is reached by every completion (lowest), or by one (highest)."""
        urgencies = self.engine.model.about.urgencies
        whens = [f"WHEN {self._reached(place)} THEN '{urgencies[place]}'" for place in self._down_to(1)]
        return f"CASE {' '.join(whens)} ELSE '{urgencies[0]}' END"

    def _reached(self, place: int) -> str:
        rules = [self.engine.rules[index].id for level in self._down_to(place) for index in self.engine.levels[level]]
        level = [self.engine.rules[index].id for index in self.engine.levels[place]]
        # Those of a higher level that hold in every completion have been looked at by the WHEN before.
        alike = [self._holding[rule][0] for rule in level if len(set(self._holding[rule])) == 1]
        apart = [self._holding[rule] for rule in rules if len(set(self._holding[rule])) > 1]
        each = [[own[at] for own in apart] for at in range(len(self._completions))]
        if place <= self.engine.default_rank:
            each = [[*own, self._not_earned(at)] for at, own in enumerate(each)]
        joined = " AND " if self.end == "lowest" else " OR "
        by_completion = joined.join(dict.fromkeys(f"({' OR '.join(own)})" for own in each if own))
        return " OR ".join([*_together(alike), *([f"({by_completion})"] if by_completion else [])])

    def _down_to(self, place: int) -> Sequence[int]:
        return range(len(self.engine.model.about.urgencies) - 1, place - 1, -1)

    def _not_earned(self, at: int) -> str:
        """No rule holds that is milder than the default, so the default is reached."""
        earned = (self._holding[self.engine.rules[index].id][at] for index in self.engine.earned)
        return " AND ".join(f"NOT {one}" for one in earned)


_FILLED = re.compile(r'COALESCE\(("\w+"), (TRUE|FALSE)\)')


def _together(conditions: Iterable[str]) -> Sequence[str]:
    """Those that are filled in alike as one; in a WHEN, what is not known is as good as false."""
    found: dict[str, list[str]] = {"FALSE": [], "TRUE": []}
    for condition in conditions:
        filled = _FILLED.fullmatch(condition)
        found[filled[2] if filled else "FALSE"].append(filled[1] if filled else condition)
    worst = " OR ".join(found["TRUE"])
    return [*found["FALSE"], *([f"COALESCE({worst}, TRUE)"] if worst else [])]
