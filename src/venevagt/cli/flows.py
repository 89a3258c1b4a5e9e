"""How many cases of a file go from one urgency to another between two versions."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from venevagt.care.cases import CaseError, as_case, effective
from venevagt.care.engine import Engine
from venevagt.cli.case_files import BadInput, open_cases
from venevagt.cli.common import fail
from venevagt.knowledge.decision import build
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import URGENCIES, Urgency

_MOST_TOLD = 3


def flows(old: Model, new: Model, file: str) -> Iterator[str]:
    """The report on the cases of a file (JSON Lines, or one case), line by line."""
    engines = [Engine(msgspec.structs.replace(model, decision=build(model))) for model in (old, new)]
    moved: Counter[tuple[Urgency, Urgency]] = Counter()
    wrong: list[str] = []
    try:
        with Path(file).open("rb") as stream:
            for entry in open_cases(file, stream).entries:
                try:
                    if entry.error:
                        raise CaseError(entry.error)
                    before, after = (_urgency(engine, entry.value) for engine in engines)
                    moved[before, after] += 1
                except CaseError as error:
                    wrong.append(f"{file}:{entry.line}: {error}")
    except OSError as error:
        fail(f"{file}: {error.strerror}, expected a file with one case a line")
    except BadInput as error:
        fail(str(error))
    yield from _table(moved, len(wrong))
    yield from (f"  not counted: {line}" for line in wrong[:_MOST_TOLD])
    if len(wrong) > _MOST_TOLD:
        yield f"  ... and {len(wrong) - _MOST_TOLD} more"


def _urgency(engine: Engine, case: object) -> Urgency:
    return engine.model.about.urgencies[engine.rank(engine.values(effective(engine, as_case(case))))]


def _table(moved: Counter[tuple[Urgency, Urgency]], wrong: int) -> Iterator[str]:
    changed = {pair: count for pair, count in moved.items() if pair[0] != pair[1]}
    whole = f"of {moved.total():,} cases {sum(changed.values()):,} change"
    yield f"{whole}; {wrong:,} lines could not be read" if wrong else whole
    for before, after in sorted(changed, key=lambda pair: (URGENCIES.index(pair[1]), URGENCIES.index(pair[0]))):
        kind = "safer" if URGENCIES.index(after) > URGENCIES.index(before) else "LESS URGENT"
        yield f"  {changed[before, after]:8,} {before} -> {after} ({kind})"
