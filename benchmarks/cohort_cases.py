"""The cases of the cohort's benchmark: made up, of every rule, with answers missing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from venevagt.care.engine import Engine
from venevagt.knowledge.model import Finding
from venevagt.logic.expression import Value, names

NEARLY_WELL = 0.3


def findings(engine: Engine) -> Sequence[Finding]:
    """What the rules ask about."""
    asked = {name for _, condition in engine.speaking for name in names(condition)}
    return [finding for name, finding in engine.model.findings.items() if name in asked]


def cases(engine: Engine, count: int, seed: int = 1) -> pa.RecordBatch:
    """A column for each finding: booleans, a dictionary for a choice, one byte for the age.

    Three in ten people have the mildest answer to nearly everything. The difference of the calves is in single
    precision, 0 where nobody measured it, so that all engines can do without a rule for that.
    """
    chance = np.random.default_rng(seed)
    well = chance.random(count, np.float32) < NEARLY_WELL
    shape = {"well": well, "yes": np.where(well, 0.002, chance.random(count, np.float32) ** 4 * 0.5)}
    shape["missing"] = np.where(well, 0.001, chance.random(count, np.float32) ** 3)
    return pa.RecordBatch.from_pydict({one.id: _column(engine, one, shape, chance) for one in findings(engine)})


def _column(engine: Engine, finding: Finding, shape: Mapping[str, Any], chance: np.random.Generator) -> pa.Array:
    count = len(shape["well"])
    missing = chance.random(count, np.float32) < shape["missing"]
    flips = chance.random(count, np.float32) < shape["yes"]
    if finding.type == "yes_no":
        return pa.array(flips ^ (shape["well"] & (engine.decision.mild.get(finding.id) is True)), mask=missing)
    if finding.type == "choice":
        usual = finding.options.index("leg") if "leg" in finding.options else 0
        codes = np.where(flips, chance.integers(0, len(finding.options), count), usual).astype(np.int8)
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=missing), list(finding.options))
    if finding.not_measured is not None:
        return pa.array(np.where(flips, chance.uniform(0, finding.high, count), 0).astype(np.float32))
    return pa.array(chance.integers(0, 95, count).astype(np.uint8), mask=missing)


def records(batch: pa.RecordBatch) -> Sequence[Mapping[str, Value]]:
    """The same cases one by one, without what is not known."""
    return [{name: value for name, value in row.items() if value is not None} for row in batch.to_pylist()]
