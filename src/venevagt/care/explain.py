"""Why a case got its urgency, and which single answer would have changed that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from venevagt.care.engine import Engine, Values
from venevagt.logic.expression import NEGATED, Value
from venevagt.logic.implicant import Literal, because, literal_holds
from venevagt.logic.targets.true_false import Known, KnownCompare, KnownOneOf

Why = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A rule's id, the findings of its smallest reason, its sources."""

MOST_TRIALS = 8
"""How many other answers are tried for one that would have led to a higher urgency."""
MOST_CHANGES = 3
"""How many of them are told."""


class Explained:
    """One case seen through its engine: the reasons, and what would have changed the answer.

    `spoken`: the rules that decide; `place`: the urgency's rank; `known`: the effective values by name.
    """

    def __init__(
        self, engine: Engine, spoken: Sequence[int], place: int, values: Values, known: Mapping[str, Value]
    ) -> None:
        self.engine = engine
        self.spoken = spoken
        self.place = place
        self.values = values
        self.because = [(index, because(engine.explanations[index], known)) for index in spoken]
        self.because.sort(key=lambda why: len(why[1]))

    def reasons(self) -> tuple[Why, ...]:
        """For each rule that speaks its smallest reason; the rule that needs fewest answers first.

        Where no rule speaks: `no_rule`, with one answer that rules out self-care, if there is one.
        """
        rules = self.engine.rules
        if not self.spoken:
            blocking = next(self._blocking(), None)
            earned = self.engine.earned
            sources = rules[earned[0]].sources if earned else ()
            return (("no_rule", () if blocking is None else (blocking.name,), sources),)
        return tuple(
            [(rules[index].id, self._answered(literals), rules[index].sources) for index, literals in self.because]
        )

    def changes(self) -> tuple[tuple[str, str, int], ...]:
        """Single other answers that would have given another urgency: (finding, answer, rank).

        First those that undo the reason, else the first sign that would have made it more urgent.
        """
        undone: tuple[tuple[str, str, int], ...] = ()
        if not self.spoken:
            undone = self._tried(trial for literal in list(self._blocking())[:1] for trial in _made_true(literal))
        elif self.place >= self.engine.default_rank:
            undone = self._tried(trial for literal in self.because[0][1] for trial in self._others(literal))
        return undone or self._tried(self._worse_answers(), most=1)

    def _others(self, literal: Literal) -> Iterator["Trial"]:
        """The answers that would undo the literal."""
        match literal:
            case Known(name, value):
                return _made_true(Known(name, not value))
            case KnownCompare(name, operator, limit):
                return _made_true(KnownCompare(name, NEGATED[operator], limit))
            case KnownOneOf(name, options, inside):
                others = (o for o in self.engine.model.findings[name].options if (o in options) is not inside)
                return _made_true(KnownOneOf(name, tuple(others), inside=True))

    def _answered(self, literals: Sequence[Literal]) -> tuple[str, ...]:
        """The findings, without measurements that say no more than not having been made."""
        optional = self.engine.optional
        found = [
            literal.name for literal in literals if literal.name not in optional or not literal_holds(literal, optional)
        ]
        return tuple(dict.fromkeys(found))

    def _blocking(self) -> Iterator[Literal]:
        """What self-care needs and this case answers otherwise."""
        for index, literal in self.engine.needed_for_earned:
            value = self.values[index]
            if value is not None and not literal_holds(literal, {literal.name: value}):
                yield literal

    def _worse_answers(self) -> Iterator["Trial"]:
        """Answers that could be worse, in the order in which they are asked, red flags left out.

        (That a red flag means 112 is said beside every result.)
        """
        tried = 0
        for index, name, worst in self.engine.worse_answers:
            value = self.values[index]
            if value is None or value is worst:
                continue
            yield name, "yes" if worst else "no", worst
            tried += 1
            if tried == MOST_TRIALS:
                return

    def _tried(self, trials: Iterable["Trial"], most: int = MOST_CHANGES) -> tuple[tuple[str, str, int], ...]:
        found: list[tuple[str, str, int]] = []
        changed = list(self.values)
        for name, words, value in trials:
            index = self.engine.index[name]
            before, changed[index] = changed[index], value
            place = self.engine.rank(changed)
            changed[index] = before
            if place != self.place:
                found.append((name, words, place))
                if len(found) == most:
                    break
        return tuple(found)


Trial = tuple[str, str, Value]
"""A finding, the other answer in words, and its value."""


def _made_true(literal: Literal) -> Iterator[Trial]:
    """The answers that would make the literal hold."""
    match literal:
        case Known(name, value):
            yield name, "yes" if value else "no", value
        case KnownCompare(name, operator, limit):
            yield name, f"{operator} {limit:g}", _beyond(NEGATED[operator], limit)
        case KnownOneOf(name, options, _):
            yield from ((name, option, option) for option in options)


def _beyond(operator: str, limit: float) -> float:
    """A number for which `number operator limit` does not hold."""
    return {"<": limit, ">": limit, "<=": limit + 1, ">=": limit - 1, "=": limit + 1, "<>": limit}[operator]
