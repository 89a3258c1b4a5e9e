"""Two versions of the knowledge as one program of planes: what they share is worked out once for both."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from venevagt.care.engine import Engine
from venevagt.cohort.assess import reading
from venevagt.cohort.columns import Reading
from venevagt.knowledge.decision import rank
from venevagt.knowledge.model import Decision, Model
from venevagt.knowledge.safety import Lowering
from venevagt.logic.expression import And, AtLeast, Compare, Expression, Leaf, Not, OneOf, Or, Variable
from venevagt.logic.targets.planes import Input, Plane, PlaneBuilder, Program

_AS_AFTER = " (after)"
"""Behind the name of a finding whose cells the two versions read in different ways; no finding is called so."""

_DECIDES_READING = ("type", "unsure", "low", "high", "options", "not_measured")
"""The fields of a finding by which a cell is read."""


class Cell(Struct, frozen=True):
    """How a variable of the program is read: from which column, and what is asked of it."""

    column: str
    reading: Reading
    tests: tuple[Leaf, ...]


class Version(Struct, frozen=True):
    """The ids of the rules of one version in the order in which they decide, and the rank of each.

    `ranks` has one entry more: the rank of the cases for which no rule speaks.
    """

    rules: tuple[str, ...]
    ranks: tuple[int, ...]


class Argument(Struct, frozen=True):
    """A lowering of hazards.yaml: from which rank to which, and the finding not to be sure of, where there is one."""

    id: str
    was: int
    now: int
    unsure: str


class TwoVersions(Struct, frozen=True):
    """The program of both.

    It gives a plane a rule of `before`, one a rule of `after` (where it speaks), and two for each of `arguments`:
    where its condition holds with the cells read as before, and as after.
    """

    program: Program
    before: Version
    after: Version
    arguments: tuple[Argument, ...]
    cells: Mapping[str, Cell]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the program needs, each once."""
        return tuple(dict.fromkeys(cell.column for cell in self.cells.values()))


_NO_DIAGRAM = Decision((), (), 0, {}, {}, ())


def rules_of(model: Model) -> Engine:
    """An engine that knows the rules and how a cell is read, and no diagram: none is needed to count."""
    return Engine(replace(model, decision=_NO_DIAGRAM))


def two_versions(before: Engine, after: Engine) -> TwoVersions:
    """The program of two versions: of their rules, and of the lowerings that the later one argues for."""
    builder = PlaneBuilder()
    others = {name for name in before.model.findings if _read_otherwise(before, after, name)}
    lowerings = [entry for entry in after.model.lowerings.values() if entry.condition is not None]
    wanted: list[Plane] = [builder.where(condition, True) for _, condition in before.speaking]
    wanted += [builder.where(_renamed(condition, others), True) for _, condition in after.speaking]
    for entry in lowerings:
        assert entry.condition is not None
        wanted += [builder.where(own, True) for own in (entry.condition, _renamed(entry.condition, others))]
    program = builder.program(wanted)
    arguments = tuple(_argument(after, entry) for entry in lowerings)
    return TwoVersions(program, _version(before), _version(after), arguments, _cells(program, before, after))


def _read_otherwise(before: Engine, after: Engine, name: str) -> bool:
    """Whether a finding of both versions has cells that they read in different ways."""
    old, new = before.model.findings[name], after.model.findings.get(name)
    return new is not None and any(getattr(old, field) != getattr(new, field) for field in _DECIDES_READING)


def _renamed(expression: Expression, others: set[str]) -> Expression:
    """The condition over the variables as the later version reads them."""
    match expression:
        case Variable(name) | Compare(name) | OneOf(name):
            return replace(expression, name=name + _AS_AFTER) if name in others else expression
        case Not(item):
            return Not(_renamed(item, others))
        case And(items) | Or(items) | AtLeast(_, items):
            return replace(expression, items=tuple(_renamed(item, others) for item in items))


def _argument(after: Engine, entry: Lowering) -> Argument:
    return Argument(entry.id, rank(after.model, entry.was), rank(after.model, entry.now), entry.unsure)


def _version(engine: Engine) -> Version:
    ranks = (*(rank(engine.model, rule.urgency) for rule in engine.rules), engine.default_rank)
    return Version(tuple(rule.id for rule in engine.rules), ranks)


def _cells(program: Program, before: Engine, after: Engine) -> Mapping[str, Cell]:
    tests: dict[str, dict[Leaf, None]] = {}
    for one in program.inputs:
        if isinstance(one, Input):
            tests.setdefault(one.test.name, {})[one.test] = None
    found = {}
    for name, asked in tests.items():
        column = name.removesuffix(_AS_AFTER)
        as_before = column in before.model.findings and column == name
        engine = before if as_before else after
        found[name] = Cell(column, reading(engine, engine.model.findings[column]), tuple(asked))
    return found
