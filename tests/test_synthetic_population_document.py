"""docs/synthetic-population.md has the figures that the knowledge has."""

import pytest
from maintenance.population import DOCUMENT, END, renewed, tables


def test_the_tables_are_those_of_the_knowledge() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert renewed(text) == text, "expected: python -m maintenance.population"
    assert "| S453 | traits: active_cancer, with dvt | 18 % |" in tables()


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="has no tables"):
        renewed(DOCUMENT.read_text(encoding="utf-8").replace(END, ""))
