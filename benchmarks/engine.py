"""`python -m benchmarks.engine`: one case in process, and a batch through the compiled function."""

import itertools
import platform

from benchmarks.cases import scenario_cases
from benchmarks.hand_written import urgency as by_hand
from benchmarks.timing import microseconds, row
from venevagt.care.assess import assess, urgency_of
from venevagt.care.cases import effective
from venevagt.care.engine import engine_for
from venevagt.knowledge.compiled import get_model
from venevagt.logic.expression import evaluate


def main() -> None:
    model = get_model()
    engine = engine_for(model)
    raw = [case for case in scenario_cases(model) if None not in engine.values(effective(engine, case))]
    known = [{**engine.optional, **effective(engine, case)} for case in raw]
    values = [engine.values(case) for case in known]
    wrong = [case for case, own in zip(known, values, strict=True) if by_hand(case) != urgency_of(engine, own)]
    assert wrong == [], f"the hand-written rules differ for {wrong[:1]}"

    def walked() -> None:
        for condition in conditions:
            if evaluate(condition, known[0]):
                break

    conditions = [condition for _, condition in engine.speaking]
    first = itertools.cycle(values)
    base = microseconds(lambda: [by_hand(case) for case in known], 20) / len(known)
    batch = microseconds(lambda: [urgency_of(engine, case) for case in values], 20) / len(values)
    one = microseconds(lambda: urgency_of(engine, next(first)), 5000)
    full = microseconds(lambda: [assess(model, case) for case in raw], 3) / len(raw)
    tree = microseconds(walked, 500)
    print(f"Python {platform.python_version()}, {len(values)} complete cases of tests/scenarios")
    named = "hand-written with early return"
    print(row("urgency alone, batch, per case", batch, "µs", named, base))
    print(row("urgency alone, one case at a time", one, "µs", named, base))
    print(row("full assessment with texts, per case", full, "µs", named, base))
    print(row("the meaning, walked as a tree, one case", tree, "µs", named, base))


if __name__ == "__main__":
    main()
