"""The plain reading comes to the value of every conformance case, as each target does."""

import pytest
from tests.logic.test_conformance import CASES

from venevagt.prove.plain import read, truth


def test_the_plain_reading_gives_the_value_of_each_case() -> None:
    wrong = [case for case in CASES if truth(read(case["expression"]), case["findings"], {}) is not case["value"]]
    assert wrong == []


def test_a_shared_condition_stands_for_its_text() -> None:
    shared = {"risk": read("a OR NOT b")}
    assert truth(read("risk AND c"), {"a": True, "c": True}, shared) is True
    assert truth(read("risk AND c"), {"b": True, "c": True}, shared) is None
    assert truth(read("NOT risk"), {"a": False, "b": True}, shared) is True


@pytest.mark.parametrize("text", ["a + b", "f(a)", "-a", "a.b", "a < b < 3", "at_least(a, 2)"])
def test_what_no_condition_may_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the plain reading knows nothing like"):
        truth(read(text), {}, {})
