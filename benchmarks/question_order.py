"""`python -m benchmarks.question_order`: how many screens each order of the screens needs.

The first screen (the red flags) stays first. Tried on the stories of tests/scenarios, and on open
case sets when they are named: every order that swaps two screens, or with --all every order at all
(which takes some minutes):

    python -m benchmarks.question_order [--all] [vignettes.jsonl]
"""

import itertools
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import msgspec

from benchmarks.cases import scenario_cases
from venevagt.care.cases import effective
from venevagt.care.engine import Engine, engine_for
from venevagt.care.interview import Walk
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.decision import build
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Value


def screens_needed(walk: Walk, values: Mapping[str, Value]) -> int:
    """How many screens a complete case meets."""
    node, count = walk.root, 0
    while (screen := walk.screen_at(node)) is not None:
        while walk.screen_at(node) is screen:
            content = walk.builder.nodes[node]
            domain = walk.builder.order[content.level]  # type: ignore[union-attr]
            index = domain.class_of(values[domain.name])
            assert index is not None
            node = walk.builder.branch(node, content.level, index)  # type: ignore[union-attr]
        count += 1
    return count


def reordered(model: Model, order: Sequence[str]) -> Walk:
    screens = {name: model.screens[name] for name in order}
    changed = msgspec.structs.replace(model, screens=screens)
    return Walk(Engine(msgspec.structs.replace(changed, decision=build(changed))))


def complete(engine: Engine, cases: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Value]]:
    """The cases as effective values, what they leave out as no, leg, 50 years."""
    rest: dict[str, Value] = {**dict.fromkeys(engine.variables, False), "place": "leg", "age": 50.0}
    return [{**rest, **engine.optional, **effective(engine, case)} for case in cases]


def swapped(screens: Sequence[str]) -> list[tuple[str, ...]]:
    """The order itself and every order in which two screens have changed places."""
    found = [tuple(screens)]
    for one, other in itertools.combinations(range(len(screens)), 2):
        order = list(screens)
        order[one], order[other] = order[other], order[one]
        found.append(tuple(order))
    return found


def main() -> None:
    model = get_model()
    engine = engine_for(model)
    sets = {"tests/scenarios": complete(engine, scenario_cases(model))}
    names = [name for name in sys.argv[1:] if name != "--all"]
    for name in names:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        sets[Path(name).name] = complete(engine, [json.loads(line)["findings"] for line in lines if line.strip()])
    first, *others = model.screens
    found = []
    for order in itertools.permutations(others) if "--all" in sys.argv else swapped(others):
        walk = reordered(model, (first, *order))
        found.append(([mean(screens_needed(walk, case) for case in cases) for cases in sets.values()], order))
    found.sort(key=lambda row: sum(row[0]))
    chosen = next(index for index, (_, order) in enumerate(found) if list(order) == others)
    print(f"{len(found)} orders; mean number of screens on " + ", ".join(f"{k} ({len(v)})" for k, v in sets.items()))
    for rank in sorted({0, 1, 2, chosen, len(found) - 1}):
        means, order = found[rank]
        marked = "  <- screens.yaml" if rank == chosen else ""
        print(f"{rank + 1:5}. {'  '.join(f'{value:.2f}' for value in means)}  {' '.join(order)}{marked}")


if __name__ == "__main__":
    main()
