"""The documents in docs/safety/: each says that it is no certificate, and what it names is there.

Whatever stands in backticks has to be a file or folder, a test (or a function of a test's file), a
command, a target of the Makefile, or an id of the knowledge. Links between files have to lead somewhere.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from venevagt.cli.main import main
from venevagt.knowledge.compiled import get_model

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "safety"
NAMES = ("use-scenarios", "regulation", "post-market-log", "data-protection")

_FIRST_LINES = 9
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)")
_TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
_TYPED = re.compile(r"^\$ .*?\b(venevagt .*)", re.MULTILINE)


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def ids() -> set[str]:
    """Everything in the knowledge that a document may name by its id alone."""
    model = get_model()
    words = (keys for texts in model.texts.values() for keys in (texts.site, texts.interface))
    return {name for part in (model.findings, model.rules, model.properties, *words) for name in part}


def command_problem(typed: str) -> str:
    """What is wrong with a command as it is typed; empty where each of its subcommands exists."""
    command: click.Command | None = main
    for word in typed.split()[1:]:
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        command = command.get_command(click.Context(command), word)
        if command is None:
            return f"no command {word!r} in {typed!r}"
    return ""


def span_problem(span: str, known: set[str]) -> str:
    """What is wrong with a span in backticks; empty where it names something that exists."""
    if span.startswith("venevagt "):
        return command_problem(span)
    if span.startswith("make "):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        return "" if re.search(rf"^{re.escape(span[5:])}:", makefile, re.MULTILINE) else f"no target {span!r}"
    if test := _TEST.fullmatch(span):
        path = ROOT / test[1]
        defined = path.is_file() and re.search(rf"^def {test[2]}\(", path.read_text(encoding="utf-8"), re.MULTILINE)
        return "" if defined else f"no test {span!r}"
    if span in known or (not span.startswith(("/", ".")) and (ROOT / span).exists()):
        return ""
    return f"{span!r} is no file here, no test, command or property, and no other id"


def problems(text: str, known: set[str]) -> Iterator[str]:
    prose = _FENCE.sub("", text)
    found = [span_problem(span, known) for span in _SPAN.findall(prose)]
    found += [command_problem(typed) for fence in _FENCE.findall(text) for typed in _TYPED.findall(fence)]
    found += [f"the link {link!r} leads nowhere" for link in _LINK.findall(prose) if not (FOLDER / link).exists()]
    return filter(None, found)


@pytest.mark.parametrize("name", NAMES)
def test_a_safety_document_says_that_it_is_no_certificate_and_which_knowledge_it_speaks_of(name: str) -> None:
    lines = text_of(name).splitlines()
    first = "\n".join(lines[:_FIRST_LINES])
    assert "no certificate" in first
    assert "template" in first or "working document" in first
    assert "`venevagt check --case FILE --json`" in first
    assert len(lines) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_what_a_safety_document_names_exists(name: str) -> None:
    assert list(problems(text_of(name), ids())) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("`tests/test_nothing.py`", "is no file here"),
        ("`/`", "is no file here"),
        ("`tests/test_layers.py::test_nothing`", "no test"),
        ("`tests/test_nothing.py::test_nothing`", "no test"),
        ("`red_flags_are_113`", "is no file here"),
        ("`venevagt cheque --case FILE`", "no command 'cheque'"),
        ("`venevagt knowledge chek`", "no command 'chek'"),
        ("`make coffee`", "no target"),
        ("```\n$ .venv/bin/venevagt cheque\n```", "no command 'cheque'"),
        ("[a link](nowhere.md)", "leads nowhere"),
    ],
)
def test_a_wrong_name_is_found(wrong: str, said: str) -> None:
    right = "See `tests/test_layers.py`, `red_flags_are_112`, `make test`, `venevagt knowledge compare HEAD`.\n"
    known = ids()
    assert list(problems(right, known)) == []
    assert [said in problem for problem in problems(right + wrong + "\n", known)] == [True]
