"""The tests and documents that the hazard log names as controls exist."""

import ast
from pathlib import Path

import pytest
from tests.care.helpers import MODEL

ROOT = Path(__file__).parent.parent

CONTROLS = [(name, control) for name, hazard in MODEL.hazards.items() for control in hazard.controls]
TESTS = sorted({(name, test) for name, control in CONTROLS for test in control.tests})
DOCUMENTS = sorted({(name, document) for name, control in CONTROLS for document in control.documents})


@pytest.mark.parametrize(("hazard", "test"), TESTS)
def test_a_test_that_is_named_as_a_control_exists(hazard: str, test: str) -> None:
    assert exists(test), f"knowledge/hazards.yaml: {hazard}: no test {test!r}, expected tests/file.py::name"


@pytest.mark.parametrize(("hazard", "document"), DOCUMENTS)
def test_a_document_that_is_named_as_a_control_exists(hazard: str, document: str) -> None:
    assert (ROOT / document).is_file(), f"knowledge/hazards.yaml: {hazard}: no document {document!r}"


def exists(test: str) -> bool:
    """Whether tests/file.py::name is a test function of that file."""
    file, _, name = test.partition("::")
    path = ROOT / file
    if not path.is_file() or path.parts[len(ROOT.parts)] != "tests":
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in ast.walk(tree))


def test_a_name_that_does_not_exist_is_noticed() -> None:
    assert exists("tests/test_hazards.py::test_a_name_that_does_not_exist_is_noticed")
    assert not exists("tests/test_hazards.py::test_of_another_name")
    assert not exists("tests/no_such_file.py::test_of_another_name")
    assert not exists("tests/test_hazards.py::")
