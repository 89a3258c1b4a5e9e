"""Where things are: under any host and folder, and with names that an address can hold."""

from pathlib import Path

import pytest
from tests.care.helpers import MODEL
from tests.knowledge.changed import copy_with

from venevagt.knowledge.check import check
from venevagt.knowledge.load import load
from venevagt.site.addresses import Addresses, addresses_at, own_pages, page_file


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("", "/da/tabel/"),
        ("https://example.org", "/da/tabel/"),
        ("https://example.org/", "/da/tabel/"),
        ("http://127.0.0.1:8000/leg", "/leg/da/tabel/"),
        ("https://example.org/a/b/", "/a/b/da/tabel/"),
    ],
)
def test_a_page_lies_below_the_folder_of_the_site(url: str, page: str) -> None:
    found = addresses_at(url)
    assert found.page("da", "tabel") == page
    assert found.absolute(page) == (url.partition("/leg")[0].partition("/a/")[0].rstrip("/") + page)


def test_the_first_page_is_the_languages_folder() -> None:
    assert Addresses().page("en") == "/en/"
    assert page_file("en") == "en/index.html"
    assert own_pages(MODEL, "search") == {"da": "soeg", "en": "search"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../tabel", "'../tabel' as a page's name in its address, expected small letters a-z, digits and -"),
        ("søg", "'søg' as a page's name in its address, expected small letters a-z, digits and -"),
        ("soeg", "'soeg' is the address of another page or article, expected one of its own"),
        ("cramp-or-clot", "'cramp-or-clot' is the address of another page or article, expected one of its own"),
    ],
)
def test_a_name_that_no_address_can_hold_is_a_problem(tmp_path: Path, name: str, said: str) -> None:
    directory = copy_with(tmp_path, ("text/da/site.yaml", "address_table: tabel", f"address_table: {name}"))
    assert said in {problem.message for problem in check(load(directory))}
