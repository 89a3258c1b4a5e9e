"""The proofs about the rehabilitation hold, and each of them notices when the door is broken."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace
from tests.care.helpers import MODEL

from venevagt.care.rehabilitation import Part, State, state
from venevagt.prove import rehabilitation
from venevagt.prove.rehabilitation import prove_rehabilitation

MUCH = 10_000


def test_everything_is_proved() -> None:
    proofs = list(prove_rehabilitation(MODEL))
    assert [proof.against for proof in proofs] == [()] * 6
    assert sum(proof.tried for proof in proofs) > MUCH


def _without_lapse(*arguments: Any, **more: Any) -> State:
    model, held, *others = arguments
    return state(model, [replace(one, lapse=None) for one in held], *others, **more)


def _everything_open(*arguments: Any, **more: Any) -> State:
    found = state(*arguments, **more)
    stages = tuple(replace(part, open=True) for part in found.stages) if found.stage else found.stages
    return replace(found, stages=stages)


def _ends_nothing(*arguments: Any, **more: Any) -> State:
    return replace(state(*arguments, **more), lapses=())


def _unknown_is_no(*arguments: Any, **more: Any) -> State:
    model, held, today, *others = arguments
    day = rehabilitation._good_day(model)
    filled = replace(today, case={**{name: day[name] for name in day if name in model.findings}, **today.case})
    return state(model, held, filled, *others, **more)


def _a_day_early(*arguments: Any, on: Any, **more: Any) -> State:
    return state(*arguments, on=on + timedelta(days=1), **more)


def _all_sport(*arguments: Any, **more: Any) -> State:
    found = state(*arguments, **more)
    return replace(found, way_back=tuple(Part(part.id, open=found.stage == "sport") for part in found.way_back))


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        (0, _without_lapse),
        (1, _ends_nothing),
        (2, _ends_nothing),
        (3, _unknown_is_no),
        (4, _everything_open),
        (4, _a_day_early),
        (5, _all_sport),
    ],
)
def test_a_broken_door_is_noticed(monkeypatch: pytest.MonkeyPatch, place: int, broken: Callable[..., State]) -> None:
    monkeypatch.setattr(rehabilitation, "state", partial(broken))
    assert list(prove_rehabilitation(MODEL))[place].against
