"""The scores against patients whom others have worked out and published."""

import pytest
from tests.care.helpers import MODEL
from tests.care.published_examples import PUBLISHED, Published

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import count


def case_of(example: Published) -> dict[str, object]:
    """What is told of the patient; every other yes/no finding of the score is a no."""
    asked = [name for item in count(MODEL, example.score, {}).items for name in item.findings]
    nothing = {name: "no" for name in asked if is_yes_no(name)}
    assert set(example.has) <= nothing.keys(), f"{example.score} does not look at all of {example.has}"
    return {**nothing, **dict.fromkeys(example.has, "yes"), **example.values}


def is_yes_no(name: str) -> bool:
    own = MODEL.findings.get(name)
    return (own or MODEL.clinical.findings[name]).type == "yes_no"


@pytest.mark.parametrize("example", PUBLISHED, ids=lambda example: f"{example.score} {example.patient}")
def test_a_published_patient_gets_the_published_total_and_group(example: Published) -> None:
    result = count(MODEL, example.score, read_clinical_case(MODEL, case_of(example)))
    decimals = len(f"{example.total}".partition(".")[2])
    assert result.points is not None, f"not known: {result.missing}"
    assert round(result.points, decimals) == example.total, example.source
    assert result.band == (example.band or result.band)


def test_every_example_names_where_it_stands() -> None:
    assert all(example.source.startswith("https://") or "doi " in example.source for example in PUBLISHED)
    assert len({(example.score, example.source, example.patient) for example in PUBLISHED}) == len(PUBLISHED)
