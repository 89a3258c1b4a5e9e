"""What is no case is refused with the name of the finding and of what to write."""

from typing import Any

import pytest
from tests.care.helpers import MODEL

from venevagt.care.cases import CaseError, effective, read_case
from venevagt.care.engine import engine_for

BAD: list[tuple[Any, str]] = [
    ({"chest_pian": "yes"}, "unknown finding 'chest_pian', did you mean 'chest_pain'?"),
    ({"xyzzy": "yes"}, "unknown finding 'xyzzy'"),
    ({"chest_pain": "yess"}, "chest_pain: expected one of yes, no, unsure, found 'yess', did you mean 'yes'?"),
    ({"chest_pain": True}, "chest_pain: expected one of yes, no, unsure, found true"),
    ({"chest_pain": None}, "chest_pain: expected one of yes, no, unsure, found null"),
    ({"chest_pain": 1}, "chest_pain: expected one of yes, no, unsure, found '1'"),
    ({"chest_pain": ["yes"]}, "chest_pain: expected one of yes, no, unsure, found a list"),
    ({"chest_pain": {}}, "chest_pain: expected one of yes, no, unsure, found an object"),
    ({"age": 121}, "age: expected a number from 0 to 120 (years), found 121"),
    ({"age": -1}, "age: expected a number from 0 to 120 (years), found -1"),
    ({"age": float("nan")}, "age: expected a number from 0 to 120 (years), found nan"),
    ({"age": "54"}, "age: expected a number from 0 to 120 (years), found '54'"),
    ({"age": True}, "age: expected a number from 0 to 120 (years), found true"),
    ({"age": "yes"}, "age: expected a number from 0 to 120 (years), found 'yes'"),
    ({"calf_difference_cm": "no"}, "calf_difference_cm: expected a number from 0 to 15 (cm), found 'no'"),
    ({"place": "yes"}, "place: expected one of leg, arm, elsewhere, unsure, found 'yes'"),
    ({"age": "unsure"}, "age: expected a number from 0 to 120 (years), found 'unsure'"),
    ({"calf_difference_cm": 15.1}, "calf_difference_cm: expected a number from 0 to 15 (cm), found 15.1"),
    ({"place": "lag"}, "place: expected one of leg, arm, elsewhere, unsure, found 'lag', did you mean 'leg'?"),
    ([], 'expected a case such as {"chest_pain": "no", "age": 54}, found a list'),
    ("yes", 'expected a case such as {"chest_pain": "no", "age": 54}, found \'yes\''),
    (None, 'expected a case such as {"chest_pain": "no", "age": 54}, found null'),
    (False, 'expected a case such as {"chest_pain": "no", "age": 54}, found false'),
    (7, 'expected a case such as {"chest_pain": "no", "age": 54}, found \'7\''),
    ("x" * 61, f'expected a case such as {{"chest_pain": "no", "age": 54}}, found \'{"x" * 60}\''),
    ({"x" * 61: "yes"}, f"unknown finding '{'x' * 60}'"),
    ({"age": 10**40}, f"age: expected a number from 0 to 120 (years), found 1{'0' * 19}"),
    ({"chest_pain": "xyzzy"}, "chest_pain: expected one of yes, no, unsure, found 'xyzzy'"),
    ({1: "yes"}, "unknown finding '1'"),
]


@pytest.mark.parametrize(("raw", "message"), BAD, ids=[str(row[0])[:40] for row in BAD])
def test_bad_case(raw: Any, message: str) -> None:
    with pytest.raises(CaseError) as error:
        read_case(MODEL, raw)
    assert str(error.value) == message


@pytest.mark.parametrize(("raw", "message"), [row for row in BAD if isinstance(row[0], dict) and 1 not in row[0]])
def test_the_quick_way_refuses_the_same(raw: Any, message: str) -> None:
    with pytest.raises(CaseError) as error:
        effective(engine_for(MODEL), raw)
    assert str(error.value) == message


def test_a_good_case_is_given_back() -> None:
    case = {"chest_pain": "unsure", "age": 54, "place": "arm", "calf_difference_cm": "unsure"}
    assert read_case(MODEL, case) == case
    assert read_case(MODEL, {}) == {}


def test_effective_values() -> None:
    found = effective(engine_for(MODEL), {"chest_pain": "unsure", "cramp": "unsure", "place": "unsure", "age": 7})
    assert found == {"chest_pain": True, "cramp": False, "place": "leg", "age": 7.0}
    assert effective(engine_for(MODEL), {"calf_difference_cm": "unsure", "place": "arm"}) == {
        "calf_difference_cm": 0,
        "place": "arm",
    }
