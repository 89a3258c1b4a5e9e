"""docs/accessibility.md says of each criterion which tests look at it, and names none that is not there."""

from pathlib import Path

from maintenance.accessibility import DOCUMENT, document, source

ROOT = Path(__file__).parent.parent


def test_the_document_is_that_of_its_source() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: python -m maintenance.accessibility"


def test_all_criteria_of_wcag_2_2_a_and_aa_are_there_once() -> None:
    criteria = source().criteria
    levels = [one.level for one in criteria]
    assert (levels.count("A"), levels.count("AA")) == (31, 24)
    ids = [tuple(map(int, one.id.split("."))) for one in criteria]
    assert ids == sorted(set(ids))


def test_every_criterion_is_tested_or_left_to_people_or_cannot_arise() -> None:
    read = source()
    for one in read.criteria:
        assert bool(one.absent) != bool(one.people), one.id
        assert not (one.absent and one.tests), one.id
        assert set(one.tests) <= read.tests.keys(), one.id
    assert {name for one in read.criteria for name in one.tests} == read.tests.keys()


def test_every_test_that_is_named_exists() -> None:
    for test in source().tests.values():
        path, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test
