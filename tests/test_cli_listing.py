"""`venevagt build` and `serve` with clinics: which are shown, and what is wrong with a name or a mail."""

import asyncio
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starlette.applications import Starlette
from tests.care.helpers import MODEL
from tests.fuzz.asgi import Answer, Request, send

from venevagt.cli.main import main
from venevagt.directory.demo import demo_clinics
from venevagt.directory.listing import Listing
from venevagt.server.app import create_app
from venevagt.site.clinic_packing import page_names

CLINICS = tuple(demo_clinics(MODEL.recovery.directory))
PAGE = {"da": "/da/find-fysioterapeut/", "en": "/en/find-physiotherapist/"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_made_up_clinics_are_built_and_marked(tmp_path: Path) -> None:
    told = run("build", str(tmp_path), "--date", "2026-11-24", "--directory", "demo", "--report-to", "post@example.org")
    assert told.exit_code == 0, told.output
    names = page_names(CLINICS)
    assert len(names) == 300
    for address in PAGE.values():
        for name in names.values():
            content = (tmp_path / address.strip("/") / name / "index.html").read_text(encoding="utf-8")
            assert "made-up" in content
            assert 'content="noindex"' in content
            assert "mailto:post@example.org" in content


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--directory", "no-such-file.db", "no-such-file.db"),
        ("--report-to", "nobody", "expected an address such as post@example.org"),
        ("--report-to", "a@b.dk?cc=x@y.dk", "expected an address such as post@example.org"),
    ],
)
@pytest.mark.parametrize("command", [("build", "site"), ("serve", "--port", "0")])
def test_a_wrong_name_or_mail_is_refused_in_words(
    command: tuple[str, ...], option: str, value: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(*command, option, value)
    assert told.exit_code == 2
    assert said in told.output
    assert "Traceback" not in told.output
    assert not (tmp_path / "site").exists()


@cache
def app(*, listed: bool) -> Starlette:
    return create_app(MODEL, listing=Listing(CLINICS[:3]) if listed else None)


def get(path: str, *, listed: bool) -> Answer:
    return asyncio.run(send(app(listed=listed), Request("GET", path, [])))


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_a_server_may_ask_for_the_position_on_these_pages_only(language: str) -> None:
    name = page_names(CLINICS[:3])[CLINICS[0].id]
    for own in (PAGE[language], f"{PAGE[language]}{name}/"):
        answer = get(own, listed=True)
        assert answer.status == 200
        assert b"geolocation=(self)" in answer.headers[b"permissions-policy"]
    for own in (f"/{language}/", f"/{language}/nothing-here/", "/robots.txt"):
        assert b"geolocation=()" in get(own, listed=True).headers[b"permissions-policy"]


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_without_clinics_a_server_has_no_list(language: str) -> None:
    assert MODEL.texts[language].directory["page_no_list"].encode() in get(PAGE[language], listed=False).body
    assert get(f"{PAGE[language]}{page_names(CLINICS)[CLINICS[0].id]}/", listed=False).status == 404
