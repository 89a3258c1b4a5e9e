"""Imports go one way only: logic <- knowledge <- care <- the faces."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "venevagt"

ALLOWED = {
    "logic": {"logic"},
    "knowledge": {"logic", "knowledge"},
    "care": {"logic", "knowledge", "care"},
    "directory": {"logic", "knowledge", "care", "directory"},
    "cohort": {"logic", "knowledge", "care", "cohort"},
    "cli": {"logic", "knowledge", "care", "cohort", "directory", "cli", "server", "site", "prove", "safety_case"},
    "prove": {"logic", "knowledge", "care", "prove"},
    "safety_case": {"logic", "knowledge", "care", "prove", "safety_case"},
    "server": {"logic", "knowledge", "care", "directory", "server", "site"},
    "site": {"logic", "knowledge", "care", "directory", "site"},
}
"""What each room may import. The command line starts the other faces, the safety case the proofs, and the
server may hand out the site; otherwise no face knows another."""

ONLY_STARTED_BY = {
    "server": {"cli/serve.py"},
    "cohort": {"cli"},
    "directory": {"cli", "server", "site"},
    "site": {"cli/build.py", "server"},
    "prove": {"cli/prove.py", "safety_case/proved.py"},
    "safety_case": {"cli/safety_case.py"},
}
"""The files, or whole rooms, that may start a room."""

PARSERS = ("sqlglot", "z3", "duckdb")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import, expected the full name"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    parts = [name.split(".") for name in imported(path) if name.startswith("venevagt.")]
    return {part[1] for part in parts if (SOURCE / part[1]).is_dir()}


FILES = sorted(path for room in ALLOWED for path in (SOURCE / room).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_file_imports_only_from_the_rooms_below(path: Path) -> None:
    name = path.relative_to(SOURCE).as_posix()
    room = name.split("/")[0]
    closed = {other for other, only in ONLY_STARTED_BY.items() if other != room and not only & {name, room}}
    allowed = ALLOWED[room] - closed
    assert rooms(path) <= allowed


def test_every_room_has_its_rule() -> None:
    found = {path.name for path in SOURCE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert found == set(ALLOWED)


def test_only_a_few_files_import_the_parser_and_the_solver() -> None:
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in FILES
        if any(name.split(".")[0] in PARSERS for name in imported(path))
    }
    solver = {"logic/targets/smt.py", "prove/symbolic.py", "prove/proofs.py"}
    # parse reads conditions; dialects writes a finished query for another database.
    # Many cases are read, joined and counted by it; a rule never is.
    tables = {name for name in users if name.startswith("cohort/")}
    assert users == {"logic/parse.py", "logic/dialects.py"} | solver | tables


def test_a_file_can_be_read_in_one_sitting() -> None:
    long = {path.name: count for path in FILES if (count := len(path.read_text(encoding="utf-8").splitlines())) > 320}
    assert long == {}
