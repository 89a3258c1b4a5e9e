"""Words written to break in: a field that looks into the program is refused, all else is shown as it is written."""

import asyncio
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.fuzz.asgi import FORM, Request, send
from tests.knowledge.changed import copy_with

from venevagt.care.words import filled
from venevagt.cli.main import main
from venevagt.knowledge.articles import placeholders
from venevagt.knowledge.check import check
from venevagt.knowledge.compiled import compile_directory, get_model
from venevagt.knowledge.load import load
from venevagt.server.app import create_app

FIELDS = [
    *("{answers.__class__}", "{answers.__class__.__mro__}", "{0}", "{}", "{self_care_days!r}", "{day:%s}", "{unknown}"),
    *(
        "{self_care_days:>999999999}",
        "{self_care_days[0]}",
        "{{{answers.__init__.__globals__}}}",
        "{answers:{answers}}",
    ),
    *("{", "}"),
]
SCRIPT = "<script>alert(x)</script>"
PLAIN = [
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "{% raw %}",
    "${{7*7}}",
    "' onfocus='alert(1)",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_looks_into_the_program_is_no_placeholder(field: str) -> None:
    known = {"answers", "self_care_days"}
    try:
        assert not set(placeholders(f"words {field}")) <= known
    except ValueError as error:
        assert str(error)  # noqa: PT017


def test_each_is_refused_in_the_files_with_its_place(tmp_path: Path) -> None:
    folder = copy_with(tmp_path)
    article = folder / "text" / "en" / "cramp_or_clot.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n{emergency.__class__}\n", encoding="utf-8")
    for language in ("da", "en"):
        for file in ("advice", "site"):
            path = folder / "text" / language / f"{file}.yaml"
            lines = path.read_text(encoding="utf-8").splitlines()
            places = [place for place, line in enumerate(lines) if re.fullmatch(r"[a-z_]+: [^|>{}]*", line)]
            for place, field in zip(places, FIELDS, strict=False):
                lines[place] = f"{lines[place].partition(':')[0]}: 'words {field}'"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = "\n".join(map(str, check(load(folder))))
    for language in ("da", "en"):
        lines = (folder / "text" / language / "advice.yaml").read_text(encoding="utf-8").splitlines()
        for place, line in enumerate(lines, 1):
            if line.partition(": ")[2].removeprefix("'words ").removesuffix("'") in FIELDS:
                assert f"knowledge/text/{language}/advice.yaml:{place}:" in told, line
        assert told.count(f"knowledge/text/{language}/site.yaml:") >= 8
    assert "knowledge/text/en/cramp_or_clot.md:1:1: a brace that is not closed" in told or "emergency" in told


_ENTRY = re.compile(r"(?m)^( +(?:label|title|reason|why|how|action|none|name):) .*$")


class Hostile:
    """Puts hostile words in the place of others, each with a number, since no two may be the same."""

    number = 0

    def __call__(self, found: re.Match[str]) -> str:
        self.number += 1
        words = PLAIN[self.number % len(PLAIN)].replace("'", "''")
        return f"{found[1]} '{words} {self.number * 1000}'"


def test_what_is_left_is_shown_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles, labels, reasons, services, article: on the page as text, in the terminal as text, run nowhere."""
    monkeypatch.chdir(tmp_path)
    folder = copy_with(tmp_path)
    for language in ("da", "en"):
        for file in ("findings", "rules", "screens", "services", "urgencies"):
            path = folder / "text" / language / f"{file}.yaml"
            written = path.read_text(encoding="utf-8")
            path.write_text(_ENTRY.sub(Hostile(), written), encoding="utf-8")
        article = folder / "text" / language / "cramp_or_clot.md"
        head = article.read_text(encoding="utf-8").split("---\n")[1]
        rests_on = (
            " ".join(f"[{source}]" for source in get_model().texts[language].articles["cramp_or_clot"].sources) + "\n"
        )
        article.write_text(
            f"---\n{head}---\n{SCRIPT}\n\n[x](javascript:alert(x)) [y](data:text/html,x) <a href='javascript:x'>z</a>\n"
            "![i](javascript:x) <javascript:alert(x)>\n\n```\n" + SCRIPT + "\n```\n\n" + rests_on,
            encoding="utf-8",
        )
    model = compile_directory(folder)
    app = create_app(model)
    flags = "&".join(f"{name}=no" for name in model.screens["red_flags"].findings)
    bodies = [
        b"",
        f"{flags}&page-do=show".encode(),
        b"chest_pain=yes",
        f"{flags}&place=leg&one_sided_swelling=yes".encode(),
    ]
    requests = [Request("POST", f"/{code}/", FORM, [body]) for code in model.texts for body in bodies]
    requests += [Request("GET", f"/{code}/cramp-or-clot/") for code in model.texts]
    pages = [asyncio.run(send(app, request)) for request in requests]
    for page in pages:
        assert page.status == 200
        assert not re.search(r"<(script>|img)|<[a-z][^<>]*( on[a-z]+=|(href|src)=.(javascript|data):)", page.text)
        assert not re.search(r"\b49\b", page.text)
        assert "&lt;b&gt;" not in page.text
    assert sum("&lt;script&gt;alert(x)&lt;/script&gt;" in page.text for page in pages) >= len(pages) - 2
    shown = CliRunner().invoke(
        main, ["check", "--lang", "en", "--knowledge", str(folder), "--case", "-"], input="age: 3"
    )
    assert shown.exit_code == 0
    assert not re.search(r"\b49\b", shown.output)


def test_a_word_of_the_program_with_a_field_that_it_does_not_have() -> None:
    assert filled("{n} of {unknown} {{x}}", n=3) == "3 of {unknown} {x}"
