"""The rules as a country package of OpenFisca: input variables, and a formula over numpy's arrays."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from venevagt.logic.expression import Compare, Expression, Leaf, OneOf
from venevagt.logic.targets.true_false import (
    CountAtLeast,
    Every,
    Formula,
    Known,
    KnownCompare,
    KnownOneOf,
    Some,
    is_true,
)

_PERIOD = "2026-01"
_COMPARED = {
    "<": pc.less,
    "<=": pc.less_equal,
    ">": pc.greater,
    ">=": pc.greater_equal,
    "=": pc.equal,
    "<>": pc.not_equal,
}


def prepared(conditions: Sequence[Expression], tests: Sequence[Leaf], batch: pa.RecordBatch) -> Callable[[], Any]:
    """What works the rule of each case out, with the inputs set and nothing remembered from the run before."""
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    person = entities.Entity("person", "persons", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    inputs = {f"{truth}_{at}".lower(): (test, truth) for at, test in enumerate(tests) for truth in (True, False)}
    places = {key: name for name, key in inputs.items()}

    def variable(name: str, kind: type, formula: Any = None) -> None:
        about = {"value_type": kind, "entity": person, "definition_period": periods.DateUnit.MONTH}
        made = type(name, (variables.Variable,), {**about, **({"formula": formula} if formula else {})})
        system.add_variable(made)

    formulas = [is_true(condition) for condition in conditions]

    def rule(persons: Any, period: Any) -> Any:
        kept: dict[Formula, Any] = {}
        found = [_array(own, kept, places, lambda name: persons(name, period)) for own in formulas]
        return np.select(found, list(range(len(found))), len(found))

    for name in inputs:
        variable(name, bool)
    variable("rule", int, rule)
    simulation = simulations.SimulationBuilder().build_default_simulation(system, batch.num_rows)
    for name, (test, truth) in inputs.items():
        simulation.set_input(name, _PERIOD, _flags(test, truth, batch.column(test.name)))

    def run() -> Any:
        simulation.delete_arrays("rule")
        return simulation.calculate("rule", _PERIOD)

    return run


def _flags(test: Leaf, truth: bool, column: pa.Array) -> Any:
    if isinstance(test, Compare):
        column = _COMPARED[test.operator](column, test.limit)
    elif isinstance(test, OneOf):
        text = column.cast(pa.string())
        column = pc.if_else(pc.is_null(text), None, pc.is_in(text, pa.array(test.options)))
    own = column if truth else pc.invert(column)
    return pc.fill_null(own, False).to_numpy(zero_copy_only=False)


def _array(formula: Formula, kept: dict[Formula, Any], places: dict[Any, str], value: Callable[[str], Any]) -> Any:
    """A formula over arrays, each part once."""
    if formula not in kept:
        kept[formula] = _worked_out(formula, kept, places, value)
    return kept[formula]


def _worked_out(formula: Formula, kept: dict[Formula, Any], places: dict[Any, str], value: Callable[[str], Any]) -> Any:
    if isinstance(formula, (Known, KnownCompare, KnownOneOf)):
        return value(next(name for key, name in places.items() if _same(key, formula)))
    items = [_array(item, kept, places, value) for item in formula.items]
    if isinstance(formula, CountAtLeast):
        return np.sum(items, axis=0, dtype=np.uint8) >= formula.count
    found, *others = items
    for other in others:
        found = found & other if isinstance(formula, Every) else found | other
    assert isinstance(formula, (Every, Some))
    return found


def _same(key: tuple[Leaf, bool], formula: Formula) -> bool:
    """Whether the formula asks for a test to be true, or false."""
    test, truth = key
    return _as_formula(test, truth) == formula


def _as_formula(test: Leaf, truth: bool) -> Formula:
    from venevagt.logic.targets.true_false import is_false

    return is_true(test) if truth else is_false(test)
