"""One build of the site, and its pages as trees."""

import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from lxml import html
from tests.care.helpers import MODEL

from venevagt.site.addresses import Addresses, addresses_at
from venevagt.site.build import site_files
from venevagt.site.component import embedded_files

URL = "https://example.org/leg/"
DAY = date(2026, 11, 24)
LANGUAGES = MODEL.about.languages


@cache
def built(url: str = URL, on: date = DAY) -> Mapping[str, bytes]:
    """The files of a build; nobody changes them."""
    return site_files(MODEL, on=on, addresses=addresses_at(url))


def addresses(url: str = URL) -> Addresses:
    return addresses_at(url)


def listed(files: Mapping[str, bytes]) -> list[str]:
    """The pages that a search engine may list: not those that are only shown in other pages."""
    return [name for name in files if name.endswith("/index.html") and name not in embedded_files(MODEL)]


def pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every HTML file with its tree."""
    for name, content in files.items():
        if name.endswith(".html"):
            yield name, html.document_fromstring(content.decode("utf-8"))


def page(name: str, url: str = URL, on: date = DAY) -> html.HtmlElement:
    return html.document_fromstring(built(url, on)[name].decode("utf-8"))


def file_of(address: str, files: Mapping[str, bytes], base: str = "/leg/") -> str:
    """The file that a host gives for an address. Raises KeyError where there is none."""
    name = address.removeprefix(base)
    if not address.startswith(base):
        raise KeyError(address)
    found = f"{name}index.html" if name == "" or name.endswith("/") else name
    if found not in files:
        raise KeyError(address)
    return found


def node(folder: Path, program: str, modules: Mapping[str, bytes]) -> str:
    """What a program in JavaScript prints; `modules` lie beside it."""
    for name, content in modules.items():
        (folder / name).write_bytes(content)
    path = folder / "program.mjs"
    path.write_text(program, encoding="utf-8")
    answer = subprocess.run(
        ["node", str(path)], capture_output=True, text=True, check=False, timeout=60, encoding="utf-8"
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout
